"""What the figures must be, as ratios: milliseconds vary with the machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.side_by_side.figures import Figures
from bench.side_by_side.training import FLOOR, OURS, STOCK
from bench.speed.timing import percentile

All = Mapping[str, Figures]
Value = Callable[[Figures], float | None]


@dataclass(frozen=True)
class Bar:
    """A ratio, and how high or low it must be."""

    what: str
    ratio: Callable[[All], float | None]
    limit: float
    at_least: bool = False

    def judge(self, figures: All) -> tuple[float | None, bool | None]:
        """The ratio, and whether it holds; None where it was not measured."""
        ratio = self.ratio(figures)
        if ratio is None:
            return None, None
        return ratio, ratio >= self.limit if self.at_least else ratio <= self.limit


def quotient(part: float | None, whole: float | None) -> float | None:
    """One figure by another; None where either is not there, or the other is nothing."""
    return part / whole if part is not None and whole else None


def against(other: str, value: Value) -> Callable[[All], float | None]:
    """Ours by that of another."""
    return lambda figures: quotient(value(figures[OURS]), value(figures[other]))


def median(figures: Figures) -> float:
    """Milliseconds of a message at the median."""
    return percentile(figures.answers.milliseconds, 0.5)


def training(figures: Figures) -> float | None:
    """Seconds of all training."""
    return sum(figures.training.values()) if figures.training else None


def rate(senders: int) -> Value:
    """Messages a second with so many senders."""
    return lambda figures: figures.sustained.get(senders)


BARS = (
    Bar("a message at the median, against stock Rasa", against(STOCK, median), 0.6),
    *(
        Bar(f"messages a second with {senders} at once, against stock Rasa", against(STOCK, rate(senders)), 3.0, True)
        for senders in (1, 10, 50)
    ),
    Bar("memory, against stock Rasa", against(STOCK, lambda of: of.megabytes), 0.75),
    Bar("start to first answer, against stock Rasa", against(STOCK, lambda of: of.start), 0.6),
    Bar("training from scratch, against stock Rasa", against(STOCK, training), 0.5),
    Bar(
        "what is computed for a message, against stock Rasa",
        against(STOCK, lambda of: of.answers.processor_milliseconds),
        2.0,
    ),
    Bar("a message at the median, against the floor", against(FLOOR, median), 3.0),
    Bar(
        "turn 500 of a conversation, against its turn 10",
        lambda figures: quotient(figures[OURS].turns.get(500), figures[OURS].turns.get(10)),
        1.2,
    ),
)
