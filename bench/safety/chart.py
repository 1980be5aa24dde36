"""docs/safety/chart.svg: the shares of every set with their intervals, layer by layer."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.layers import Layer
from bench.safety.evidence import Evidence
from bench.safety.measure import Kind, Played
from bench.safety.report import MEASURES
from bench.safety.sets import Standing

STYLE = {
    Layer.TOGETHER: ("#0b4f6c", "o", -0.3),
    Layer.PATTERNS: ("#d1495b", "s", -0.1),
    Layer.CLASSIFIER: ("#edae49", "D", 0.1),
    Layer.WORDS: ("#8f8f8f", "v", 0.3),
}
"""Each layer's colour, marker, and place on the line of its set."""

SAME_EACH_TIME = {"svg.hashsalt": "red flags", "svg.fonttype": "none"}
"""Ids that are not by chance; text as text, which any reader's font can show."""


def draw(evidence: Evidence, path: Path) -> None:
    """Draw the chart; the same evidence gives the same file."""
    with matplotlib.rc_context(SAME_EACH_TIME):
        height = 1.4 + 0.6 * len(evidence.played)
        figure = Figure(figsize=(11, height))
        figure.subplots_adjust(left=0.19, right=0.98, top=1 - 0.35 / height, bottom=0.9 / height, wspace=0.08)
        panels = figure.subplots(1, len(Kind), sharey=True)
        for axes, kind, title in zip(panels, Kind, MEASURES):
            axes.set_title(title, fontsize=11)
            _panel(axes, evidence.played, kind)
        panels[0].set_yticks(range(len(evidence.played)), [played.of.name for played in evidence.played])
        figure.legend(*panels[0].get_legend_handles_labels(), loc="lower center", ncol=len(Layer), frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _panel(axes: Axes, played: tuple[Played, ...], kind: Kind) -> None:
    """One measure: a line each set, on it a mark each layer; shaded what was learned from."""
    for row, one in enumerate(played):
        if one.of.standing is Standing.LEARNED:
            axes.axhspan(row - 0.5, row + 0.5, color="#f0f0f0", linewidth=0)
    for layer, (colour, marker, place) in STYLE.items():
        shares = {row + place: one.share(kind, layer) for row, one in enumerate(played)}
        known = {row: share for row, share in shares.items() if share.total}
        values = [100 * share.value for share in known.values()]
        lows, highs = ([100 * share.interval[end] for share in known.values()] for end in (0, 1))
        below = [max(value - low, 0) for value, low in zip(values, lows)]
        above = [max(high - value, 0) for value, high in zip(values, highs)]
        style = {"fmt": marker, "color": colour, "markersize": 5, "capsize": 2}
        axes.errorbar(values, list(known), xerr=[below, above], label=layer.value, **style)
    axes.set_xlabel("%")
    axes.set_xlim(right=100.5)
    axes.set_ylim(len(played) - 0.5, -0.5)
    axes.grid(axis="x", color="#dddddd")
    axes.set_axisbelow(True)
