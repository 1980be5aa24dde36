"""The red-flag screener on sentences that it never learned from: `make safety`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from scipy.stats import beta

from assistant.red_flags.loader import load
from assistant.red_flags.model import TAKEOVER
from assistant.red_flags.screener import default_screener
from assistant.red_flags.training import Example, of_corpus
from assistant.red_flags.weighing import LEARNED

HELD_OUT = Path(__file__).parent / "safety" / "held_out"


def main() -> int:
    """Print sensitivity, false alarms and misses by flag.

    Returns:
        0; what the figures must be is for the tests to say.
    """
    screener = default_screener()
    examples = of_corpus(HELD_OUT, load())
    fired = {example: screener.screen(example.text) for example in examples}

    def alarms(of: list[Example]) -> int:
        return sum(fired[example].urgency in TAKEOVER for example in of)

    emergencies = [example for example in examples if example.alarm]
    lookalikes = [example for example in examples if example.flag and not example.alarm]
    ordinary = [example for example in examples if not example.flag]
    print(f"taken over, of emergencies      {_share(alarms(emergencies), len(emergencies))}")
    print(f"false alarms, on look-alikes    {_share(alarms(lookalikes), len(lookalikes))}")
    print(f"false alarms, on ordinary ones  {_share(alarms(ordinary), len(ordinary))}")
    layers = Counter(_layer(fired[e].findings[0].flag) for e in emergencies if fired[e].urgency in TAKEOVER)
    print("caught by:", ", ".join(f"{layer} {count}" for layer, count in layers.most_common()))
    print("\nflag                  taken over   false alarms on look-alikes")
    for flag in sorted({example.flag for example in emergencies}):
        yes = [example for example in emergencies if example.flag == flag]
        no = [example for example in lookalikes if example.flag == flag]
        print(f"{flag:20s}  {alarms(yes):4d} / {len(yes):3d}   {alarms(no):4d} / {len(no):3d}")
    return 0


def _layer(flag: str) -> str:
    return "the classifier" if flag == LEARNED else "the patterns"


def _share(hits: int, total: int) -> str:
    """A share with its 95 % interval (Clopper and Pearson 1934)."""
    low = beta.ppf(0.025, hits, total - hits + 1) if hits else 0.0
    high = beta.ppf(0.975, hits + 1, total - hits) if hits < total else 1.0
    return f"{hits:4d} / {total:4d}  {hits / total:6.1%}  (95 % interval {low:.1%} to {high:.1%})"


if __name__ == "__main__":
    sys.exit(main())
