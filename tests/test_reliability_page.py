"""docs/reliability.md, held to the tests that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import limits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [
    row.strip("| ").split(" | ")
    for row in PAGE.split("\n## ")[0].splitlines()
    if re.match(r"\| (?!What|---|\*\*)", row)
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_fault_says_what_comes_of_it_and_names_its_tests(row):
    assert len(row) == 5
    assert re.fullmatch(r"`tests/[^`]+`(, `tests/[^`]+`)*", row[-1])


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[^`]+::[^`]+)`", PAGE))))
def test_a_test_that_is_named_is_there(named):
    file, name = named.split("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_the_numbers_are_those_of_the_code():
    for number in (limits.MESSAGES_A_MINUTE, limits.CONNECTIONS_OF_ONE, limits.CONNECTIONS, limits.LONGEST):
        assert f"more than {number:,} " in PAGE or f", {number} in all" in PAGE
    assert f"more than {limits.LARGEST_BODY:,} bytes; of more than {limits.LARGEST_REQUEST:,}" in PAGE
    assert f"an apology after {limits.ACTION_SECONDS:g} seconds" in PAGE
    assert f"after {limits.PATIENCE:g} seconds; a red flag's answer after {limits.PATIENCE_IN_DANGER:g}" in PAGE
