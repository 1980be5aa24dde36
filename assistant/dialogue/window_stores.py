"""Rasa's tracker stores, made to keep a conversation whole, and to read and write no more of it than a turn needs."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from assistant.dialogue.window import Seam, Window


class WindowInMemory(InMemoryTrackerStore):
    """Conversations in memory, event by event: Rasa writes and reads each whole, as one text."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Begin with no conversation."""
        super().__init__(*arguments, **options)
        self.store: dict[str, list[str]] = {}
        self.seams: dict[str, Seam] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what is new of a conversation."""
        await self.stream_events(tracker)
        kept = self.store.setdefault(tracker.sender_id, [])
        first, carried = _place(tracker)
        new = itertools.islice(tracker.events, carried + len(kept) - first, None)
        if isinstance(tracker, Window):
            self.seams[tracker.sender_id] = tracker.seam()
        kept.extend(json.dumps(event.as_dict()) for event in new)

    async def retrieve(self, sender_id: str) -> Window | None:
        """The last turns of a conversation."""
        kept, seam = self.store.get(sender_id), self.seams.get(sender_id)
        first = seam.first if seam else 0
        events = [(number, json.loads(event)) for number, event in enumerate((kept or [])[first:], first)]
        return Window.open(sender_id, self.domain.slots, seam, events) if events else None

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        """All of a conversation."""
        events = [json.loads(event) for event in self.store.get(sender_id) or ()]
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots) if events else None


class SeamRow(SQLTrackerStore.Base):
    """Where the window of a conversation begins."""

    __tablename__ = "seams"

    sender_id = sa.Column(sa.String(255), primary_key=True)
    first = sa.Column(sa.Integer, nullable=False)
    carried = sa.Column(sa.Text, nullable=False)


# Without it PostgreSQL looks at all events of a conversation to find its last ones.
sa.Index("ix_events_sender_id_id", SQLTrackerStore.SQLEvent.sender_id, SQLTrackerStore.SQLEvent.id)


class WindowSql(SQLTrackerStore):
    """Conversations in a database; beside Rasa's table of events, one that says where each window begins."""

    async def retrieve(self, sender_id: str) -> Window | None:
        """The last turns of a conversation."""
        with self.session_scope() as session:
            row = session.get(SeamRow, sender_id)
            seam = Seam(row.first, json.loads(row.carried)) if row else None
            events = self._events(session, sender_id, seam)
            if seam and (not events or events[0][0] != seam.first):  # it was deleted by other means than ours
                seam, events = None, self._events(session, sender_id)
        return Window.open(sender_id, self.domain.slots, seam, events) if events else None

    def _events(self, session: Session, sender_id: str, seam: Seam | None = None) -> list[tuple[int, dict[str, Any]]]:
        event = self.SQLEvent
        which = (event.sender_id == sender_id, event.id >= (seam.first if seam else 0))
        rows = session.query(event.id, event.data).filter(*which).order_by(event.id)
        return [(number, json.loads(data)) for number, data in rows]

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[Event]:
        """What of a conversation is not kept yet; the window moves on in the transaction that keeps it."""
        first, carried = _place(tracker)
        event, sender_id = self.SQLEvent, tracker.sender_id
        kept = session.query(event.id).filter(event.sender_id == sender_id, event.id >= first).count()
        if isinstance(tracker, Window):
            seam = tracker.seam()
            session.merge(SeamRow(sender_id=sender_id, first=seam.first, carried=json.dumps(seam.carried)))
        elif not kept:  # what may stand there is of a conversation that was deleted by other means than ours
            session.execute(sa.delete(SeamRow).where(SeamRow.sender_id == sender_id))
        return itertools.islice(tracker.events, carried + kept, None)


def _place(tracker: DialogueStateTracker) -> tuple[int, int]:
    """From which number on a tracker has a conversation's events, and behind how many that are carried over."""
    return (tracker.numbers[0], tracker.carried) if isinstance(tracker, Window) else (0, 0)
