"""What is said can be read by anybody: the limits that every reply keeps."""

import statistics

import pytest

from assistant.answers import compose
from assistant.facts import Aspect, find
from assistant.facts.loader import default_facts
from bench.readability.__main__ import main
from bench.readability.measure import exempt, grade, longest, words
from bench.readability.replies import ANSWER, EMERGENCY, RESPONSE, VISIT, replies

MEDIAN, HARDEST, IN_DANGER = 7, 9, 5
"""School grades: half of all replies, every reply with the names of conditions exempt, and what is said in danger."""

LONGEST = 25
"""Words of a sentence."""


@pytest.fixture(scope="module")
def said():
    return replies()


def test_every_reply_is_measured(said):
    names, texts = {reply.name for reply in said}, {reply.text for reply in said}

    assert {fact.id for fact in default_facts().all} <= names
    for subject in default_facts().subjects:
        assert {compose(find([subject], {aspect: 1.0}, "")).text for aspect in Aspect} <= texts
    assert {"utter_emergency", "utter_crisis", "utter_greet", "utter_visit_intro", "page"} <= names
    assert {reply.group for reply in said} == {ANSWER, RESPONSE, VISIT, EMERGENCY}


def test_half_of_all_replies_are_of_grade_seven_or_easier_no_name_exempt(said):
    assert statistics.median(grade(reply.text) for reply in said) <= MEDIAN


def test_every_reply_is_of_grade_nine_or_easier(said):
    graded = {reply.name: grade(exempt().without(reply.text)) for reply in said}

    assert {name: hard for name, hard in graded.items() if hard > HARDEST} == {}


def test_what_is_said_in_danger_is_of_grade_five_or_easier(said):
    graded = {reply.name: grade(reply.text) for reply in said if reply.group == EMERGENCY}

    assert len(graded) >= 7
    assert {name: hard for name, hard in graded.items() if hard > IN_DANGER} == {}


def test_no_sentence_is_too_long(said):
    long = {reply.name: longest(reply.text) for reply in said}

    assert {name: sentence for name, sentence in long.items() if words(sentence) > LONGEST} == {}


def test_the_command_prints_each_group_and_the_hardest_replies(capsys):
    assert main() == 0

    printed = capsys.readouterr().out
    assert [line.partition(":")[0] for line in printed.splitlines()[:6]] == [
        "answers",
        "responses",
        "emergency",
        "visit",
        "all",
        "hardest",
    ]
