"""Measure how easy the replies are to read: `python -m bench.readability`."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from bench.readability.measure import exempt, grade, longest, words
from bench.readability.replies import Said, replies

WORST = 10
"""How many of the hardest replies are shown."""


def main() -> int:
    """Print the grades of each group, and the hardest replies.

    Returns:
        0.
    """
    said = replies()
    for group in dict.fromkeys(reply.group for reply in said):
        print(line(group, [reply for reply in said if reply.group == group]))
    print(line("all", said))
    graded = sorted(((grade(exempt().without(reply.text)), reply.name) for reply in said), reverse=True)
    print("hardest:", *(f"{hard:5.1f} {name}" for hard, name in graded[:WORST]), sep="\n  ")
    return 0


def line(group: str, said: Sequence[Said]) -> str:
    """What was measured of a group, in a line."""
    raw = [grade(reply.text) for reply in said]
    named = [grade(exempt().without(reply.text)) for reply in said]
    return (
        f"{group}: {len(said)} replies, median grade {statistics.median(raw):.1f} "
        f"({statistics.median(named):.1f} with names exempt), hardest {max(raw):.1f} ({max(named):.1f}), "
        f"{sum(hard > 9 for hard in named)} above 9, longest sentence {max(words(longest(r.text)) for r in said)} words"
    )


if __name__ == "__main__":
    raise SystemExit(main())
