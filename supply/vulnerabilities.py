"""Hold the dependencies' known vulnerabilities against what is excepted: `python -m supply.vulnerabilities`.

pip-audit asks a service for them. Where that cannot be reached, or knows nothing, this says so: silence is no answer.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import conlist, constr

from assistant.data_files import DataError, Strict, parse, read_yaml
from supply.packages import ALL, ROOT, TOOLS

EXCEPTIONS = ROOT / "supply" / "exceptions.yml"

LOCKS = [ROOT / name for name in ALL]

SERVICE = "https://api.osv.dev/v1/query"

CANARY = "django", "2.2"
"""A package that is not installed and has known vulnerabilities: a service that knows none of these knows nothing."""

NOT_CHECKED = 2
"""The exit status where nothing could be found out."""

Text = constr(min_length=20)


class VulnerabilityException(Strict):
    """Known vulnerabilities of a package that we live with for now."""

    package: str
    ids: conlist(str, min_items=1)  # type: ignore[valid-type]
    """Each one's CVE, or where there is none, the id of its record."""
    reason: Text  # type: ignore[valid-type]
    """Why it cannot be mended by us."""
    exposure: Text  # type: ignore[valid-type]
    """What it means here."""
    again: datetime.date
    """When it is to be looked at again, at the latest."""


class Exceptions(Strict):
    """The file of them."""

    exceptions: tuple[VulnerabilityException, ...]


class Finding(NamedTuple):
    """A known vulnerability of a package that is installed."""

    package: str
    version: str
    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]


class UnreachableError(RuntimeError):
    """The service told nothing; the message says how that shows."""


def main(arguments: list[str] | None = None) -> int:
    """Look, compare, and say what is found.

    Returns:
        0 where all is excepted and nothing more, 1 where something is not, 2 where nothing could be found out (0 where
        that may pass: then the line that says so is all that there is).
    """
    parser = argparse.ArgumentParser(prog="python -m supply.vulnerabilities", description=__doc__)
    parser.add_argument("--exceptions", type=Path, default=EXCEPTIONS)
    parser.add_argument("--service", default=SERVICE, help="the address of OSV, or of a copy")
    parser.add_argument("files", type=Path, nargs="*", default=LOCKS, help="lock files in place of ours")
    parser.add_argument("--unreachable", choices=["fail", "pass"], default="fail")
    options = parser.parse_args(arguments)
    try:
        excepted = read_exceptions(options.exceptions)
        findings = find(options.service, options.files)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except UnreachableError as error:
        print(f"audit: NOT CHECKED for known vulnerabilities: {error}", file=sys.stderr)
        return NOT_CHECKED if options.unreachable == "fail" else 0
    faults = list(compare(findings, excepted, datetime.datetime.now(datetime.timezone.utc).date()))
    print("\n".join([f"audit: {fault}" for fault in faults] or [f"audit: {len(findings)} known, all excepted"]))
    return 1 if faults else 0


def read_exceptions(path: Path = EXCEPTIONS) -> tuple[VulnerabilityException, ...]:
    """Read the file of exceptions.

    Raises:
        DataError: naming the key at fault, or the exception that stands twice.
    """
    excepted = parse(Exceptions, read_yaml(path), path).exceptions
    seen: set[tuple[str, str]] = set()
    for each in excepted:
        for name in each.ids:
            if (each.package, name) in seen:
                raise DataError(f"{path.name}: exceptions: {name} of {each.package} stands twice")
            seen.add((each.package, name))
    return excepted


def find(service: str, files: Sequence[Path]) -> list[Finding]:
    """The known vulnerabilities of what the lock files pin, each once.

    Args:
        service: the address that is asked.
        files: the lock files.

    Raises:
        UnreachableError: nobody answers there, or not with what is known.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as canary:
        canary.write("==".join(CANARY))
        canary.flush()
        answers = [_ask(service, file) for file in (Path(canary.name), *files)]
    canaries, *others = answers
    if not canaries:
        raise UnreachableError(f"{service} knows of no vulnerability even in {' '.join(CANARY)}")
    return sorted({finding for findings in others for finding in findings})


def compare(
    findings: Iterable[Finding], excepted: Sequence[VulnerabilityException], today: datetime.date
) -> Iterable[str]:
    """What is wrong: found and not excepted, excepted and not found, or not looked at again in time.

    Args:
        findings: what is known.
        excepted: what is excepted.
        today: the date.
    """
    found = {(each.package, alias): each for each in findings for alias in each.ids}
    known = {(each.package, name) for each in excepted for name in each.ids}
    for finding in dict.fromkeys(found.values()):
        if not any((finding.package, alias) in known for alias in finding.ids):
            fixed = f"fixed in {', '.join(finding.fixed_in)}" if finding.fixed_in else "not fixed yet"
            yield f"{finding.package} {finding.version}: {' '.join(finding.ids)}: no exception ({fixed})"
    for package, name in sorted(known - set(found)):
        yield f"{package}: {name}: the exception is not needed any more"
    for each in excepted:
        if each.again < today:
            yield f"{each.package}: its exception was to be looked at again by {each.again}"


def _ask(service: str, file: Path) -> list[Finding]:
    """Ask for one lock file's.

    Raises:
        UnreachableError: pip-audit is not there, or got no answer.
    """
    options = [
        "--requirement",
        str(file),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    command = [str(TOOLS / "pip-audit"), *options, "--vulnerability-service", "osv", "--osv-url", service]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=600)
        dependencies = json.loads(ended.stdout)["dependencies"]
    except FileNotFoundError as error:
        raise UnreachableError("pip-audit is not installed: run it by `make audit`") from error
    except subprocess.TimeoutExpired as error:
        raise UnreachableError(f"{service} did not answer in time") from error
    except (ValueError, LookupError) as error:
        last = (ended.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        raise UnreachableError(f"{service}: {last[:200]}") from error
    return [
        Finding(each["name"], each["version"], (found["id"], *sorted(found["aliases"])), tuple(found["fix_versions"]))
        for each in dependencies
        for found in each.get("vulns", [])
    ]


if __name__ == "__main__":
    sys.exit(main())
