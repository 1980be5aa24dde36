"""docs/safety/report.md: the same measurement gives the same text, so that a difference shows a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.layers import Layer
from bench.markdown import plain, table
from bench.safety.evidence import Evidence
from bench.safety.measure import Catch, Judged, Kind, Played, Share
from bench.safety.sets import Standing

PAGE = Path(__file__).with_name("page.md")
"""The page's own words."""

CHART = "chart.svg"
"""The chart's file, beside the report."""

MEASURES = ("Sensitivity", "Specificity, look-alikes", "Specificity, ordinary")
"""What the share judged right of each kind is called."""


def report(evidence: Evidence) -> str:
    """The page."""
    return PAGE.read_text(encoding="utf-8").format(
        held_out=_held_out(evidence),
        sets=_sets(evidence),
        chart=CHART,
        learned=_learned(evidence),
        floors=_floors(evidence),
        published=_published(evidence),
        sections="\n\n".join(_section(played, evidence.crises) for played in evidence.played),
    )


def _held_out(evidence: Evidence) -> str:
    names = [plain(played.of.name) for played in evidence.played if played.of.standing is Standing.HELD_OUT]
    return f"Held out: {', '.join(names)}." if names else "No set is held out at present."


def _sets(evidence: Evidence) -> str:
    rows = [
        [plain(played.of.name), played.of.standing.value, *(str(played.share(kind)) for kind in Kind)]
        for played in evidence.played
    ]
    return table(["Set", "Known", *MEASURES], rows, left=2)


def _learned(evidence: Evidence) -> str:
    counts = {played.of.name: len(played.judged) for played in evidence.learned}
    parts = ", ".join(f"{count:,} of {name[0].lower()}{name[1:]}" for name, count in counts.items())
    return f"{sum(counts.values()):,} sentences: {parts}."


def _floors(evidence: Evidence) -> str:
    rows = [
        [measure, f"{evidence.floors.of(kind):.1%}", str(evidence.over_development(kind))]
        for measure, kind in zip(MEASURES, Kind)
    ]
    return table(["", "Floor", "Measured"], rows)


def _published(evidence: Evidence) -> str:
    rows = [[figure.what, figure.source, figure.sensitivity, figure.specificity] for figure in evidence.published]
    return table(["What", "Source", "Sensitivity", "Specificity"], rows, left=2)


def _section(played: Played, crises: frozenset[str]) -> str:
    of = played.of
    known = f"{len(of.examples):,} sentences, {of.standing.value}."
    if of.repeated:
        known += f" {of.repeated:,} more are left out, being among what was learned from."
    parts = [f"## {plain(of.name)}", known, _by_layer(played), _by_catch(played)]
    if played.flags:
        parts += [_by_flag(played), _crises(played, crises)]
    if of.standing is not Standing.HELD_OUT:  # who mends the screener reads this page
        parts += [
            _wrong("Emergencies missed", played.wrong(Kind.EMERGENCY)),
            _wrong("False alarms", [*played.wrong(Kind.LOOKALIKE), *played.wrong(Kind.ORDINARY)]),
        ]
    return "\n\n".join(parts)


def _by_layer(played: Played) -> str:
    rows = [[layer.value, *(str(played.share(kind, layer)) for kind in Kind)] for layer in Layer]
    return table(["", *MEASURES], rows)


def _by_catch(played: Played) -> str:
    counts = Counter((judged.kind, judged.catch) for judged in played.judged)
    rows = [[catch.value, *(str(counts[kind, catch]) for kind in Kind)] for catch in Catch]
    return table(["Alarm raised by", *(kind.value for kind in Kind)], rows)


def _by_flag(played: Played) -> str:
    kinds = (Kind.EMERGENCY, Kind.LOOKALIKE)
    rows = [[flag, *(str(played.share(kind, flag=flag)) for kind in kinds)] for flag in played.flags]
    return table(["Flag", *MEASURES[:2]], rows)


def _crises(played: Played, crises: frozenset[str]) -> str:
    told = [judged for judged in played.judged if judged.kind is Kind.EMERGENCY]
    right = _as_crisis(judged for judged in told if judged.example.flag in crises)
    wrong = _as_crisis(judged for judged in told if judged.example.flag not in crises)
    return f"Crises answered as a crisis: {right}. Other emergencies answered as a crisis: {wrong}."


def _as_crisis(judged: Iterable[Judged]) -> Share:
    answered = [one.as_crisis for one in judged]
    return Share(sum(answered), len(answered))


def _wrong(title: str, judged: list[Judged]) -> str:
    return "\n\n".join([f"### {title}: {len(judged)}", "\n".join(map(_line, judged)) or "None."])


def _line(judged: Judged) -> str:
    flag = f"*{plain(judged.example.flag)}*: " if judged.example.flag else ""
    alone = [layer.value for layer in (Layer.PATTERNS, Layer.CLASSIFIER) if judged.verdict.alarms[layer]]
    return f"- {flag}“{plain(judged.example.text)}” (alarm: {' and '.join(alone) or 'neither layer alone'})"
