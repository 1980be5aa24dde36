"""Locks in Redis: of all replicas only one works on a conversation at a time.

Rasa's own store in Redis reads a list of tickets, adds one and writes it back: two replicas that do so at once
both get the first ticket, and each loses what the other keeps of the turn. Here Redis decides, in one step.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from collections.abc import AsyncIterator

from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockNotOwnedError, RedisError

from assistant.limits import LEASE_SECONDS, LOCK_POLL_SECONDS, PATIENCE, REDIS_SECONDS

logger = logging.getLogger(__name__)


class RedisLocks(LockStore):
    """One message of a conversation at a time, over all processes that use the same Redis.

    Within this process they are taken in the order in which they came. While Redis cannot be asked, that
    is all there is: messages are answered all the same, and nginx keeps a conversation on one replica.
    """

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """Prepare; nothing is asked yet.

        Args:
            endpoint_config: what endpoints.yml says: the `url`, as `redis://host:6379/1`.
        """
        patience = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
        self._redis = Redis.from_url(endpoint_config.url, **patience)
        self._here: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._is_away = False
        super().__init__()

    @contextlib.asynccontextmanager
    async def lock(self, conversation_id: str, *_: float, **__: float) -> AsyncIterator[None]:
        """Have a conversation to oneself.

        Raises:
            LockError: another replica works on it, for longer than anybody waits for an answer.
        """
        here = self._here.setdefault(conversation_id, asyncio.Lock())
        async with here, self._everywhere(conversation_id):
            yield

    @contextlib.asynccontextmanager
    async def _everywhere(self, conversation_id: str) -> AsyncIterator[None]:
        name, waits = f"lock:{conversation_id}", {"sleep": LOCK_POLL_SECONDS, "blocking_timeout": PATIENCE}
        lock = self._redis.lock(name, timeout=LEASE_SECONDS, thread_local=False, **waits)
        if not await self._acquire(lock):
            yield
            return
        renewing = asyncio.ensure_future(self._renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            with contextlib.suppress(RedisError):  # it ends by itself
                await lock.release()

    async def _acquire(self, lock: Lock) -> bool:
        """Whether the lock is held; it is not where Redis cannot be asked."""
        try:
            is_held = await lock.acquire()
        except (RedisError, OSError) as error:
            if not self._is_away:
                logger.error("Redis cannot be asked for locks: %s", type(error).__name__)
            self._is_away = True
            return False
        if not is_held:
            raise LockError("Another replica works on the conversation.")
        if self._is_away:
            logger.warning("Redis can be asked for locks again.")
        self._is_away = False
        return True

    async def _renew(self, lock: Lock) -> None:
        """Keep a lock for as long as the turn takes; one of a replica that died ends soon."""
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            try:
                await lock.reacquire()
            except LockNotOwnedError:
                logger.error("A lock was lost while a message was answered.")
                return
            except (RedisError, OSError):  # it lasts for another try
                continue
