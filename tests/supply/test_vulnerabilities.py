"""Known vulnerabilities and the exceptions of them: by pip-audit itself, which asks a service of the test's own."""

from __future__ import annotations

import datetime
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from assistant.data_files import DataError
from supply import vulnerabilities
from supply.packages import TOOLS, Package, pinned
from supply.vulnerabilities import (
    CANARY,
    NOT_CHECKED,
    Finding,
    UnreachableError,
    VulnerabilityException,
    compare,
    find,
    main,
    read_exceptions,
)
from tests.conftest import missing

TODAY = datetime.date(2026, 11, 21)
EXCEPTION = """
exceptions:
  - package: aiohttp
    ids: [CVE-2025-53643]
    reason: Rasa 3.6.21 asks for aiohttp below 3.10.
    exposure: None of its servers runs here.
    again: 2099-01-01
"""


class FakeOsv:
    """A service of known vulnerabilities, on a real port."""

    def __init__(self) -> None:
        self.knows: dict[tuple[str, str], dict] = {CANARY: record("CVE-2019-12308", CANARY[0])}
        self.status = 200
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                known = fake.knows.get((asked["package"]["name"], asked["version"]))
                self.send_response(fake.status)
                self.end_headers()
                self.wfile.write(json.dumps({"vulns": [known]} if known else {}).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1/query"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def record(name: str, package: str) -> dict:
    """A vulnerability as the service tells of it."""
    fixed = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}
    affected = [{"package": {"name": package, "ecosystem": "PyPI"}, "ranges": [fixed]}]
    return {"id": f"GHSA-of-{name}", "aliases": [name], "summary": "It fails.", "affected": affected}


def excepted(name: str) -> list[VulnerabilityException]:
    """An exception for aiohttp."""
    why = "That is how it stands today."
    return [VulnerabilityException(package="aiohttp", ids=[name], reason=why, exposure=why, again=TODAY)]


@pytest.fixture
def osv():
    if not (TOOLS / "pip-audit").exists():
        missing("pip-audit is not installed: `make audit` does that")
    service = FakeOsv()
    yield service
    service.close()


@pytest.fixture
def lock(tmp_path):
    """A lock file of two packages, in place of ours."""
    path = tmp_path / "requirements.txt"
    path.write_text("aiohttp==3.9.5\nredis==4.6.0\n")
    return path


@pytest.fixture
def audit(osv, lock, tmp_path, capsys):
    """Runs the command with exceptions; its status, and what it says."""

    def run(exceptions: str = "exceptions: []", *options: str) -> tuple[int, str]:
        path = tmp_path / "exceptions.yml"
        path.write_text(exceptions)
        status = main([str(lock), "--exceptions", str(path), "--service", osv.url, *options])
        return status, "".join(capsys.readouterr())

    return run


def test_where_nothing_is_known_and_nothing_excepted_all_is_well(audit):
    assert audit() == (0, "audit: 0 known, all excepted\n")


def test_what_is_known_and_not_excepted_fails(osv, audit):
    osv.knows["aiohttp", "3.9.5"] = record("CVE-2025-53643", "aiohttp")
    status, said = audit()
    assert status == 1
    assert said == "audit: aiohttp 3.9.5: CVE-2025-53643 GHSA-of-CVE-2025-53643: no exception (fixed in 99.1)\n"


def test_what_is_known_and_excepted_passes(osv, audit):
    osv.knows["aiohttp", "3.9.5"] = record("CVE-2025-53643", "aiohttp")
    assert audit(EXCEPTION) == (0, "audit: 1 known, all excepted\n")


def test_an_exception_that_is_not_needed_fails(audit):
    assert audit(EXCEPTION) == (1, "audit: aiohttp: CVE-2025-53643: the exception is not needed any more\n")


def test_an_exception_that_was_not_looked_at_in_time_fails(osv, audit):
    osv.knows["aiohttp", "3.9.5"] = record("CVE-2025-53643", "aiohttp")
    status, said = audit(EXCEPTION.replace("2099", "2020"))
    assert (status, said) == (1, "audit: aiohttp: its exception was to be looked at again by 2020-01-01\n")


def test_a_service_that_knows_nothing_at_all_is_no_proof(osv, audit):
    osv.knows.clear()
    status, said = audit()
    assert status == NOT_CHECKED
    assert said.startswith("audit: NOT CHECKED for known vulnerabilities: ")
    assert "knows of no vulnerability even in django 2.2" in said


@pytest.mark.parametrize("status", [404, 503])
def test_a_service_that_refuses_is_no_proof(status, osv, audit):
    osv.status = status
    assert audit()[0] == NOT_CHECKED


def test_a_service_that_cannot_be_reached_is_said_and_may_pass_where_that_is_asked_for(osv, audit):
    osv.close()
    status, said = audit()
    assert (status, said.count("NOT CHECKED")) == (NOT_CHECKED, 1)
    status, said = audit("exceptions: []", "--unreachable", "pass")
    assert (status, said.count("NOT CHECKED")) == (0, 1)


def test_without_pip_audit_nothing_is_checked(lock, monkeypatch, tmp_path):
    monkeypatch.setattr(vulnerabilities, "TOOLS", tmp_path)
    with pytest.raises(UnreachableError, match="make audit"):
        find("http://127.0.0.1:9/", [lock])


def test_a_finding_may_be_excepted_by_any_of_its_names_and_is_counted_once():
    finding = Finding("aiohttp", "3.9.5", ("PYSEC-1", "CVE-1", "GHSA-1"), ())
    assert list(compare([finding], excepted("CVE-1"), TODAY)) == []
    assert list(compare([finding], [], TODAY)) == ["aiohttp 3.9.5: PYSEC-1 CVE-1 GHSA-1: no exception (not fixed yet)"]


def test_an_exception_holds_for_its_package_only():
    finding = Finding("redis", "4.6.0", ("CVE-2025-53643",), ())
    assert len(list(compare([finding], excepted("CVE-2025-53643"), TODAY))) == 2


# Our own file.


def test_each_exception_is_of_a_package_that_is_installed_and_says_what_it_must():
    ours = read_exceptions()
    assert {each.package for each in ours} <= {package.name for package in pinned()}
    assert all(name.startswith(("CVE-", "GHSA-", "PYSEC-")) for each in ours for name in each.ids)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("    again: 2099-01-01\n", ""), "again: field required"),
        (("2099-01-01", "soon"), "again: invalid date format"),
        (("Rasa 3.6.21 asks for aiohttp below 3.10.", "no"), "reason: "),
        (("[CVE-2025-53643]", "[]"), "ids: "),
        (("[CVE-2025-53643]", "[CVE-1, CVE-1]"), "CVE-1 of aiohttp stands twice"),
        (("reason", "because"), "because: extra fields not permitted"),
    ],
)
def test_an_exception_that_lacks_something_is_named(change, key, tmp_path):
    path = tmp_path / "exceptions.yml"
    path.write_text(EXCEPTION.replace(*change))
    with pytest.raises(DataError, match=key):
        read_exceptions(path)


def test_the_pinned_packages_are_those_of_the_lock_files(tmp_path):
    (tmp_path / "lock.txt").write_text("# a comment\nredis==4.6.0 \\\n    --hash=sha256:0\n    # via rasa\n")
    assert list(pinned(("lock.txt",), tmp_path)) == [Package("redis", "4.6.0")]
