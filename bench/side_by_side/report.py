"""docs/speed.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.markdown import table
from bench.side_by_side.bars import BARS, All, Bar, Value, against, median, rate, training
from bench.side_by_side.figures import CONVERSATIONS, Plan
from bench.side_by_side.measure import AROUND, BEARABLE
from bench.side_by_side.talking import TURNS
from bench.side_by_side.training import FLOOR, OURS, STOCK
from bench.speed.report import figure
from bench.speed.timing import percentile

PAGE = Path(__file__).with_name("page.md")
"""The page's own words."""

CHART = "speed.svg"

NOTHING = "–"


def report(figures: All, plan: Plan, machine: Mapping[str, str]) -> str:
    """The page."""
    messages = len(figures[OURS].answers.milliseconds)
    return PAGE.read_text(encoding="utf-8").format(
        machine=table(["Machine", ""], [list(fact) for fact in machine.items()], left=2),
        figures=side_by_side(figures, plan),
        bars=bars(figures),
        training=trained(figures),
        unanswered=", ".join(f"{name} {of.answers.unanswered}" for name, of in figures.items()),
        chart=CHART,
        messages=messages // plan.rounds,
        rounds=plan.rounds,
        starts=plan.starts,
        seconds=figure(plan.seconds),
        conversations=CONVERSATIONS,
        turns=TURNS,
        around=2 * AROUND + 1,
        bearable=figure(BEARABLE),
        epochs=""
        if plan.epochs is None
        else f"\n\n**Only a try**: stock Rasa learned in {plan.epochs} epochs, not 100.",
    )


def side_by_side(figures: All, plan: Plan) -> str:
    """A line each figure: of the three, and ours by theirs."""
    rows = []
    for name, value in _values(plan):
        ratios = (against(other, value)(figures) for other in (STOCK, FLOOR))
        rows.append(
            [name, *(_cell(value(figures[of])) for of in (OURS, STOCK, FLOOR)), *(_cell(of, "×") for of in ratios)]
        )
    return table(["", OURS, STOCK, FLOOR, "to stock Rasa", "to the floor"], rows)


def bars(figures: All) -> str:
    """A line each bar: what must be, what is, and whether it holds."""
    return table(["", "must be", "is", "holds"], [_bar(bar, figures) for bar in BARS])


def trained(figures: All) -> str:
    """A line each part of training."""
    rows = [
        [name, part, figure(seconds)] for name, of in figures.items() for part, seconds in (of.training or {}).items()
    ]
    return table(["", "part", "seconds"], rows, left=2) if rows else "Not measured in this run."


def _values(plan: Plan) -> Iterator[tuple[str, Value]]:
    """What there is of each."""
    yield "ms a message, p50", median
    yield "ms a message, p95", lambda of: percentile(of.answers.milliseconds, 0.95)
    yield "ms a message, p99", lambda of: percentile(of.answers.milliseconds, 0.99)
    yield "ms of the processor a message", lambda of: of.answers.processor_milliseconds
    for senders in plan.senders:
        yield f"messages a second, {senders} at once", rate(senders)
    for turn in plan.turns:
        yield f"ms a message at turn {turn}", lambda of, turn=turn: of.turns[turn]  # type: ignore[misc]
    for turn in plan.sent_turns:
        yield f"bytes to the action server at turn {turn}", lambda of, turn=turn: (of.sent or {}).get(turn)  # type: ignore[misc]
    yield "memory, MB", lambda of: of.megabytes
    yield "start to first answer, s", lambda of: of.start
    yield "training from scratch, s", training


def _bar(bar: Bar, figures: All) -> list[str]:
    ratio, holds = bar.judge(figures)
    verdict = NOTHING if holds is None else "yes" if holds else "**no**"
    return [bar.what, f"{'≥' if bar.at_least else '≤'} {bar.limit:g}×", _cell(ratio, "×"), verdict]


def _cell(value: float | None, sign: str = "") -> str:
    return NOTHING if value is None else f"{figure(value)}{sign}"
