"""docs/upgrading.md: conversations that an older version kept go on."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.answers import Context, compose_sources, in_full
from assistant.dialogue.tracker_store import Sql

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
DOMAIN = Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def database(tmp_path):
    """A database as Rasa's own store leaves it: no table of ours, a slot that we do not have."""
    path = tmp_path / "conversations.db"
    rasas = SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(path))
    tracker = DialogueStateTracker.from_events("somebody", [UserUttered("what is als")], DOMAIN.slots)
    for event in (SlotSet("subject", "als"), SlotSet("no_longer_there", "x"), SlotSet("context", {"old": 1})):
        tracker.update(event)
    asyncio.run(rasas.save(tracker))
    with rasas.engine.begin() as connection:
        for statement in ("DROP TABLE seams", "DROP INDEX IF EXISTS ix_events_sender_id_id"):
            connection.execute(sa.text(statement))
    rasas.engine.dispose()
    return path


def test_a_conversation_of_rasas_own_store_goes_on(database):
    ours = Sql(DOMAIN, dialect="sqlite", db=str(database))
    tracker = asyncio.run(ours.retrieve("somebody"))
    assert tracker.get_slot("subject") == "als"
    tracker.update(UserUttered("and its causes"))
    asyncio.run(ours.save(tracker))
    whole = asyncio.run(ours.retrieve_full_tracker("somebody"))
    assert [event.text for event in whole.events if isinstance(event, UserUttered)] == ["what is als", "and its causes"]
    assert "no_longer_there" not in tracker.current_slot_values()
    assert Context.read(tracker.get_slot("context")) == Context()


def test_the_index_is_the_one_that_a_new_table_gets(database):
    [statement] = re.findall(r"`(CREATE INDEX [^`]+)`", PAGE)
    ours = Sql(DOMAIN, dialect="sqlite", db=str(database))
    assert sa.inspect(ours.engine).get_indexes("events") != []
    with ours.engine.begin() as connection:
        connection.execute(sa.text(statement))
    new = Sql(DOMAIN, dialect="sqlite", db=str(database.with_name("new.db")))
    indexes = [sorted(str(each) for each in sa.inspect(each.engine).get_indexes("events")) for each in (ours, new)]
    assert indexes[0] == indexes[1]


def test_a_subject_or_a_fact_that_is_there_no_more_is_left_out():
    assert in_full("how common?", [], "no_longer_there").subjects == []
    assert compose_sources(["no_longer.there"]) == compose_sources([])
