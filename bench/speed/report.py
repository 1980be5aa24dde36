"""docs/bench.md."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from bench.layers import Layer
from bench.markdown import table
from bench.speed.matcher import OURS, SPACY, Comparison
from bench.speed.measure import REPEATS, SCREEN, TOKENIZER, Group, Speed
from bench.speed.texts import LENGTHS, LONGEST
from bench.speed.timing import Timings, growth, percentile

PAGE = Path(__file__).with_name("page.md")
"""The page's own words."""

PLACES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}

READERS = (SCREEN, Layer.PATTERNS.value, Layer.CLASSIFIER.value)
"""Who is held against the tokenizer."""


def report(speed: Speed) -> str:
    """The page."""
    return PAGE.read_text(encoding="utf-8").format(
        repeats=REPEATS,
        longest=LONGEST,
        machine=table(["Machine", ""], [list(fact) for fact in speed.machine.items()], left=2),
        building=_building(speed.building),
        messages="\n\n".join(_messages(group) for group in speed.messages),
        long="\n\n".join(_long(reader, speed.long) for reader in (TOKENIZER, *READERS)),
        sentences=len(speed.matcher.timings[OURS].best),
        differing=speed.matcher.differing,
        matcher=_matcher(speed.matcher),
    )


def figure(milliseconds: float) -> str:
    """Milliseconds with three digits that count."""
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:#.3g}".rstrip(".")


def times(part: float, whole: float) -> str:
    """A ratio."""
    return f"{figure(part / whole)}×"


def _building(building: dict[str, Timings]) -> str:
    rows = [[name, figure(timings.best[0]), figure(timings.once[0])] for name, timings in building.items()]
    whole = [figure(sum(of.best[0] for of in building.values())), figure(sum(of.once[0] for of in building.values()))]
    return table(["", f"Best of {REPEATS}", "Once"], [*rows, ["all of it", *whole]])


def _messages(group: Group) -> str:
    typical = median(len(text) for text in group.texts)
    return "\n\n".join(
        [
            f"### {group.name}: {len(group.texts):,}, of {typical:.0f} characters at the median",
            table([f"Best of {REPEATS}", *PLACES], _rows({name: of.best for name, of in group.timings.items()})),
            table(["Once", *PLACES], _rows({name: of.once for name, of in group.timings.items()})),
        ]
    )


def _rows(values: dict[str, tuple[float, ...]]) -> list[list[str]]:
    """A line each reader: milliseconds at each place, and their ratio to the tokenizer's."""
    places = {name: [percentile(of, share) for share in PLACES.values()] for name, of in values.items()}
    plain = places[TOKENIZER]
    return [
        [TOKENIZER, *map(figure, plain)],
        *([name, *(f"{figure(a)} ({times(a, b)})" for a, b in zip(places[name], plain))] for name in READERS),
    ]


def _long(reader: str, groups: tuple[Group, ...]) -> str:
    """A line each kind of text: how long a reader takes for each length, and how that grows."""
    rows = []
    for group in groups:
        of, plain = group.timings[reader], group.timings[TOKENIZER]
        cells = [f"{figure(best)} ({figure(once)})" for best, once in zip(of.best, of.once)]
        if reader != TOKENIZER:
            cells = [f"{cell} {times(best, token)}" for cell, best, token in zip(cells, of.best, plain.best)]
        grown = [
            f"{growth(of.best[i - 1], of.best[i], LENGTHS[i] / LENGTHS[i - 1]):.2f}" for i in range(1, len(LENGTHS))
        ]
        rows.append([group.name, *cells, *grown])
    lengths = [f"{length:,}" for length in LENGTHS]
    return table([f"{reader}: characters", *lengths, *(f"to {length}" for length in lengths[1:])], rows)


def _matcher(found: Comparison) -> str:
    rows = []
    for name, patterns in ((OURS, found.patterns), (SPACY, found.flat)):
        best = found.timings[name].best
        at = [percentile(best, share) for share in (0.5, 0.99)]
        cells = [figure(found.building[name]), figure(sum(best) / len(best)), *map(figure, at)]
        rows.append([name, f"{patterns:,}", *cells])
    means = [sum(found.timings[name].best) / len(found.timings[name].best) for name in (SPACY, OURS)]
    compared = table(["", "Patterns", "Building", "A sentence, mean", "p50", "p99"], rows)
    return f"{compared}\n\nOn average a sentence takes the Matcher {times(*means)} as long."
