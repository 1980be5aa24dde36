import pytest

from actions.action_fallback import ActionFallback

INTENT = "nlu_fallback"


@pytest.fixture(scope="module")
def fallback():
    return ActionFallback()


def test_what_the_facts_clearly_have_is_answered(fallback, run, statement):
    said = run(fallback, text="twenty minutes thrice weekly, still up to date?", intent=INTENT)
    assert said.text.startswith(statement("disuse_atrophy.figure_twenty_minutes"))
    assert said.slots["subject"] == "disuse_atrophy"
    assert said.slots["told"][0] == "disuse_atrophy.figure_twenty_minutes"
    assert said.responses == []


def test_a_short_question_goes_on_about_the_last_subject(fallback, run):
    said = run(fallback, text="how common?", intent=INTENT, subject="als", told=["als.definition"])
    assert said.slots["subject"] == "als"
    assert said.responses == []


@pytest.mark.parametrize("subject", ["als", None])
@pytest.mark.parametrize("text", ["qwertz uiop", "😀", "?!"])
def test_what_they_do_not_have_is_asked_back_and_nothing_is_forgotten(text, subject, fallback, run):
    said = run(fallback, text=text, intent=INTENT, subject=subject, told=["als.definition"])
    assert said.responses == ["utter_rephrase"]
    assert said.texts == []
    assert said.slots == {}
