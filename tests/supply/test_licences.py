"""The licences of the packages: none that is forbidden comes in unexplained."""

from __future__ import annotations

import json
import subprocess

import pytest

from supply.licences import (
    LISTED,
    PAGE,
    Explained,
    Rules,
    check,
    is_allowed,
    listed,
    main,
    read_page,
    read_rules,
    write,
)
from supply.packages import RUNNING, TOOLS, pinned
from tests.conftest import missing

RULES = Rules(allowed=("MIT", "Apache-2.0"), explained={"odd": Explained(licence="LGPL", reason="used unchanged")})


def test_every_package_is_on_the_page_and_no_other():
    names = {package.name for package in pinned(LISTED)}
    assert set(read_page(PAGE.read_text(encoding="utf-8"))) == names, "run `make licences`"


def test_every_licence_on_the_page_is_allowed_or_explained():
    assert list(check(read_page(PAGE.read_text(encoding="utf-8")), read_rules())) == []


def test_what_runs_is_marked():
    page = PAGE.read_text(encoding="utf-8")
    assert "| rasa | Apache Software License | runs |" in page
    assert "| pytest | MIT License |  |" in page
    assert page.count("| runs") == len(list(pinned(RUNNING)))


def test_the_page_says_what_the_packages_say():
    if not (TOOLS / "pip-licenses").exists():
        missing("pip-licenses is not installed: `make licences` does that")
    assert write(listed(), read_rules()) == PAGE.read_text(encoding="utf-8"), "run `make licences`"


@pytest.mark.parametrize(
    "licence", ["MIT", "MIT; Apache-2.0", "MIT AND Apache-2.0", "GPL-3.0 OR MIT", "MIT AND GPL-3.0 OR Apache-2.0"]
)
def test_a_licence_is_allowed_where_each_part_is_or_leaves_a_choice(licence):
    assert is_allowed(licence, RULES.allowed)


@pytest.mark.parametrize("licence", ["GPL-3.0", "AGPL-3.0-only", "UNKNOWN", "", "MIT; GPL-3.0", "MIT AND GPL-3.0"])
def test_another_is_not(licence):
    assert not is_allowed(licence, RULES.allowed)
    [fault] = check({"new": licence, "odd": "LGPL"}, RULES)
    assert fault.startswith("licences: new: ")


def test_an_explanation_without_a_package_is_told():
    assert list(check({"new": "MIT"}, RULES)) == ["licences: odd: is explained in licences.yml, and not installed"]


def test_no_forbidden_licence_is_among_the_allowed_ones():
    assert [name for name in read_rules().allowed if "GPL" in name or "UNKNOWN" in name] == []


def test_without_the_tool_it_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("supply.licences.TOOLS", tmp_path)
    assert main() == 1
    assert capsys.readouterr().err.startswith("licences: ")


def test_the_list_for_machines_has_each_package_with_its_hash_and_no_path_of_a_machine(tmp_path):
    if not (TOOLS / "cyclonedx-py").exists():
        missing("cyclonedx-py is not installed: `make sbom` does that")
    locks = b"".join((PAGE.parents[1] / name).read_bytes() for name in RUNNING)
    command = [str(TOOLS / "cyclonedx-py"), "requirements", "--output-reproducible", "--short-PURLs", "-"]
    made = subprocess.run(command, input=locks, capture_output=True, check=True).stdout.decode()
    components = json.loads(made)["components"]
    assert {(each["name"], each["version"]) for each in components} == {(p.name, p.version) for p in pinned(RUNNING)}
    assert all(each["externalReferences"][0]["hashes"] for each in components)
    assert str(PAGE.parents[1]) not in made
