import pytest

from actions.action_sources import ActionSources

INTENT = "ask_sources"
LINE = "• HealthPrep, “What Causes Muscle Atrophy?” (2023), section: inactivity"
NOTE = "• Our correction of an error in “What Causes Muscle Atrophy?”"


@pytest.fixture(scope="module")
def sources():
    return ActionSources()


def test_each_fact_told_last_has_document_and_section(sources, run):
    said = run(sources, text="says who?", intent=INTENT, told=["disuse_atrophy.figure_twenty_minutes"])
    assert said.text.splitlines() == ["That comes from:", LINE, NOTE]
    assert said.slots == {}


def test_a_place_is_named_once(sources, run):
    told = ["disuse_atrophy.figure_twenty_minutes", "muscle_atrophy.figure_minutes"]
    said = run(sources, text="says who?", intent=INTENT, told=told)
    assert said.text.count(LINE) == 1


def test_a_fact_that_is_there_no_more_is_passed_over(sources, run):
    told = ["gardening.definition", "disuse_atrophy.figure_twenty_minutes"]
    said = run(sources, text="says who?", intent=INTENT, told=told)
    assert said.text.splitlines() == ["That comes from:", LINE, NOTE]


@pytest.mark.parametrize("told", [None, [], ["gardening.definition"]])
def test_without_a_fact_told_it_says_where_sources_stand(told, sources, run):
    said = run(sources, text="says who?", intent=INTENT, told=told)
    assert said.text.startswith("I have not told you a fact yet.")
    assert said.slots == {}
