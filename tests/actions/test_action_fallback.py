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


RANKING = [("ask_treatment", 0.28), ("ask_outlook", 0.2), ("ask_causes", 0.05), ("out_of_scope", 0.2)]


def test_a_question_unlike_all_facts_gets_what_may_be_meant_as_buttons(fallback, run):
    said = run(fallback, text="sarcopenia doohickey plan b jazz", intent=INTENT, subjects=["als"], ranking=RANKING)
    assert "Did you mean" in said.text
    assert [button["payload"] for button in said.buttons] == [
        '/ask_treatment{"subject":"als"}',
        '/ask_outlook{"subject":"als"}',
    ]


def test_a_single_reading_is_not_offered(fallback, run):
    said = run(fallback, text="qwertz uiop", intent=INTENT, subjects=["als"], ranking=RANKING[:1])
    assert "Did you mean" not in " ".join(said.texts)


def test_what_the_documents_say_nothing_of_is_said(fallback, run):
    said = run(fallback, text="muscle things and my thyroid", intent=INTENT)
    assert said.text.startswith("The documents that I answer from don't cover thyroid problems.")


def test_nothing_is_pointed_at_in_a_first_message(fallback, run):
    text, ranking = "could this speck on my chin be melanoma", [("ask_causes", 0.2)]
    assert run(fallback, text=text, intent=INTENT, ranking=ranking).responses == ["utter_rephrase"]
