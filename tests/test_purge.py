"""The command that deletes old conversations, as cron runs it."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.tracker_store import Sql
from assistant.purge import DAY, main

NAME = "assistant.dialogue.tracker_store"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "conversations.db"


@pytest.fixture
def endpoints(tmp_path, database):
    """Writes what endpoints.yml says of the store."""

    def write(kind: str, **settings: str):
        path = tmp_path / "endpoints.yml"
        lines = [f"  {key}: {value}" for key, value in {"type": kind, **settings}.items()]
        path.write_text("\n".join(["tracker_store:", *lines]))
        return str(path)

    return write


def said(store: Sql, sender: str, days_ago: float) -> None:
    event = UserUttered("hello", timestamp=time.time() - days_ago * DAY)
    asyncio.run(store.save(DialogueStateTracker.from_events(sender, [event])))


def test_conversations_older_than_so_many_days_are_deleted(endpoints, database, capsys):
    store = Sql(Domain.empty(), db=str(database))
    said(store, "old", days_ago=31)
    said(store, "new", days_ago=29)
    assert main(["--days", "30", "--endpoints", endpoints(f"{NAME}.Sql", db=str(database))]) == 0
    assert capsys.readouterr().out == "purge: 1 conversations deleted\n"
    assert list(asyncio.run(store.keys())) == ["new"]


def test_in_memory_there_is_nothing_to_delete(endpoints, capsys):
    assert main(["--days", "30", "--endpoints", endpoints(f"{NAME}.InMemory")]) == 0
    assert "memory only" in capsys.readouterr().out


def test_a_store_of_rasas_own_cannot_forget(endpoints, database, capsys):
    assert main(["--days", "30", "--endpoints", endpoints("SQL", db=str(database))]) == 1
    assert "cannot forget" in capsys.readouterr().err


def test_a_database_that_cannot_be_reached_is_named(endpoints, tmp_path, capsys):
    nowhere = tmp_path / "no" / "folder" / "conversations.db"
    assert main(["--days", "30", "--endpoints", endpoints(f"{NAME}.Sql", db=str(nowhere))]) == 1
    assert "endpoints.yml: StoreAwayError: the database failed: unable to open database file" in capsys.readouterr().err


@pytest.mark.parametrize("days", ["-1", "soon", None])
def test_how_many_days_must_be_said(days, capsys):
    with pytest.raises(SystemExit):
        main([] if days is None else ["--days", days])
    assert "--days" in capsys.readouterr().err
