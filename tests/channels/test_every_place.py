"""Every red flag, at every place of a conversation that it can come at: the takeover, over REST."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.tracker_store import Sql
from assistant.red_flags import Urgency
from assistant.red_flags.loader import load
from tests.faults.conftest import kept

ROOT = Path(__file__).parents[2]
FLAGS = {name: flag.must_fire[0] for name, flag in load().flags.items()}
BEGINS = {
    name: {Urgency.EMERGENCY: "Call 911 now.", Urgency.CRISIS: "I am so glad you told me."}[flag.urgency]
    for name, flag in load().flags.items()
}
FORMS = list(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")).get("forms", {}))
QUESTION = "what causes sarcopenia?"
TROUBLE = "Sorry, something on my side does not work"

TYPED = {
    "as it is": "{}",
    "behind a slash": "/{}",
    "behind slashes and spaces": " // {}",
    "behind an intent": "/ask_causes {}",
    "behind an intent and its confidence": "/ask_causes@1.0 {}",
    "behind an intent that there is not": "/intent@1.0 {}",
    "behind a payload": '/ask_causes{{"subject": "als"}} {}',
    "behind a restart": "/restart {}",
    "behind a new session": "/session_start {}",
    "behind a button's words": "/called_911 {}",
    "behind a polite question": "Hello, I hope you are well. Which exercises help against thin legs? {}",
    "before a polite question": "{}. Thank you for your kind help. Which exercises help against thin legs?",
}
"""What is sent, for a red flag."""

PAYLOADS = [
    '/ask_causes{"subject": %s}',
    '/ask_causes@1.0{"subject": %s}',
    '/report_symptoms{"told": %s, "subject": "als"}',
    '/inform{"x": %s}',
]
"""What is sent, with a red flag for the value."""

BEFORE = {
    "an answer": [QUESTION],
    "a fallback": ["qwertz asdf yxcv"],
    "an empty message": [""],
    "a restart": ["hello", "/restart"],
    "a new session": ["hello", "/session_start"],
    "a mention": ["what are the signs of a stroke?"],
    "a takeover": ["my dad cannot breathe and his lips are blue"],
    "a call": ["my dad cannot breathe and his lips are blue", "/called_911"],
    "a false alarm": ["my dad cannot breathe and his lips are blue", "/not_now"],
    "a refusal": ["how many mg of prednisone should I take?"],
}
"""What the person sent before."""


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("typed", TYPED)
def test_however_it_is_typed_a_red_flag_takes_over(typed, flag, assistant):
    [takeover] = assistant.say(TYPED[typed].format(FLAGS[flag]))
    assert takeover["text"].startswith(BEGINS[flag])


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_inside_a_payload_a_red_flag_takes_over(payload, flag, assistant):
    [takeover] = assistant.say(payload % json.dumps(FLAGS[flag]))
    assert takeover["text"].startswith(BEGINS[flag])


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("before", BEFORE)
def test_whatever_was_before_a_red_flag_takes_over(before, flag, assistant):
    sender = uuid.uuid4().hex
    for text in BEFORE[before]:
        assistant.say(text, sender)
    [takeover] = assistant.say(FLAGS[flag], sender)
    assert takeover["text"].startswith(BEGINS[flag])


@pytest.mark.parametrize("flag", FLAGS)
def test_after_a_takeover_the_conversation_goes_on_and_a_repeat_takes_over_again(flag, assistant):
    sender = uuid.uuid4().hex
    [takeover] = assistant.say(FLAGS[flag], sender)
    for button in takeover.get("buttons", []):
        assert not assistant.say(button["payload"], sender)[0]["text"].startswith("Call 911")
    assert "Source" in assistant.say(QUESTION, sender)[0]["text"]
    assert assistant.say(FLAGS[flag], sender)[0]["text"] == takeover["text"]
    assert assistant.say(FLAGS[flag], sender)[0]["text"] == takeover["text"]


def test_an_emergency_offers_to_say_that_911_was_called_or_that_it_is_not_now(assistant):
    [takeover] = assistant.say("my dad cannot breathe and his lips are blue")
    assert [(button["title"], button["payload"]) for button in takeover["buttons"]] == [
        ("I have called 911", "/called_911"),
        ("It is not happening now", "/not_now"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("i have never had", "such a terrible headache"), ("my arm", "suddenly went numb"), ("my face", "is drooping")],
)
def test_a_red_flag_sent_in_two_takes_over_once(first, second, assistant):
    sender = uuid.uuid4().hex
    said = [assistant.say(text, sender)[0]["text"] for text in (first, second)]
    assert "Call 911 now." in [text[:13] for text in said]
    assert "Source" in assistant.say(QUESTION, sender)[0]["text"]


def test_ordinary_messages_in_a_row_are_answered_each(assistant):
    sender = uuid.uuid4().hex
    for text in ["what is ALS?", "can you tell me about breathing", "als", "my leg", "was in a cast", "thanks"]:
        assert not assistant.say(text, sender)[0]["text"].startswith("Call 911")


def test_of_two_messages_sent_at_once_both_are_answered_and_the_red_flag_takes_over(assistant):
    """For all flags at once: two messages each of twenty people."""

    def say(flag: str, text: str) -> tuple[str, str]:
        return flag, assistant.say(text, senders[flag])[0]["text"]

    senders = {flag: uuid.uuid4().hex for flag in FLAGS}
    with ThreadPoolExecutor(2 * len(FLAGS)) as pool:
        questions = [pool.submit(say, flag, QUESTION) for flag in FLAGS]
        takeovers = [pool.submit(say, *told) for told in FLAGS.items()]
    assert [flag for flag, said in (each.result() for each in takeovers) if not said.startswith(BEGINS[flag])] == []
    assert [flag for flag, said in (each.result() for each in questions) if "Source" not in said] == []


# What follows needs a conversation that stands elsewhere: a database of the test's own.

DATABASE = "conversations.db"


@pytest.fixture(scope="module")
def with_database(tmp_path_factory, copy_project, run_assistant):
    home = in_a_database(copy_project(tmp_path_factory.mktemp("database")))
    with run_assistant(home / "log", home) as running:
        yield running


def in_a_database(home: Path) -> Path:
    """Let a project keep its conversations in a database."""
    file = home / "endpoints.yml"
    endpoints = yaml.safe_load(file.read_text(encoding="utf-8"))
    # The short timeout is what the file asks for: Rasa does nothing else while it waits for the database.
    kept_in = {"type": f"{Sql.__module__}.Sql", "dialect": "sqlite", "db": DATABASE, "query": {"timeout": "0.3"}}
    file.unlink()
    file.write_text(yaml.safe_dump({**endpoints, "tracker_store": kept_in}), encoding="utf-8")
    return home


def write_conversation(assistant, *events: Event) -> str:
    """Write a conversation into the database; its sender."""
    store = Sql(Domain.from_file(str(ROOT / "domain.yml")), db=str(assistant.home / DATABASE))
    events = (ActionExecuted("action_listen"), *events)
    tracker = DialogueStateTracker.from_events(uuid.uuid4().hex, events, store.domain.slots)
    asyncio.run(store.save(tracker))
    return tracker.sender_id


@pytest.mark.parametrize("flag", FLAGS)
def test_in_a_paused_conversation_a_red_flag_takes_over(flag, with_database):
    sender = write_conversation(with_database, ConversationPaused())
    for _ in range(2):
        [takeover] = with_database.say(FLAGS[flag], sender)
        assert takeover["text"].startswith(BEGINS[flag])


@pytest.mark.parametrize("text", [QUESTION, "hello", "/ask_help", "", "what are the signs of a stroke?"])
def test_in_a_paused_conversation_nothing_is_met_with_silence(text, with_database):
    [apology] = with_database.say(text, write_conversation(with_database, ConversationPaused()))
    assert apology["text"].startswith(TROUBLE)
    assert "911" in apology["text"]


@pytest.mark.fault("Too much", "a conversation of hundreds of turns")
def test_in_a_very_long_conversation_a_red_flag_takes_over_and_questions_are_answered(with_database, witness):
    turn = [UserUttered("hello", {"name": "greet"}), ActionExecuted("action_listen"), BotUttered("Hello!")]
    sender = write_conversation(with_database, *(event for _ in range(500) for event in turn))
    witness.listen(with_database, with_database.log)
    with witness.broken():
        for _ in range(3):
            assert "Source" in with_database.say(QUESTION, sender)[0]["text"]
            assert with_database.say(FLAGS["breathing"], sender)[0]["text"].startswith(BEGINS["breathing"])
    witness.look_for_what_was_lost(lambda sender: kept(with_database.home / DATABASE, sender))


def waits_for_an_answer(form: str) -> list[Event]:
    return [
        *(UserUttered("hello"), ActionExecuted(form), ActiveLoop(form), SlotSet("requested_slot", None)),
        *(BotUttered("And?"), ActionExecuted("action_listen")),
    ]


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("form", [*FORMS, "a_form_that_there_is_no_more"])
def test_inside_any_form_a_red_flag_takes_over_and_ends_the_form(form, flag, with_database):
    sender = write_conversation(with_database, *waits_for_an_answer(form))
    [takeover] = with_database.say(FLAGS[flag], sender)
    assert takeover["text"].startswith(BEGINS[flag])
    assert "Source" in with_database.say(QUESTION, sender)[0]["text"]


def delete(database: Path) -> None:
    database.unlink()


def cut(database: Path) -> None:
    database.write_bytes(b"")


def scribble_over(database: Path) -> None:
    database.write_bytes(b"no database any more" * 1_000)


def make_unreadable(database: Path) -> None:
    database.unlink()
    database.mkdir()  # a folder: without its rights a file would still be read by the administrator


def drop_the_table(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE events")


def refuse_writes(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'full'); END")


BROKEN: list[Callable[[Path], None]] = [delete, cut, scribble_over, make_unreadable, drop_the_table, refuse_writes]


@pytest.fixture
def database(with_database, tmp_path) -> Iterator[Path]:
    """The database of the running assistant, for a test to break; whole again after it."""
    path = with_database.home / DATABASE
    whole = shutil.copy(path, tmp_path / DATABASE)
    yield path
    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    shutil.copy(whole, path)


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda broken: broken.__name__)
def test_if_the_database_goes_every_message_is_answered_and_none_is_logged(break_it, with_database, database):
    known = uuid.uuid4().hex
    assert "Source" in with_database.say(QUESTION, known)[0]["text"]
    break_it(database)
    for sender in (known, uuid.uuid4().hex):
        for flag, text in FLAGS.items():
            assert with_database.say(text, sender)[0]["text"].startswith(BEGINS[flag])
        [answer] = with_database.say("my aunt Zyxomma asks what causes sarcopenia", sender)
        assert "Source" in answer["text"] or answer["text"].startswith(TROUBLE)
    assert "zyxomma" not in with_database.log.read_text().lower()


def test_when_the_database_is_there_again_questions_are_answered(with_database):
    assert "Source" in with_database.say(QUESTION)[0]["text"]


def test_if_the_database_is_locked_a_red_flag_takes_over_and_others_wait(with_database):
    sender, waiting = uuid.uuid4().hex, []
    question = threading.Thread(target=lambda: waiting.append(with_database.say(QUESTION)[0]["text"]))
    with sqlite3.connect(with_database.home / DATABASE, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        question.start()
        [takeover] = with_database.say("my dad cannot breathe and his lips are blue", sender)
        other.execute("ROLLBACK")
    question.join()
    assert takeover["text"].startswith("Call 911 now.")
    assert "Source" in waiting[0] or waiting[0].startswith(TROUBLE)
    assert "Source" in with_database.say(QUESTION, sender)[0]["text"]
