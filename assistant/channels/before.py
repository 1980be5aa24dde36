"""What somebody wrote just before: a red flag may come in two messages."""

from __future__ import annotations

import collections
import functools
import time

from assistant.dialogue.takeover import TOGETHER
from assistant.limits import SENDERS


class Before:
    """Keeps the last message of each sender, for as long as the next may belong to it."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._last: collections.OrderedDict[str, tuple[float, str]] = collections.OrderedDict()

    def of(self, sender: str, text: str) -> str:
        """What somebody wrote just before; from now on, `text` is.

        Returns:
            The message before this one; empty where there was none, or long ago.
        """
        now = time.monotonic()
        self._forget_the_silent(now)
        _, before = self._last.pop(sender, (now, ""))
        self._last[sender] = now, text
        return before

    def forget(self, sender: str) -> None:
        """Keep nothing of what somebody wrote."""
        self._last.pop(sender, None)

    def _forget_the_silent(self, now: float) -> None:
        while self._last:
            when, _ = next(iter(self._last.values()))
            if len(self._last) <= SENDERS and now - when <= TOGETHER:
                return
            self._last.popitem(last=False)


@functools.lru_cache(maxsize=1)
def before() -> Before:
    """What was written before in this process, over all channels."""
    return Before()
