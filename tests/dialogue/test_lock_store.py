"""Two replicas and one conversation: with a real Redis that is quick, hangs, or is away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from rasa.core.lock_store import LockError, LockStore, RedisLockStore
from rasa.utils.endpoints import EndpointConfig

from assistant.dialogue import lock_store
from tests import services


@pytest.fixture(scope="module")
def redis():
    with services.redis() as service:
        yield service


@pytest.fixture
def conversation() -> str:
    return uuid.uuid4().hex


def replica(redis) -> LockStore:
    """The locks of one replica, as endpoints.yml has them."""
    url = f"redis://127.0.0.1:{redis.port}/1"
    return LockStore.create(EndpointConfig(url, type="assistant.dialogue.lock_store.RedisLocks"))


class Conversation:
    """What a turn does to a conversation: it reads all of it, thinks, and writes all of it back."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def turn(self, text: str) -> None:
        said = list(self.said)
        await asyncio.sleep(0.002)
        self.said = [*said, text]


def race(stores: list[LockStore], conversation: str, messages: int = 1) -> list[str]:
    """Have each store, in a thread of its own as if in another process, take messages of one conversation."""
    kept = Conversation()

    async def take(store: LockStore, text: str) -> None:
        async with store.lock(conversation, wait_time_in_seconds=0.01):
            await kept.turn(text)

    async def take_all(number: int) -> None:
        await asyncio.gather(*(take(stores[number], f"{number}.{message}") for message in range(messages)))

    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(lambda number: asyncio.run(take_all(number)), range(len(stores))))
    return kept.said


class BothReadFirst(RedisLockStore):
    """Rasa's own store, where two replicas happen to read the tickets before either writes its own."""

    both = threading.Barrier(2)

    def get_or_create_lock(self, conversation_id):
        lock = super().get_or_create_lock(conversation_id)
        self.both.wait(10)
        return lock


def test_with_rasas_own_store_two_replicas_that_come_at_once_lose_a_message(redis, conversation):
    stores = [BothReadFirst("127.0.0.1", redis.port) for _ in range(2)]
    assert len(race(stores, conversation)) == 1, "Rasa's store no longer races: ours may not be needed"


@pytest.mark.parametrize("replicas", [1, 2, 4])
def test_with_ours_none_is_lost_and_a_replica_takes_them_in_their_order(replicas, redis, conversation, monkeypatch):
    monkeypatch.setattr(lock_store, "REDIS_SECONDS", 30.0)  # a busy machine is no Redis that hangs
    said = race([replica(redis) for _ in range(replicas)], conversation, messages=20)
    for number in range(replicas):
        assert [text for text in said if text.startswith(f"{number}.")] == [f"{number}.{each}" for each in range(20)]


def test_conversations_do_not_wait_for_one_another(redis):
    async def talk() -> None:
        store = replica(redis)
        async with store.lock("one"), store.lock("other"):
            pass

    asyncio.run(talk())


def test_where_a_replica_dies_the_next_waits_for_the_lease_and_no_longer(redis, conversation, monkeypatch):
    monkeypatch.setattr(lock_store, "LEASE_SECONDS", 0.5)

    died, dead = asyncio.new_event_loop(), replica(redis).lock(conversation)
    died.run_until_complete(dead.__aenter__())  # and from here on this replica does nothing any more

    async def talk() -> None:
        async with replica(redis).lock(conversation):
            pass

    asyncio.run(asyncio.wait_for(talk(), 10))
    [renewing] = asyncio.all_tasks(died)
    renewing.cancel()
    died.run_until_complete(asyncio.wait([renewing]))
    died.close()


def test_a_turn_that_takes_longer_than_the_lease_keeps_its_lock(redis, conversation, monkeypatch):
    monkeypatch.setattr(lock_store, "LEASE_SECONDS", 0.3)
    monkeypatch.setattr(lock_store, "PATIENCE", 1.0)

    async def talk() -> None:
        async with replica(redis).lock(conversation):
            with pytest.raises(LockError):
                async with replica(redis).lock(conversation):
                    pass

    asyncio.run(talk())


def test_who_is_no_longer_waited_for_frees_the_lock(redis, conversation):
    async def never_ends(store: LockStore) -> None:
        async with store.lock(conversation):
            await asyncio.Event().wait()

    async def talk() -> None:
        store = replica(redis)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(never_ends(store), 0.2)
        async with replica(redis).lock(conversation):
            pass

    asyncio.run(asyncio.wait_for(talk(), 3))


@contextlib.contextmanager
def hangs(redis):
    redis.send(signal.SIGSTOP)
    yield
    redis.send(signal.SIGCONT)


@contextlib.contextmanager
def is_away(redis):
    redis.stop()
    yield
    redis.start()


@pytest.mark.parametrize("trouble", [hangs, is_away])
def test_without_redis_messages_are_answered_in_their_order_and_it_is_said_once(
    trouble, redis, conversation, caplog, monkeypatch
):
    monkeypatch.setattr(lock_store, "LEASE_SECONDS", 0.5)  # Redis that hung may take a lock for who no longer waits

    async def talk() -> list[str]:
        store, kept = replica(redis), Conversation()

        async def take(text: str) -> None:
            async with store.lock(conversation):
                await kept.turn(text)

        await take("before")
        with trouble(redis):
            await asyncio.gather(take("first"), take("second"))
        await take("after")
        return kept.said

    with caplog.at_level(logging.WARNING):
        assert asyncio.run(talk()) == ["before", "first", "second", "after"]
    cannot, can = caplog.messages
    assert cannot.startswith("Redis cannot be asked for locks: ")
    assert can == "Redis can be asked for locks again."
