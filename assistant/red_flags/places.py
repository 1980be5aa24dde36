"""Where cues stand in a text, for questions about a stretch of it: quick however long the text is."""

from __future__ import annotations

import bisect
import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence

Span = tuple[int, int]
"""First word, and the word after the last."""

_first: Callable[[Span], int] = operator.itemgetter(0)
_end: Callable[[Span], int] = operator.itemgetter(1)


class Places:
    """The places of one cue."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Put them in order."""
        self._by_first = sorted(spans)

    def beginning(self, start: int, stop: int) -> Iterator[Span]:
        """Those whose first word is one of `start` to (not with) `stop`, in order."""
        return _between(self._by_first, _first, start, stop)

    def ending(self, start: int, stop: int) -> Iterator[Span]:
        """Those whose last word is one of `start` to (not with) `stop`, in order."""
        return _between(self._by_end, _end, start + 1, stop + 1)

    def cover(self, start: int, stop: int) -> bool:
        """Whether one of the words from `start` to (not with) `stop` is part of one."""
        return not self._covered.isdisjoint(range(start, stop))

    @functools.cached_property
    def _by_end(self) -> list[Span]:
        return sorted(self._by_first, key=_end)

    @functools.cached_property
    def _covered(self) -> frozenset[int]:
        return frozenset(word for first, end in self._by_first for word in range(first, end))


def _between(spans: Sequence[Span], place: Callable[[Span], int], start: int, stop: int) -> Iterator[Span]:
    """The spans, sorted by such a place, that have theirs from `start` to (not with) `stop`."""
    for i in range(bisect.bisect_left(spans, start, key=place), len(spans)):
        if place(spans[i]) >= stop:
            return
        yield spans[i]
