"""docs/reliability.md, held to the tests that it names, and its table of faults to what these saw."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from witness import SEEN, unseen, written

from assistant import limits

ROOT = Path(__file__).parents[1]
PATH = ROOT / "docs" / "reliability.md"
PAGE = PATH.read_text(encoding="utf-8")
ROWS = [
    row.strip("| ").split(" | ")
    for row in PAGE.split("\n## ")[0].splitlines()
    if re.match(r"\| (?!What|---|\*\*)", row)
]


@pytest.mark.last
def test_the_table_of_faults_is_what_this_run_saw(request):
    """Row by row: one is as it was where not all of its tests ran."""
    seen = request.config.stash.get(SEEN, [])
    if "WITNESS" in os.environ:
        PATH.write_text(written(PATH.read_text(encoding="utf-8"), seen), encoding="utf-8")
    assert unseen(PATH.read_text(encoding="utf-8"), seen) == [], "`make reliability` writes it anew"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_tests_that_are_marked_with_its_fault(row):
    assert len(row) == 5
    assert re.fullmatch(r"`tests/[^`]+`(, `tests/[^`]+`)*", row[-1])
    for file, name in re.findall(r"`([^`]+)::([^`]+)`", row[-1]):
        marked = rf'^@pytest\.mark\.fault\(\n?[^@]*?"{re.escape(row[0])}",?\n?\)(\n@.*)*\ndef {name}\('
        assert re.search(marked, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), name


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[^`]+::[^`]+)`", PAGE))))
def test_a_test_that_is_named_is_there(named):
    file, name = named.split("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_the_numbers_are_those_of_the_code():
    for number in (limits.MESSAGES_A_MINUTE, limits.CONNECTIONS_OF_ONE, limits.CONNECTIONS, limits.LONGEST):
        assert f"more than {number:,} " in PAGE or f", {number} in all" in PAGE
    for number in (limits.LARGEST_BODY, limits.LARGEST_REQUEST):
        assert f"a body of more than {number:,} bytes" in PAGE
    assert f"an apology after {limits.ACTION_SECONDS:g} seconds" in PAGE
    assert f"after {limits.PATIENCE:g} seconds; a red flag's answer after {limits.PATIENCE_IN_DANGER:g}" in PAGE
