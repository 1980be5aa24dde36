"""Keeping conversations so that they can be forgotten: for good, on every channel. How, is in window_stores.py.

An action cannot do that: what it deleted would be written anew at the end of its turn. So the store
itself looks, when it is to save a turn, whether the person asked in it to be forgotten.
"""

from __future__ import annotations

import abc
import contextlib
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from assistant import metrics
from assistant.dialogue.safety_policy import last_turns
from assistant.dialogue.window_stores import SeamRow, WindowInMemory, WindowSql
from assistant.kept import UNANSWERED, Kept
from assistant.limits import CONVERSATIONS

FORGET = "utter_forgotten"
"""The response that promises it."""


NOBODY = uuid.uuid4().hex
"""Who speaks where nobody does, to see whether an answer comes. Nothing of theirs is saved; nobody knows the name."""


class StoreError(RuntimeError):
    """A database failed; the message says how in one line, and holds nobody's words."""


class StoreAwayError(StoreError):
    """It cannot be used at the moment: it is not there, starts anew, or is locked."""


class ForgettingTrackerStore(TrackerStore, abc.ABC):
    """What a tracker store needs to forget; to be put before one of Rasa's."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation, or delete it where the person asked for that in its last turn."""
        if tracker.sender_id == NOBODY:
            return
        _, turn = last_turns(tracker.events)
        if not any(isinstance(event, ActionExecuted) and event.action_name == FORGET for event in turn):
            await super().save(tracker)
            return
        await self.forget(tracker.sender_id, turn)

    async def forget(self, sender_id: str, turn: Iterable[Event] = ()) -> None:
        """Delete all of a conversation, and take back what it added to the unanswered questions.

        Args:
            sender_id: the name of the conversation.
            turn: its last events, where they are not saved yet.
        """
        whole = await self.retrieve_full_tracker(sender_id)
        Kept().take_back(unanswered([*(whole.events if whole else ()), *turn]))
        await self.delete(sender_id)

    @abc.abstractmethod
    async def delete(self, sender_id: str) -> None:
        """Delete all of a conversation, the sessions before as well."""

    async def purge(self, before: float) -> int:
        """Delete the conversations in which nothing was said since a time.

        Args:
            before: the time, in seconds since 1970.

        Returns:
            How many were deleted.
        """
        old = 0
        for sender_id in list(await self.keys()):
            tracker = await self.retrieve_full_tracker(sender_id)
            if tracker and tracker.events and tracker.events[-1].timestamp < before:
                await self.delete(sender_id)
                old += 1
        return old


class InMemory(ForgettingTrackerStore, WindowInMemory):
    """Conversations in this process's memory: of so many, so that it does not grow as long as it runs."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation; where there are too many, the one in which nothing was said for longest is forgotten."""
        before = self.store.pop(tracker.sender_id, None)  # what is saved stands last
        if before is not None:
            self.store[tracker.sender_id] = before
        await super().save(tracker)
        while len(self.store) > CONVERSATIONS:
            await self.delete(next(iter(self.store)))

    async def delete(self, sender_id: str) -> None:
        """Delete all of a conversation."""
        self.store.pop(sender_id, None)
        self.seams.pop(sender_id, None)


class Sql(ForgettingTrackerStore, WindowSql):
    """Conversations in a database: SQLite, PostgreSQL."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Open the database; SQLite is to leave nothing in its file of what is deleted."""
        super().__init__(*arguments, **options)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", lambda opened, _: opened.execute("PRAGMA secure_delete = ON"))

    @contextlib.contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A transaction around what is done.

        Raises:
            StoreError: it failed. The library's own error would put into the log what was to be written.
        """
        try:
            with super().session_scope() as session:
                yield session
        except SQLAlchemyError as error:
            metrics.DATABASE_FAILURES.inc()
            reason = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
            kind = StoreAwayError if isinstance(error, (InterfaceError, OperationalError)) else StoreError
            raise kind(f"the database failed: {reason}") from None

    async def delete(self, sender_id: str) -> None:
        """Delete all rows of a conversation."""
        with self.session_scope() as session:
            for table in (self.SQLEvent, SeamRow):
                session.execute(sa.delete(table).where(table.sender_id == sender_id))
            session.commit()

    async def last_message_id(self, sender_id: str) -> str | None:
        """The id of the last message of a conversation, as its channel gave it; None where there is none."""
        event = self.SQLEvent
        messages = sa.select(event.data).where(event.sender_id == sender_id, event.type_name == UserUttered.type_name)
        with self.session_scope() as session:
            data = session.execute(messages.order_by(event.id.desc()).limit(1)).scalar()
        return json.loads(data).get("message_id") if data else None


def unwrapped(store: TrackerStore) -> TrackerStore:
    """The store itself: an agent's stands in a wrapper of Rasa's."""
    inside: TrackerStore = getattr(store, "_tracker_store", store)
    return inside


def unanswered(events: Iterable[Event]) -> Iterator[str]:
    """What the person asked without getting an answer."""
    asked = ""
    for event in events:
        if isinstance(event, UserUttered):
            asked = event.text or ""
        elif isinstance(event, BotUttered) and event.metadata.get("utter_action") == UNANSWERED:
            yield asked
