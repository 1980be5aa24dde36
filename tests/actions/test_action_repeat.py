import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.action_repeat import ActionRepeat

BUTTON = {"title": "More?", "payload": "/ask_more"}


@pytest.fixture(scope="module")
def repeat():
    return ActionRepeat()


def user(text):
    return {"event": "user", "text": text}


def bot(text, *buttons):
    return {"event": "bot", "text": text, "data": {"buttons": list(buttons) or None}}


def action(name):
    return {"event": "action", "name": name}


ONE, TWO = bot("The first answer."), bot("The second answer.", BUTTON)


@pytest.mark.parametrize(
    ("events", "texts", "buttons"),
    [
        ([user("what is als"), ONE, user("again")], ["The first answer."], []),
        ([user("what is als"), ONE, user("and ms"), TWO, user("again")], ["The second answer."], [BUTTON]),
        ([user("what is als"), ONE, TWO, user("again")], ["The first answer.", "The second answer."], [BUTTON]),
        ([user("what is als"), ONE, user("again"), ONE, user("again")], ["The first answer."], []),
        ([user("what is als"), TWO, user("(nothing was said)"), user("again")], ["The second answer."], [BUTTON]),
        ([user("x"), action("action_answer"), ONE, action("action_listen"), user("again")], ["The first answer."], []),
        ([ONE, user("again")], ["The first answer."], []),
        ([user("x"), {"event": "bot", "text": "Without data."}, user("again")], ["Without data."], []),
        ([user("x"), ONE, bot(None), user("again")], ["The first answer."], []),
    ],
)
def test_what_was_said_last_is_said_again(events, texts, buttons, repeat, run):
    said = run(repeat, text="again", intent="repeat", events=events)
    assert (said.texts, said.buttons, said.slots) == (texts, buttons, {})


def test_what_channels_know_it_by_is_said_again_and_nothing_else(repeat, tracker):
    marks = {
        "utter_action": "utter_emergency",
        "sources": {"line": "Source: here.", "places": ["there"]},
        "page": {"file": "page.txt", "text": "My page"},
    }
    event = {**ONE, "metadata": {**marks, "model_id": "1", "timestamp": 1.0}}
    dispatcher = CollectingDispatcher()
    repeat.run(dispatcher, tracker(events=[user("what is als"), event, user("again")]), {})
    [message] = dispatcher.messages
    assert marks.items() <= message.items()
    assert not {"model_id", "timestamp"} & set(message)


@pytest.mark.parametrize("events", [[], [user("again")], [user("x"), bot(None), user("again")]])
def test_before_anything_was_said_it_says_so(events, repeat, run):
    said = run(repeat, text="again", intent="repeat", events=events)
    assert said.text == "I have not said anything yet. What would you like to know about muscle atrophy?"
    assert said.slots == {}
