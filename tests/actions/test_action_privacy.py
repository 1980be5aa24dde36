import importlib
import inspect
from pathlib import Path

import pytest

from actions.action_privacy import MESSENGERS, ActionPrivacy
from assistant.data_files import read_yaml

CREDENTIALS = Path(__file__).parents[2] / "credentials.yml"

HERE = {"input_channel": "rest"}


def user(text, **more):
    return {"event": "user", "text": text, **HERE, **more}


def bot(text, **metadata):
    return {"event": "bot", "text": text, "metadata": metadata}


ASKED = user("what do you know about me?")


def test_who_asks_first_is_told_that_there_is_nothing_yet(run):
    said = run(ActionPrivacy(), events=[user("/greet"), bot("Hello."), ASKED])
    assert "nothing else yet" in said.text
    assert "•" not in said.text
    assert (said.slots, said.events) == ({}, [])


def test_what_is_kept_at_this_moment_is_listed(run):
    events = [user("what is sarcopenia?"), bot("It is."), user("/prepare_visit"), bot("Which?"), user("pain"), ASKED]
    said = run(ActionPrivacy(), events=events, subject="sarcopenia", visit_symptoms="pain", visit_medicines="-")
    assert [line for line in said.text.splitlines() if line.startswith("•")] == [
        "• 4 messages that you wrote or pressed, this one included, and what I answered",
        "• what we spoke of last: sarcopenia",
        "• your answers for the doctor, under: Other symptoms",
    ]


def test_who_keeps_it_and_how_to_delete_it_is_said_always(run):
    for events in ([ASKED], [user("hello"), bot("Hello."), ASKED]):
        said = run(ActionPrivacy(), events=events)
        assert "The people who run this assistant keep it" in said.text
        assert "forget me" in said.text.splitlines()[-1]
        assert said.buttons == [{"title": "Forget me", "payload": "/forget_me"}]


def test_a_question_on_the_list_of_unanswered_ones_is_told_of(run):
    events = [user("qwertz"), bot("Please say it in other words.", utter_action="utter_rephrase"), ASKED]
    assert "a question that I could not answer" in run(ActionPrivacy(), events=events).text


@pytest.mark.parametrize(("channel", "named"), [("slack", "Slack"), ("telegram", "Telegram"), ("rest", None)])
def test_in_a_messenger_it_says_that_the_messenger_keeps_it_too(channel, named, run):
    said = run(ActionPrivacy(), events=[user("what do you know about me?", input_channel=channel)])
    assert (f"{named} keeps what is written here too" in said.text) is bool(named)


def test_what_was_said_before_a_break_is_not_counted(run):
    events = [user("what is als?"), bot("It is."), {"event": "session_started"}, user("hello"), bot("Hello."), ASKED]
    said = run(ActionPrivacy(), events=events)
    assert "2 messages" in said.text
    assert "before a break of an hour, they may keep that too" in said.text


def test_a_subject_that_is_there_no_more_is_not_named(run):
    said = run(ActionPrivacy(), events=[user("hello"), ASKED], subject="gardening")
    assert "spoke of" not in said.text


def test_nothing_of_it_begins_with_an_emergency_or_has_long_sentences(run):
    said = run(ActionPrivacy(), events=[user("hello"), ASKED], subject="als", visit_since="in May")
    assert "\n\n" not in said.text
    sentences = [s for line in said.text.splitlines() for s in line.split(". ")]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_every_messenger_that_keeps_the_chat_too_is_named():
    modules = {path.rpartition(".")[0] for path in read_yaml(CREDENTIALS)}
    of_messengers = [module for module in modules if "Inbox(" in inspect.getsource(importlib.import_module(module))]

    assert {module.rpartition(".")[2] for module in of_messengers} == set(MESSENGERS)
