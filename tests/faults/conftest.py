"""A running assistant whose every part can be broken: its action server, its database, a component."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fake_action_server import FakeActionServer
from processes import child

from tests.conftest import METRICS_TOKEN

DATABASE = "conversations.db"
ENDPOINTS = """
tracker_store:
  type: assistant.dialogue.tracker_store.Sql
  dialect: sqlite
  db: {database}
  query: {{timeout: "0.3"}}
action_endpoint:
  url: {url}
"""
BREAKS = """

from asyncio import Event

from rasa.core.processor import MessageProcessor

_process, _parse = SubjectExtractor.process, MessageProcessor.parse_message


def _raise(self, messages):
    if any("gardening" in (message.get(TEXT) or "") for message in messages):
        raise RuntimeError(f"{[message.get(TEXT) for message in messages]}")
    return _process(self, messages)


async def _hang(self, message, *more):
    if "knitting" in message.text:
        await Event().wait()
    return await _parse(self, message, *more)


SubjectExtractor.process = _raise
MessageProcessor.parse_message = _hang
"""
"""What is added to a component, so that it fails where somebody writes of gardening, and Rasa hangs at knitting."""

WORD = "Zyxomma"
"""Part of whatever is said to it; so it must not be in its log."""


@dataclass
class Breakable:
    """The assistant, with the parts of it that break."""

    running: object
    actions: FakeActionServer

    @property
    def database(self) -> Path:
        return self.running.home / DATABASE

    @property
    def rasa(self) -> int:
        """Rasa's process."""
        return child(self.running.process.pid, "rasa run")

    def say(self, text: str, sender: str | None = None) -> str:
        """The first message of its answer."""
        return self.running.say(f"{WORD}: {text}", sender or uuid.uuid4().hex)[0]["text"]

    def log(self) -> str:
        return self.running.log.read_text()

    def kept(self, sender: str) -> list[str]:
        """What the assistant said in a conversation, by its database."""
        return kept(self.database, sender)


def kept(database: Path, sender: str) -> list[str]:
    """What a database has of what the assistant said in a conversation; it is whole."""
    with sqlite3.connect(database) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = opened.execute(
            "SELECT json_extract(data, '$.text') FROM events WHERE sender_id = ? AND type_name = 'bot'", [sender]
        )
        return [text for (text,) in rows]


def in_a_database(home: Path, url: str) -> Path:
    """Let a project keep its conversations in a database, and ask an action server at another place."""
    (home / "endpoints.yml").unlink()
    (home / "endpoints.yml").write_text(ENDPOINTS.format(database=DATABASE, url=url), encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def breakable(tmp_path_factory, copy_project, run_assistant) -> Iterator[Breakable]:
    """One for all tests of faults; each leaves it whole."""
    actions = FakeActionServer()
    home = in_a_database(copy_project(tmp_path_factory.mktemp("breakable")), actions.url)
    component = home / "assistant" / "nlu" / "subject_extractor.py"
    source = component.read_text(encoding="utf-8")
    component.unlink()
    component.write_text(source + BREAKS, encoding="utf-8")
    with run_assistant(home / "log", home, METRICS_TOKEN=METRICS_TOKEN) as running:
        actions.real = f"http://localhost:{running.action_port}/webhook"
        yield Breakable(running, actions)
    actions.close()


@pytest.fixture
def whole(breakable, witness) -> Iterator[Breakable]:
    """It, before a test breaks it; after the test it works, and nobody's words are in its log."""
    if breakable.running.process.poll() is not None:  # a test before this one ended it
        breakable.running.start()
    breakable.actions.released.clear()
    witness.listen(breakable.running, breakable.running.log)
    yield breakable
    breakable.actions.does, breakable.actions.is_well = "answer", True
    breakable.actions.released.set()
    assert WORD.lower() not in breakable.log().lower()
    witness.look_for_what_was_lost(breakable.kept)


@pytest.fixture
def logged(whole) -> Callable[[str], list[str]]:
    """The lines with certain words that were logged in the test."""
    before = len(whole.log())
    return lambda words: [line for line in whole.log()[before:].splitlines() if words in line]
