"""What was spoken of fades after an hour, as the running assistant's clock has it."""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing

import pytest

DATABASE = "conversations.db"
MINUTES = 60


@pytest.fixture(scope="module")
def with_database(tmp_path_factory, copy_project, run_assistant):
    """A running assistant whose conversations can be made older."""
    home = copy_project(tmp_path_factory.mktemp("fading"))
    endpoints = (home / "endpoints.yml").read_text(encoding="utf-8")
    in_memory = "type: assistant.dialogue.tracker_store.InMemory"
    assert in_memory in endpoints
    in_a_database = f"type: assistant.dialogue.tracker_store.Sql\n  dialect: sqlite\n  db: {DATABASE}"
    (home / "endpoints.yml").unlink()
    (home / "endpoints.yml").write_text(endpoints.replace(in_memory, in_a_database), encoding="utf-8")
    with run_assistant(home / "log", home) as running:
        yield running


@pytest.fixture
def spoke_of_sarcopenia(with_database):
    """Somebody who asked about sarcopenia and began to prepare a visit, so many minutes ago."""

    def before(minutes: int) -> str:
        sender = uuid.uuid4().hex
        for text in ("prepare my visit", "my grip gets weak", "stop", "what is sarcopenia?"):
            said = with_database.say(text, sender)
        assert "arcopenia" in said[0]["text"]
        make_older(with_database.home / DATABASE, sender, minutes * 60)
        return sender

    return before


def make_older(database, sender: str, seconds: float) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for row, data in connection.execute("SELECT id, data FROM events WHERE sender_id = ?", [sender]).fetchall():
            event = json.loads(data)
            event["timestamp"] -= seconds
            older = (event["timestamp"], json.dumps(event), row)
            connection.execute("UPDATE events SET timestamp = ?, data = ? WHERE id = ?", older)


def test_within_the_hour_it_is_still_known(with_database, spoke_of_sarcopenia):
    sender = spoke_of_sarcopenia(MINUTES - 5)
    assert "arcopenia" in with_database.say("and how is it treated?", sender)[0]["text"]
    assert "my grip gets weak" in with_database.say("/visit_summary", sender)[0]["text"]


def test_after_an_hour_nothing_of_it_is_known(with_database, spoke_of_sarcopenia):
    sender = spoke_of_sarcopenia(MINUTES + 5)
    for text in ("and how is it treated?", "tell me more", "say that again", "/visit_summary"):
        for said in with_database.say(text, sender):
            assert "arcopenia" not in said["text"], text
            assert "my grip gets weak" not in said["text"], text


def test_who_asks_after_an_hour_is_told_that_there_is_nothing_yet(with_database, spoke_of_sarcopenia):
    sender = spoke_of_sarcopenia(MINUTES + 5)
    [said] = with_database.say("what do you know about me", sender)
    assert "nothing else yet" in said["text"]
    [said] = with_database.say("what do you know about me", sender)
    assert "2 messages" in said["text"]
    assert "arcopenia" not in said["text"]
