"""Conversations in PostgreSQL, for several replicas: where it restarts, messages wait for it and nothing is lost.

Rasa's own store asks the database while all else in the process stands still, red flags too; after a restart its first
question fails on each connection that was open; and a database that is away at the start never gets its tables.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.tracker_store import create_engine_kwargs
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker

from assistant.dialogue.tracker_store import Sql, StoreAwayError, StoreError
from assistant.limits import DATABASE_PAUSE, DATABASE_SECONDS, DATABASE_THREADS

Result = TypeVar("Result")
Work = Callable[[], Coroutine[Any, Any, Result]]


class PostgreSql(Sql):
    """Asks the database in threads, and waits a little while it is away.

    It is waited for once: until it answers again, nobody waits long for it after that.
    """

    engine: sa.engine.Engine

    def __init__(self, domain: Domain | None = None, **options: Any) -> None:
        """Prepare; the tables are made when the database is there.

        Args:
            domain: Rasa's.
            options: what endpoints.yml says, as for Rasa's SQLTrackerStore.
        """
        super().__init__(domain, dialect="postgresql", **options)
        self.engine.dispose()
        url = self.engine.url
        # Looks at each connection before its use: those to a database that has restarted are made anew.
        self.engine = sa.create_engine(url, pool_pre_ping=True, **create_engine_kwargs(url))
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._threads = ThreadPoolExecutor(DATABASE_THREADS, "database")
        self._has_tables = False
        self._is_away = False

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns of a conversation."""
        return await self._wait_for(partial(super().retrieve, sender_id))

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        """All of a conversation."""
        return await self._wait_for(partial(super().retrieve_full_tracker, sender_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save what was added to a conversation, or delete it, where the person asked for that."""
        await self._wait_for(partial(super().save, tracker))

    async def delete(self, sender_id: str) -> None:
        """Delete all of a conversation."""
        await self._wait_for(partial(super().delete, sender_id))

    async def last_message_id(self, sender_id: str) -> str | None:
        """The id of the last message of a conversation."""
        return await self._wait_for(partial(super().last_message_id, sender_id))

    async def keys(self) -> Iterable[str]:
        """The names of all conversations."""
        return await self._wait_for(super().keys)

    async def _wait_for(self, work: Work[Result]) -> Result:
        """Have something done in a thread.

        Raises:
            StoreError: it was not done in time; the database is away, or hangs.
        """
        patience = DATABASE_PAUSE if self._is_away else DATABASE_SECONDS
        doing = asyncio.get_running_loop().run_in_executor(self._threads, self._do, work, time.monotonic() + patience)
        doing.add_done_callback(_look_at)
        try:
            done = await asyncio.wait_for(asyncio.shield(doing), patience + DATABASE_PAUSE)
        except asyncio.TimeoutError:
            self._is_away = True
            raise StoreError("the database failed: no answer") from None
        except asyncio.CancelledError:  # nobody waits for the turn any more; but what is being written is its own still
            await asyncio.wait([doing], timeout=DATABASE_PAUSE)
            raise
        except StoreAwayError:
            self._is_away = True
            raise
        self._is_away = False
        return done

    def _do(self, work: Work[Result], until: float) -> Result:
        """Do it, again and again while the database is away. What was written is not written twice."""
        while True:
            try:
                self._make_tables()
                return asyncio.run(work())
            except StoreAwayError:
                if time.monotonic() > until:
                    raise
            time.sleep(DATABASE_PAUSE)

    def _make_tables(self) -> None:
        if not self._has_tables:
            with self.session_scope() as session:
                self.Base.metadata.create_all(session.connection())
                session.commit()
            self._has_tables = True


def _look_at(done: asyncio.Future[Any]) -> None:
    """Have asyncio not complain of what failed after nobody waited for it any more."""
    if not done.cancelled():
        done.exception()
