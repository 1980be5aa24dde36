"""Timing calls, and the arithmetic of what comes out."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Clock = Callable[[], float]
Work = tuple[Callable[[Any], object], Sequence[Any]]
"""What is called, and what it is given, one after the other."""


@dataclass(frozen=True)
class Timings:
    """Milliseconds of each call."""

    once: tuple[float, ...]
    """By the clock on the wall, the first time that it was called with this."""
    best: tuple[float, ...]
    """Of the processor, the shortest of some more times: other programs do not lengthen it."""


def time_side_by_side(
    works: Mapping[str, Work], repeats: int, wall: Clock = time.perf_counter, processor: Clock = time.thread_time
) -> dict[str, Timings]:
    """Time several works, round by round, so that a slow minute of the machine slows them all.

    Args:
        works: what to time, by name.
        repeats: how many rounds there are after the first; in each, every call is made once.
        wall: gives seconds as they pass.
        processor: gives the seconds that this thread was at work.
    """
    rounds: dict[str, list[list[float]]] = {name: [] for name in works}
    with without_collector():
        for clock in (wall, *[processor] * repeats):
            for name, (call, inputs) in works.items():
                gc.collect()
                rounds[name].append([milliseconds(call, given, clock) for given in inputs])
    return {name: Timings(tuple(once), tuple(map(min, zip(*more)))) for name, (once, *more) in rounds.items()}


def milliseconds(call: Callable[[Any], object], given: Any, clock: Clock = time.thread_time) -> float:
    """How long one call takes."""
    start = clock()
    call(given)
    return (clock() - start) * 1000


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector from striking while something is timed."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of some values that so many of them (0 to 1) do not exceed; there must be one."""
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def growth(shorter: float, longer: float, times: float) -> float:
    """How many times as long a character takes in a text `times` as long: 1 where time grows with length."""
    return longer / shorter / times
