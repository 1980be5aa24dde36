"""SAFETY.md, read as the hazard log that it is: complete, and with controls and tests that there are.

Whether the tests named there pass is for the suite itself to say, of which all of them are a part. Here they
are collected once, so that none is named that does not exist, or that is marked to be skipped or to fail.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOG = (ROOT / "SAFETY.md").read_text(encoding="utf-8")

FIELDS = ["Cause", "Harm", "Initial risk", "Control", "Proved by", "Residual risk", "Left"]
"""What each hazard says, in this order; there may be more controls than one."""

RISK = re.compile(r"(?P<severity>\w+), (?P<likelihood>[\w ]+): (?P<risk>[1-5])(?:\. .+)?")

COLLECT = """
import json, sys, pytest

class Marks:
    def pytest_collection_finish(self, session):
        self.of_tests = {item.nodeid: [mark.name for mark in item.iter_markers()] for item in session.items}

marks = Marks()
status = pytest.main(["--collect-only", "-qq", *sys.argv[2:]], plugins=[marks])
open(sys.argv[1], "w").write(json.dumps(marks.of_tests))
sys.exit(status)
"""


@dataclass(frozen=True)
class Hazard:
    """An entry of the log."""

    id: str
    title: str
    lines: list[tuple[str, str]]
    """Each line's field and what it says."""

    def all(self, field: str) -> list[str]:
        return [text for name, text in self.lines if name == field]

    def risk(self, field: str) -> re.Match[str]:
        [text] = self.all(field)
        found = RISK.fullmatch(text)
        assert found, f"{self.id}: '{field}: {text}' must read like 'Major, low: 3'"
        return found

    @property
    def tests(self) -> list[str]:
        return quoted("".join(self.all("Proved by")))


def quoted(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def hazards() -> Iterator[Hazard]:
    for entry in re.split(r"^### ", LOG, flags=re.MULTILINE)[1:]:
        heading, *lines = re.split(r"\n## ", entry)[0].splitlines()
        number, title = heading.split(maxsplit=1)
        fields = [re.fullmatch(r"- \*\*([\w ]+):\*\* (\S.*)", line) for line in lines if line.strip()]
        assert all(fields), f"{number}: each line must read like '- **Cause:** what it is'"
        yield Hazard(number, title, [(field[1], field[2]) for field in fields])


HAZARDS = list(hazards())
every_hazard = pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)


def matrix() -> dict[tuple[str, str], int]:
    """The risk of each severity and likelihood, from the table that begins with both words."""
    _, _, table = LOG.partition("| Likelihood \\ Severity |")
    head, _, *rows = table.split("\n\n")[0].splitlines()
    severities = [cell.strip() for cell in head.strip(" |").split("|")]
    risks = {}
    for row in rows:
        likelihood, *cells = (cell.strip() for cell in row.strip(" |").split("|"))
        risks.update({(severity, likelihood.lower()): int(cell) for severity, cell in zip(severities, cells)})
    return risks


@pytest.fixture(scope="module")
def marks(tmp_path_factory) -> dict[str, list[str]]:
    """The tests in the files that are named, each with its markers; without what parametrising put in brackets."""
    files = sorted({test.split("::")[0] for hazard in HAZARDS for test in hazard.tests})
    assert [file for file in files if not (ROOT / file).is_file()] == []
    written = tmp_path_factory.mktemp("collected") / "tests.json"
    command = [sys.executable, "-c", COLLECT, str(written), *files]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
    found: dict[str, list[str]] = {}
    for node, names in json.loads(written.read_text()).items():
        found.setdefault(node, []).extend(names)
        found.setdefault(node.split("[")[0], []).extend(names)
    return found


def test_ids_are_unique_and_consecutive():
    headings = re.findall(r"^#+ (H\d+)", LOG, flags=re.MULTILINE)

    assert headings == [hazard.id for hazard in HAZARDS] == [f"H{i + 1:02}" for i in range(len(headings))]
    assert headings


def test_no_hazard_stands_twice():
    assert len({hazard.title for hazard in HAZARDS}) == len(HAZARDS)


@every_hazard
def test_a_hazard_says_all_that_it_must(hazard):
    named = [field for field, _ in hazard.lines]

    assert list(dict.fromkeys(named)) == FIELDS
    assert [field for field in FIELDS if field != "Control" and named.count(field) > 1] == []


@every_hazard
def test_a_control_names_the_file_that_it_is_in(hazard):
    for control in hazard.all("Control"):
        files = quoted(control)
        assert files, f"no file is named in: {control}"
        assert [file for file in files if not (ROOT / file).exists()] == []


@every_hazard
def test_a_risk_is_what_the_matrix_says(hazard):
    for field in ("Initial risk", "Residual risk"):
        found = hazard.risk(field)
        assert matrix()[found["severity"], found["likelihood"]] == int(found["risk"])


@every_hazard
def test_controls_leave_no_more_risk_than_there_was(hazard):
    assert int(hazard.risk("Residual risk")["risk"]) <= int(hazard.risk("Initial risk")["risk"])


@every_hazard
def test_a_hazard_names_tests_that_exist(hazard, marks):
    [line] = hazard.all("Proved by")

    assert re.fullmatch(r"`[^`]+`(, `[^`]+`)*", line), "must be tests between backticks, with commas"
    assert [test for test in hazard.tests if test not in marks] == []


@every_hazard
def test_no_test_that_is_named_is_skipped_or_expected_to_fail(hazard, marks):
    assert [test for test in hazard.tests if {"skip", "skipif", "xfail"} & set(marks.get(test, ()))] == []


def test_it_says_how_many_flags_there_are():
    flags = list((ROOT / "assistant" / "red_flags" / "flags").glob("*.yml"))
    assert set(re.findall(r"(\d+) (?:red )?flags", LOG)) == {str(len(flags))}
