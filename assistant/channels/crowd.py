"""How many messages Rasa has at once, and how many wait for that.

What is not bounded here waits anyway, inside Rasa, until everybody waits for longer than anybody would.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator

from assistant.limits import AT_ONCE, WAITING, WAITING_SECONDS


class CrowdedError(Exception):
    """Too many others are before a message."""


class Crowd:
    """Gives messages a place at Rasa, one after the other."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    @property
    def is_large(self) -> bool:
        """Whether one more would have to wait for too long."""
        return self._waiting >= WAITING

    @contextlib.asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place, and have it for as long as the context lasts.

        Raises:
            CrowdedError: so many wait already, or none became free.
        """
        if self.is_large:
            raise CrowdedError
        self._waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), WAITING_SECONDS)
        except asyncio.TimeoutError as error:
            raise CrowdedError from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()


@functools.lru_cache(maxsize=1)
def crowd() -> Crowd:
    """The crowd in this process, over all channels."""
    return Crowd()
