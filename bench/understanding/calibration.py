"""Whether confidence means something: of what is 80 % certain, are 80 % right?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.share import Share

BINS = 10


@dataclass(frozen=True)
class Bin:
    """What is about as certain."""

    low: float
    confidence: float
    """The mean."""
    right: Share


def bins(certain: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Sort by certainty into tenths; those that hold nothing are left out.

    Args:
        certain: how certain each was (0 to 1), and whether it was right.
    """
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in certain:
        sorted_in[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return [
        Bin(number / BINS, _mean([c for c, _ in held]), Share(sum(right for _, right in held), len(held)))
        for number, held in enumerate(sorted_in)
        if held
    ]


def error(of: Sequence[Bin]) -> float:
    """By how much certainty and share of right ones differ on average (expected calibration error, Naeini 2015)."""
    total = sum(one.right.total for one in of)
    return sum(abs(one.confidence - one.right.value) * one.right.total for one in of) / total if total else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
