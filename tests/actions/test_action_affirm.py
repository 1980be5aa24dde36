import pytest

from actions.action_affirm import ActionAffirm

PREPARE = {"title": "Prepare", "payload": "/prepare_visit"}
CAUSES = {"title": "Causes", "payload": '/ask_causes{"subject": "als"}'}


@pytest.fixture(scope="module")
def affirm():
    return ActionAffirm()


def said_before(text: str, *buttons: dict) -> list[dict]:
    return [{"event": "user"}, {"event": "bot", "text": text, "data": {"buttons": list(buttons)}}, {"event": "user"}]


@pytest.mark.parametrize(
    "offer",
    ["Shall I ask you the questions?", "Would you like me to go on?", "A fact.\nDo you want me to prepare that?"],
)
def test_yes_to_an_offer_is_as_if_its_button_was_pressed(offer, affirm, run):
    said = run(affirm, text="yes", events=said_before(offer, PREPARE))
    assert said.texts == said.responses == []
    listen, pressed = said.events
    assert (listen["event"], listen["name"]) == ("action", "action_listen")
    assert (pressed["event"], pressed["text"]) == ("user", "/prepare_visit")
    assert pressed["parse_data"]["intent"] == {"name": "prepare_visit", "confidence": 1.0}


def test_the_buttons_subject_goes_along(affirm, run):
    said = run(affirm, text="yes", events=said_before("Shall I tell you the causes?", CAUSES))
    assert said.events[1]["parse_data"]["entities"] == [{"entity": "subject", "value": "als"}]


def test_yes_where_several_things_are_offered_asks_which(affirm, run):
    said = run(affirm, text="yes", events=said_before("A fact.", CAUSES, PREPARE))
    assert "Which" in said.text
    assert said.buttons == [CAUSES, PREPARE]


@pytest.mark.parametrize("events", [[], said_before("A fact.")])
def test_yes_to_nothing_asks_what_is_wanted(events, affirm, run):
    assert run(affirm, text="yes", events=events).responses == ["utter_go_ahead"]
