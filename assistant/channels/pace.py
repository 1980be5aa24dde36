"""How fast somebody may write."""

from __future__ import annotations

import collections
import functools
import time

from assistant.limits import MESSAGES_A_MINUTE, SENDERS

MINUTE = 60.0


class Pace:
    """Counts the messages of the last minute of each sender; of whoever was silent for longer it keeps nothing."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._times: collections.OrderedDict[str, collections.deque[float]] = collections.OrderedDict()

    def admits(self, sender: str) -> bool:
        """Whether a message of somebody is not one too many; then it is counted."""
        now = time.monotonic()
        self._forget_the_silent(now)
        times = self._times.setdefault(sender, collections.deque(maxlen=MESSAGES_A_MINUTE))
        if len(times) == MESSAGES_A_MINUTE and now - times[0] < MINUTE:
            return False
        times.append(now)  # the deque drops the first of as many
        self._times.move_to_end(sender)
        return True

    def _forget_the_silent(self, now: float) -> None:
        while self._times:
            times = next(iter(self._times.values()))
            if len(self._times) <= SENDERS and now - times[-1] < MINUTE:
                return
            self._times.popitem(last=False)


@functools.lru_cache(maxsize=1)
def pace() -> Pace:
    """The pace in this process, over all channels."""
    return Pace()
