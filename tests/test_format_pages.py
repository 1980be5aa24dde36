"""docs/facts.md and docs/red-flags.md, held to what is read: their examples load, their tables name every key."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.facts import loader as facts
from assistant.facts.model import Aspect, Citation, Decides, Decision, Fact, Kind, Subject
from assistant.red_flags import Assertion, Screener, Urgency
from assistant.red_flags import loader as red_flags
from assistant.red_flags.model import Flag

DOCS = Path(__file__).parents[1] / "docs"
FACTS, FLAGS = ((DOCS / name).read_text(encoding="utf-8") for name in ("facts.md", "red-flags.md"))


def example(page: str) -> str:
    [block] = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    return block


def tables(page: str) -> list[list[str]]:
    """The first cells of each table, without their quotes."""
    found = re.findall(r"^\| [^\n]*\n\| ---[^\n]*\n((?:\|[^\n]*\n)+)", page, re.MULTILINE)
    return [re.findall(r"^\| `([^`]+)`", rows, re.MULTILINE) for rows in found]


def test_the_example_of_a_subject_is_read(tmp_path):
    folder = shutil.copytree(facts.FOLDER, tmp_path / "facts")
    (folder / "subjects" / "ct_scan.yml").write_text(example(FACTS), encoding="utf-8")
    read = facts.load(folder).subjects["ct_scan"]
    [fact] = read.facts
    assert fact.decides
    assert set(Subject.__fields__) == {*read.__fields_set__}


def test_the_example_of_a_flag_is_read_and_does_what_it_says(tmp_path):
    folder = shutil.copytree(red_flags.FOLDER, tmp_path / "red_flags")
    (folder / "flags" / "face_droop.yml").write_text(example(FLAGS), encoding="utf-8")
    rules = red_flags.load(folder)
    flag, screener = rules.flags["face_droop"], Screener(rules)
    assert screener.screen(flag.must_fire[0]).urgency is Urgency.EMERGENCY
    assert screener.screen(flag.must_mention[0]).urgency is Urgency.MENTION
    assert screener.screen(flag.must_not_fire[0]).urgency is Urgency.NONE


@pytest.mark.parametrize(("number", "model"), enumerate((Subject, Fact, Decides, Citation)))
def test_every_key_of_a_fact_is_on_the_page_and_no_other(number, model):
    assert tables(FACTS)[number] == [key for key in model.__fields__ if (model, key) != (Fact, "subject")]


@pytest.mark.parametrize("kind", [Aspect, Kind, Decision])
def test_every_word_that_a_fact_may_hold_is_on_the_page(kind):
    assert [value.value for value in kind if not re.search(rf'`"?{value.value}"?`', FACTS)] == []


def test_every_file_of_the_facts_is_on_the_page():
    assert sorted(tables(FACTS)[4]) == sorted(path.name for path in facts.FOLDER.glob("*.yml"))


def test_every_key_of_a_flag_is_on_the_page_and_no_other():
    assert tables(FLAGS)[0] == list(Flag.__fields__)


@pytest.mark.parametrize(("number", "kind"), [(2, Urgency), (3, Assertion)])
def test_every_word_of_a_verdict_is_on_the_page_and_no_other(number, kind):
    assert tables(FLAGS)[number] == [value.value for value in kind]
