import pytest

from actions.action_simpler import ActionSimpler


@pytest.fixture(scope="module")
def simpler():
    return ActionSimpler()


def test_the_last_answer_gets_shorter(simpler, run, ids, statement):
    told = ids("als")[:4]
    said = run(simpler, text="simpler please", subject="als", told=told)
    assert said.text.startswith("In short: ")
    assert statement(told[0]).split(". ")[0] in said.text
    assert statement(told[3]) not in said.text
    assert said.text.splitlines()[-1].startswith("Source")
    assert said.slots == {}


def test_a_subject_that_is_named_is_told_in_short(simpler, run):
    said = run(simpler, text="a simple version of sarcopenia for my kids", subjects=["sarcopenia"])
    assert said.text.startswith("In short: ")
    assert said.slots["subject"] == "sarcopenia"


def test_what_asks_for_a_fact_gets_it(simpler, run, statement):
    said = run(simpler, text="explain how many minutes I should exercise to keep my muscles")
    assert said.text.startswith(statement("disuse_atrophy.figure_twenty_minutes"))


def test_before_any_answer_there_is_nothing_to_shorten(simpler, run):
    assert "not told you a fact yet" in run(simpler, text="simpler please").text
