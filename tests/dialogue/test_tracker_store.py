"""Forgetting, with each kind of store that Rasa can keep conversations in."""

from __future__ import annotations

import asyncio
import sqlite3
import time
import uuid

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue import tracker_store
from assistant.dialogue.tracker_store import FORGET, UNANSWERED, InMemory, Sql, unanswered
from assistant.purge import DAY
from assistant.purge import main as purge


@pytest.fixture
def sender():
    return uuid.uuid4().hex


def turn(text: str, action: str, at: float | None = None) -> list:
    """What a message and its answer leave."""
    said = BotUttered("Said.", metadata={"utter_action": action})
    return [UserUttered(text, timestamp=at), ActionExecuted(action, timestamp=at), said]


def save(store, sender: str, *events) -> None:
    tracker = DialogueStateTracker.from_events(sender, list(events))
    asyncio.run(store.save(tracker))


def words(store, sender: str) -> list[str]:
    """What is kept of what somebody wrote."""
    tracker = asyncio.run(store.retrieve_full_tracker(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


def test_a_conversation_is_kept(store, sender):
    save(store, sender, *turn("what is als", "action_answer"))
    assert words(store, sender) == ["what is als"]


def test_who_asks_to_be_forgotten_leaves_nothing(store, sender, kept):
    before = turn("my neighbour is ill", "action_reflect")
    save(store, sender, *before)
    save(store, sender, *before, *turn("forget me", FORGET))
    assert words(store, sender) == []
    assert sender not in list(asyncio.run(store.keys()))


def test_the_sessions_before_are_forgotten_too(store, sender, kept):
    first = [ActionExecuted("action_session_start"), SessionStarted(), *turn("in spring", "action_answer")]
    second = [ActionExecuted("action_session_start"), SessionStarted(), *turn("forget me", FORGET)]
    save(store, sender, *first)
    save(store, sender, *first, *second)
    assert words(store, sender) == []


def test_others_are_not_forgotten(store, sender, kept):
    other = uuid.uuid4().hex
    save(store, other, *turn("what is als", "action_answer"))
    save(store, sender, *turn("forget me", FORGET))
    assert words(store, other) == ["what is als"]


def test_after_that_a_new_conversation_is_kept(store, sender, kept):
    save(store, sender, *turn("forget me", FORGET))
    save(store, sender, *turn("hello", "utter_greet"))
    assert words(store, sender) == ["hello"]


def test_a_red_flag_in_the_same_message_goes_before(store, sender):
    save(store, sender, *turn("forget me, I cannot breathe", "utter_emergency"))
    assert words(store, sender) == ["forget me, I cannot breathe"]


def test_forgetting_takes_back_what_could_not_be_answered(store, sender, kept):
    kept.unanswered("is my cousin Ann rich")
    save(store, sender, *turn("is my cousin Ann rich", UNANSWERED))
    save(store, sender, *turn("is my cousin Ann rich", UNANSWERED), *turn("forget me", FORGET))
    assert "cousin" not in kept.report()


def test_a_button_forgets_all_of_it_too(store, sender, kept):
    kept.unanswered("is my cousin Ann rich")
    save(store, sender, *turn("is my cousin Ann rich", UNANSWERED))
    asyncio.run(store.forget(sender))
    assert words(store, sender) == []
    assert "cousin" not in kept.report()


def test_who_never_wrote_is_forgotten_too(store, sender, kept):
    asyncio.run(store.forget(sender))
    assert words(store, sender) == []


def test_only_what_was_not_answered_is_taken_back():
    events = [*turn("what is als", "action_answer"), *turn("is snow cold", UNANSWERED)]
    assert list(unanswered(events)) == ["is snow cold"]


def test_old_conversations_are_purged_and_others_are_not(store):
    old, new = uuid.uuid4().hex, uuid.uuid4().hex
    save(store, old, UserUttered("long ago", timestamp=1000.0))
    save(store, new, UserUttered("long ago", timestamp=1000.0), UserUttered("just now", timestamp=3000.0))
    assert asyncio.run(store.purge(before=2000.0)) == 1
    assert words(store, old) == []
    assert words(store, new) == ["long ago", "just now"]


def test_in_memory_the_conversation_that_was_silent_for_longest_goes_first(monkeypatch):
    monkeypatch.setattr(tracker_store, "CONVERSATIONS", 2)
    store = InMemory(Domain.empty())
    for sender in ("one", "two", "one", "three"):
        save(store, sender, *turn("hello", "utter_greet"))
    assert list(asyncio.run(store.keys())) == ["one", "three"]
    assert words(store, "two") == []


def test_where_a_database_fails_the_log_has_one_line_without_the_words(tmp_path, caplog):
    domain = Domain.from_file("domain.yml")
    store = Sql(domain, db=str(tmp_path / "conversations.db"))
    with sqlite3.connect(tmp_path / "conversations.db") as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'is full'); END")
    said = DialogueStateTracker.from_events("Zyxomma", [UserUttered("Zyxomma is ill")], domain.slots)
    asyncio.run(FailSafeTrackerStore(store).save(said))
    [line] = [record.getMessage() for record in caplog.records]
    assert line.endswith("investigate the following error: the database failed: is full.")
    assert len(line.splitlines()) == 1
    assert "Zyxomma" not in line


def test_of_who_is_forgotten_or_purged_nothing_stands_in_the_file(tmp_path, kept):
    file = tmp_path / "conversations.db"
    store = Sql(Domain.empty(), db=str(file))
    before = turn("my aunt Zyxomma is ill", "action_reflect")
    for sender in ("forgotten", "purged"):
        save(store, sender, *before)
        assert b"Zyxomma" in file.read_bytes()
    save(store, "forgotten", *before, *turn("forget me", FORGET))
    assert asyncio.run(store.purge(before=time.time() + 1)) == 1
    for word in (b"Zyxomma", b"forgotten", b"purged"):
        assert word not in file.read_bytes()


def test_the_command_that_purges_works_on_postgresql(postgresql, tmp_path, capsys):
    login = {"url": "127.0.0.1", "dialect": "postgresql", "port": postgresql, "username": "tester", "db": "postgres"}
    settings = "".join(
        f"  {key}: {value}\n"
        for key, value in {"type": "assistant.dialogue.tracker_store.Sql", "password": "''", **login}.items()
    )
    (tmp_path / "endpoints.yml").write_text(f"tracker_store:\n{settings}")
    store = Sql(Domain.empty(), host=login.pop("url"), password="", **login)
    old, new = uuid.uuid4().hex, uuid.uuid4().hex
    save(store, old, UserUttered("hello", timestamp=time.time() - 31 * DAY))
    save(store, new, UserUttered("hello", timestamp=time.time() - 29 * DAY))
    assert purge(["--days", "30", "--endpoints", str(tmp_path / "endpoints.yml")]) == 0
    assert "conversations deleted" in capsys.readouterr().out
    assert (words(store, old), words(store, new)) == ([], ["hello"])
