"""What a person and the operator see where a part of the running assistant fails; docs/reliability.md lists it."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import sys
import time
import uuid
from pathlib import Path

import pytest
import requests
from fake_action_server import RUBBISH
from processes import wait_for

QUESTION = "what causes sarcopenia?"
FLAG = "my dad cannot breathe and his lips are blue"
CRISIS = "I want to kill myself"
TROUBLE = "Sorry, something on my side does not work"


def answers(assistant, sender: str | None = None) -> bool:
    return "Source" in assistant.say(QUESTION, sender)


def is_ready(assistant) -> bool:
    """Whether it is, by a new try: an outcome holds for a second."""
    time.sleep(1)
    return requests.get(f"{assistant.running.home_url}/ready", timeout=60).status_code == 200


def assert_trouble(assistant, text: str = QUESTION, sender: str | None = None) -> None:
    """A question gets an apology with the number, and red flags get what they always get."""
    apology = assistant.say(text, sender)
    assert apology.startswith(TROUBLE), apology
    assert "911" in apology
    assert assistant.say(f"{FLAG}, {text}", sender).startswith("Call 911 now")
    assert assistant.say(f"{CRISIS}, {text}").startswith("I am so glad you told me.")


def assert_answered(assistant, *senders: str) -> None:
    """Red flags get what they always get, and a question its answer or an apology."""
    for sender in senders:
        assert assistant.say(FLAG, sender).startswith("Call 911 now")
        assert assistant.say(CRISIS, sender).startswith("I am so glad you told me.")
        assert answers(assistant, sender) or assistant.say(QUESTION, sender).startswith(TROUBLE)


SILENT = {"nothing to say", "no events", "a response that there is not", "buttons that are a text"}
"""Rubbish that Rasa takes for an action that says nothing: only the person is told."""


@pytest.mark.fault(
    "The action server", "answers rubbish: another status, no JSON, JSON of another form, without an end"
)
@pytest.mark.parametrize("rubbish", [*RUBBISH, "break off", "talk without an end"])
def test_an_action_server_that_talks_rubbish(rubbish, whole, logged, witness):
    sender = uuid.uuid4().hex
    whole.actions.does = rubbish
    with witness.broken():
        assert_trouble(whole, sender=sender)
    assert (
        logged("action server")
        or logged("A message could not be handled")
        or logged("ValidationError")
        or rubbish in SILENT
    )
    whole.actions.does = "answer"
    assert answers(whole, sender)


@pytest.mark.fault("The action server", "hangs")
def test_an_action_server_that_hangs_costs_seconds_once(whole, logged, witness):
    sender = uuid.uuid4().hex
    whole.actions.does, whole.actions.is_well = "hang", False
    with witness.broken():
        assert_trouble(whole, sender=sender)
        for _ in range(5):
            assert_trouble(whole, sender=sender)
        assert whole.say("hello", sender).startswith("Hello!")
        calls = whole.actions.calls
        assert_trouble(whole)
    assert whole.actions.calls == calls, "somebody else waited for it"
    whole.actions.does, whole.actions.is_well = "answer", True
    wait_for(lambda: answers(whole, sender), "answers come again")
    assert len(logged("The action server hangs: it is left alone until it is well.")) == 1
    assert len(logged("The action server is well again.")) == 1


def test_what_fails_is_counted_and_red_flags_keep_it_ready(whole):
    before = whole.running.metrics()
    whole.actions.does, whole.actions.is_well = "hang", False
    assert_trouble(whole)
    assert is_ready(whole)
    after = whole.running.metrics()
    assert after["assistant_action_server_left_alone"] == 1
    failed = 'assistant_action_server_failures_total{why="hangs"}'
    assert after[failed] == before.get(failed, 0) + 1
    whole.actions.does, whole.actions.is_well = "answer", True
    wait_for(lambda: answers(whole), "answers come again")
    assert whole.running.metrics()["assistant_action_server_left_alone"] == 0


def test_asking_whether_it_is_ready_leaves_nothing_in_the_database(whole):
    def rows() -> int:
        with sqlite3.connect(whole.database) as database:
            return database.execute("SELECT count(*) FROM events").fetchone()[0]

    before = rows()
    assert is_ready(whole)
    assert rows() == before


def test_a_database_that_fails_is_counted(whole):
    before = whole.running.metrics()["assistant_database_failures_total"]
    with sqlite3.connect(whole.database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert_answered(whole, uuid.uuid4().hex)
        assert is_ready(whole)
        other.execute("ROLLBACK")
    assert whole.running.metrics()["assistant_database_failures_total"] > before


@pytest.mark.fault("Rasa", "has a component that raises")
def test_a_component_that_raises(whole, logged, witness):
    sender = uuid.uuid4().hex
    with witness.broken():
        assert_trouble(whole, "does gardening help?", sender)
    assert logged("A message could not be handled: GraphComponentException")
    assert answers(whole, sender)


@pytest.mark.fault("Rasa", "hangs over a message")
def test_rasa_hangs(whole, logged, witness):
    sender = uuid.uuid4().hex
    with witness.broken():
        assert_trouble(whole, "does knitting help?", sender)
    assert logged("A message got no answer: the last resort was sent.")
    assert answers(whole, sender)


@pytest.mark.fault("The database of conversations", "has a full disk")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the files of another process")
def test_a_disk_that_is_full(whole, logged, witness):
    sender = uuid.uuid4().hex
    assert answers(whole, sender)
    limits = resource.prlimit(
        whole.rasa, resource.RLIMIT_FSIZE, (whole.database.stat().st_size, resource.RLIM_INFINITY)
    )
    try:
        with witness.broken():
            assert_answered(whole, sender, uuid.uuid4().hex)
    finally:
        resource.prlimit(whole.rasa, resource.RLIMIT_FSIZE, limits)
    assert logged("the database failed: disk I/O error.")
    assert answers(whole, sender)


def delete(database: Path) -> None:
    database.unlink()


def cut(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def scribble_over(database: Path) -> None:
    database.write_bytes(b"no database any more" * 1_000)


def refuse_writes(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'full'); END")


@pytest.mark.fault("The database of conversations", "is gone, cut in half, scribbled over, or refuses writes")
@pytest.mark.parametrize("break_it", [delete, cut, scribble_over, refuse_writes], ids=lambda broken: broken.__name__)
def test_a_database_that_is_broken_and_put_back(break_it, whole, logged, witness, tmp_path):
    sender, kept = uuid.uuid4().hex, tmp_path / "kept"
    answer = whole.say(QUESTION, sender)
    shutil.copy(whole.database, kept)
    with witness.broken():
        break_it(whole.database)
        assert_answered(whole, sender, uuid.uuid4().hex)
    assert logged("the database failed: ")
    shutil.copy(kept, whole.database)
    assert whole.say("can you say that again?", sender) == answer, "what was said before is lost"


@pytest.mark.fault("The database of conversations", "is locked")
def test_a_database_that_is_locked(whole, logged, witness):
    sender = uuid.uuid4().hex
    assert answers(whole, sender)
    with sqlite3.connect(whole.database, isolation_level=None) as other, witness.broken():
        other.execute("BEGIN EXCLUSIVE")
        assert_answered(whole, sender)
        other.execute("ROLLBACK")
    assert logged("the database failed: database is locked.")
    assert answers(whole, sender)
