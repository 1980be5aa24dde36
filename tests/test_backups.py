"""The commands for backups of docs/operating.md, as they stand there."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.kept import Kept
from tests import services
from tests.conftest import missing

PAGE = (Path(__file__).parents[1] / "docs" / "operating.md").read_text(encoding="utf-8")
STORE = "assistant.dialogue.tracker_store.Sql"


def run(title: str, number: int, folder: Path, **environment: str) -> None:
    """Run the commands of a section: 0 backs up, 1 puts back."""
    [section] = re.findall(rf"^### {title}\n(.*?)(?=^##)", PAGE, re.DOTALL | re.MULTILINE)
    commands = re.findall(r"^```sh\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    subprocess.run(["sh", "-e", "-c", commands[number]], cwd=folder, env={**os.environ, **environment}, check=True)


@pytest.fixture(scope="module")
def postgresql():
    """The port of a PostgreSQL of its own."""
    with services.postgresql() as service:
        yield service.port


@pytest.fixture(autouse=True)
def tools(request):
    needed = ("pg_dump", "pg_restore") if "postgresql" in request.fixturenames else ("sqlite3",)
    if absent := [name for name in needed if not shutil.which(name)]:
        missing(f"not on the path: {', '.join(absent)}")


def store(**settings: object) -> TrackerStore:
    """Conversations in a database, as endpoints.yml says."""
    url = settings.pop("url", None)
    return TrackerStore.create(EndpointConfig(url=url, type=STORE, **settings), domain=Domain.empty())


def say(conversations: TrackerStore, sender: str, text: str) -> None:
    """Go on with a conversation, as the next turn does."""
    tracker = asyncio.run(conversations.get_or_create_tracker(sender))
    tracker.update(UserUttered(text))
    asyncio.run(conversations.save(tracker))


def said(conversations: TrackerStore, sender: str) -> list[str]:
    tracker: DialogueStateTracker | None = asyncio.run(conversations.retrieve_full_tracker(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


def test_conversations_in_sqlite_go_on_after_a_backup_is_put_back(tmp_path):
    database, sender = tmp_path / "conversations.db", uuid.uuid4().hex
    say(store(dialect="sqlite", db=str(database)), sender, "what is als")
    kept = Kept(tmp_path / "kept" / "kept.sqlite")
    kept.unanswered("who is Zyxomma")
    run("SQLite", 0, tmp_path)

    database.write_bytes(b"scribbled over" * 100)
    (tmp_path / "conversations.db-journal").write_bytes(b"left over")
    (tmp_path / "kept" / "kept.sqlite").unlink()
    run("SQLite", 1, tmp_path)
    again = store(dialect="sqlite", db=str(database))
    say(again, sender, "and its causes")
    assert said(again, sender) == ["what is als", "and its causes"]
    assert "who is zyxomma" in kept.report()


def test_a_backup_of_sqlite_can_be_made_while_it_is_written_to(tmp_path):
    conversations, sender = store(dialect="sqlite", db=str(tmp_path / "conversations.db")), uuid.uuid4().hex
    Kept(tmp_path / "kept" / "kept.sqlite").unanswered("hello")
    say(conversations, sender, "one")
    with conversations.session_scope() as session:
        session.query(conversations.SQLEvent).all()
        run("SQLite", 0, tmp_path)
    say(conversations, sender, "two")
    assert said(store(dialect="sqlite", db=str(tmp_path / "backup" / "conversations.db")), sender) == ["one"]


def test_conversations_in_postgresql_go_on_after_a_backup_is_put_back(postgresql, tmp_path):
    login = {"dialect": "postgresql", "port": postgresql, "username": "tester", "password": "", "db": "postgres"}
    conversations, sender = store(url="127.0.0.1", **login), uuid.uuid4().hex
    say(conversations, sender, "what is als")
    address = {"DATABASE": f"postgresql://tester@127.0.0.1:{postgresql}/postgres"}
    run("PostgreSQL", 0, tmp_path, **address)

    asyncio.run(conversations.delete(sender))
    assert said(conversations, sender) == []
    conversations.engine.dispose()
    run("PostgreSQL", 1, tmp_path, **address)
    again = store(url="127.0.0.1", **login)
    say(again, sender, "and its causes")
    assert said(again, sender) == ["what is als", "and its causes"]
    again.engine.dispose()
