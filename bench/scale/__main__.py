"""Write docs/scale.md anew: `python -m bench.scale`."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.markdown import table
from bench.scale.plan import Measured, Plan, plan, read_measured

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "scale.md"

PEOPLE = (1_000, 100_000, 10_000_000)


def page(measured: Measured) -> str:
    """The page."""
    text = Path(__file__).with_name("page.md").read_text(encoding="utf-8")
    plans = [plan(people, measured) for people in PEOPLE]
    inputs = [[name, figure(each.value), each.of, each.how] for name, each in measured]
    return text.format(
        measured=table(["", "", "of", "how"], inputs, left=4),
        plans=table(["People a day", *(figure(people) for people in PEOPLE)], _rows(plans)),
    )


def figure(number: float) -> str:
    """A number as people read it: two digits that count, where it is small."""
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:.2g}"


def _rows(plans: list[Plan]) -> list[list[str]]:
    names = {
        "turns_a_second": "Turns a second, in the busiest hour",
        "at_once": "People at once, each with a page",
        "rasa": "Replicas of Rasa (a core each)",
        "actions": "Action servers (a core each)",
        "memory_gb": "Memory of these, GB",
        "nginx_cores": "Cores of nginx",
        "redis_cores": "Cores of Redis",
        "postgresql_cores": "Cores of PostgreSQL",
        "rows_a_second": "Rows a second, in the busiest hour",
        "rows_a_day": "Rows a day",
        "kept_gb": "GB kept",
    }
    return [[words, *(figure(getattr(each, name)) for each in plans)] for name, words in names.items()]


def main() -> int:
    """Write the page.

    Returns:
        0.
    """
    TARGET.write_text(page(read_measured()), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
