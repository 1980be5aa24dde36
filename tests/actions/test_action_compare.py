import pytest

from actions.action_compare import ActionCompare

INTENT = "ask_difference"


@pytest.fixture(scope="module")
def compare():
    return ActionCompare()


def test_two_subjects_are_put_beside_each_other(compare, run, statement):
    said = run(compare, text="als or ms?", intent=INTENT, subjects=["als", "multiple_sclerosis"])
    assert {fact.split(".")[0] for fact in said.slots["told"]} == {"als", "multiple_sclerosis"}
    assert statement("als.definition") in said.text
    assert statement("multiple_sclerosis.definition") in said.text
    assert said.slots["subject"] == "als"


def test_a_difference_that_a_fact_states_outright_is_said_first(compare, run):
    said = run(
        compare,
        text="is muscle wasting the same as muscle atrophy",
        intent=INTENT,
        subjects=["muscle_atrophy", "muscle_atrophy"],
    )
    assert said.slots["told"][0] == "muscle_atrophy.everyday_name"


def test_of_two_subjects_and_muscle_atrophy_the_two_are_compared(compare, run):
    subjects = ["muscle_atrophy", "disuse_atrophy", "neurogenic_atrophy"]
    said = run(compare, text="disuse or neurogenic muscle atrophy?", intent=INTENT, subjects=subjects)
    assert said.slots["subject"] == "disuse_atrophy"
    assert {"disuse_atrophy.definition", "neurogenic_atrophy.definition"} <= set(said.slots["told"])


def test_two_buttons_without_words_are_compared(compare, run):
    said = run(compare, text="/ask_difference", intent=INTENT, subjects=["als", "polio"])
    assert {"als.definition", "polio.definition"} <= set(said.slots["told"])


def test_without_subjects_there_is_an_answer(compare, run):
    said = run(compare, text="what is the difference?", intent=INTENT)
    assert said.text
    assert said.slots["told"]
