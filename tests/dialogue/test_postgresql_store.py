"""A real PostgreSQL that restarts, hangs, and is away when the assistant starts: what was said is still there."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import uuid

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.dialogue import postgresql_store
from assistant.dialogue.tracker_store import StoreAwayError, StoreError
from tests import services


@pytest.fixture(scope="module")
def postgresql():
    with services.postgresql() as service:
        yield service


def open_store(postgresql) -> TrackerStore:
    """The store of one replica, as endpoints.yml has it."""
    login = {"port": str(postgresql.port), "username": "tester", "password": "", "db": "postgres"}
    type_ = "assistant.dialogue.postgresql_store.PostgreSql"
    endpoint = EndpointConfig("127.0.0.1", type=type_, **login, query={"connect_timeout": "2"})
    return TrackerStore.create(endpoint, domain=Domain.empty())


@pytest.fixture
def sender() -> str:
    return uuid.uuid4().hex


async def say(store: TrackerStore, sender: str, text: str) -> None:
    """A turn: the conversation is read, goes on, and is written."""
    tracker = await store.retrieve(sender) or DialogueStateTracker.from_events(sender, [SessionStarted()])
    tracker.update_with_events([UserUttered(text), BotUttered(f"You said: {text}")], Domain.empty())
    await store.save(tracker)


async def said(store: TrackerStore, sender: str) -> list[str]:
    tracker = await store.retrieve(sender)
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_what_one_replica_wrote_the_other_reads(postgresql, sender):
    async def talk() -> None:
        one, other = open_store(postgresql), open_store(postgresql)
        await say(one, sender, "first")
        await say(other, sender, "second")
        assert await said(one, sender) == ["first", "second"]

    asyncio.run(talk())


def test_a_message_waits_for_a_database_that_restarts_and_nothing_is_lost(postgresql, sender):
    async def talk() -> None:
        store = open_store(postgresql)
        await say(store, sender, "before")
        postgresql.stop()
        starting = threading.Timer(1, postgresql.start)
        starting.start()
        await say(store, sender, "meanwhile")
        await say(store, sender, "after")
        starting.join()
        assert await said(store, sender) == ["before", "meanwhile", "after"]

    asyncio.run(talk())


@contextlib.contextmanager
def is_away(postgresql):
    postgresql.stop()
    yield
    postgresql.start()


@contextlib.contextmanager
def hangs(postgresql):
    postgresql.send("STOP")
    yield
    postgresql.send("CONT")


@pytest.mark.parametrize("trouble", [is_away, hangs])
def test_it_is_waited_for_once_while_all_else_goes_on(trouble, postgresql, sender, monkeypatch):
    monkeypatch.setattr(postgresql_store, "DATABASE_SECONDS", 1.5)

    async def talk() -> None:
        store = open_store(postgresql)
        await say(store, sender, "before")
        with trouble(postgresql):
            waiting = asyncio.ensure_future(store.retrieve(sender))
            for _ in range(10):
                await asyncio.sleep(0.02)
            assert not waiting.done(), "the first should wait"
            with pytest.raises(StoreError, match="^the database failed: "):
                await waiting
            monkeypatch.setattr(postgresql_store, "DATABASE_SECONDS", 1_000_000.0)  # who waits for it now, waits on
            with pytest.raises(StoreError):
                await store.retrieve(sender)
        assert await said(store, sender) == ["before"]
        await say(store, sender, "after")
        assert await said(store, sender) == ["before", "after"]

    asyncio.run(talk())


def test_what_is_being_written_when_a_turn_is_given_up_is_written_before_the_next(postgresql, sender):
    """Its lock is let go of then, and the next turn must not read what is half of it."""

    async def talk() -> None:
        store = open_store(postgresql)
        await say(store, sender, "before")
        slow, do = threading.Event(), store._do

        def do_slowly(*work):
            slow.wait(10)
            return do(*work)

        store._do = do_slowly
        given_up = asyncio.ensure_future(say(store, sender, "given up"))
        await asyncio.sleep(0.05)
        given_up.cancel()
        await asyncio.sleep(0)
        assert not given_up.done(), "it should wait for the thread"
        slow.set()
        with pytest.raises(asyncio.CancelledError):
            await given_up

    asyncio.run(talk())


def test_what_fails_when_nobody_waits_for_it_any_more_is_not_complained_of(postgresql, sender, monkeypatch, caplog):
    monkeypatch.setattr(postgresql_store, "DATABASE_SECONDS", 0.1)
    hangs = threading.Event()

    def fail_late(*_work):
        hangs.wait(10)
        raise StoreAwayError("the database failed: it hung")

    async def talk() -> None:
        store = open_store(postgresql)
        store._do = fail_late
        with pytest.raises(StoreError, match="no answer"):
            await store.retrieve(sender)
        hangs.set()
        await asyncio.get_running_loop().run_in_executor(None, store._threads.shutdown)
        gc.collect()

    asyncio.run(talk())
    gc.collect()
    assert "never retrieved" not in caplog.text


def test_a_database_that_is_away_at_the_start_gets_its_tables_later(postgresql, sender):
    with services.postgresql() as another:
        another.stop()
        store = open_store(another)
        another.start()
        asyncio.run(say(store, sender, "hello"))
        assert asyncio.run(said(store, sender)) == ["hello"]
