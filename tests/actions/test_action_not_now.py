import pytest

from actions.action_not_now import ActionNotNow


@pytest.fixture(scope="module")
def not_now():
    return ActionNotNow()


def bot(text, response):
    return {"event": "bot", "text": text, "metadata": {"utter_action": response}}


EMERGENCY = bot("Call 911 now.", "utter_emergency")
CRISIS = bot("Please call or text 988.", "utter_crisis")
OTHER = bot("You are welcome.", "utter_welcome")


@pytest.mark.parametrize("events", [[EMERGENCY], [CRISIS], [EMERGENCY, OTHER]], ids=["emergency", "crisis", "before"])
def test_after_an_emergency_it_is_taken_back(events, not_now, run):
    said = run(not_now, text="it is not happening now", intent="not_now", events=events)
    assert said.responses == ["utter_not_now"]


def test_the_button_takes_it_back_whatever_was_said(not_now, run):
    assert run(not_now, text="/not_now", intent="not_now").responses == ["utter_not_now"]


@pytest.mark.parametrize("events", [[], [OTHER], [EMERGENCY, OTHER, OTHER, OTHER]], ids=["first", "none", "long ago"])
def test_without_an_emergency_it_is_a_question(events, not_now, run):
    likely = [("ask_symptoms", 0.4)]
    said = run(not_now, text="is it normal?", intent="not_now", subject="sarcopenia", ranking=likely, events=events)
    assert said.responses == []
    assert said.slots["subject"] == "sarcopenia"
