"""The pictures of docs/understanding.md."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.understanding.calibration import Bin, bins
from bench.understanding.evidence import Evidence

SAME_EACH_TIME = {"svg.hashsalt": "understanding", "svg.fonttype": "none"}
"""Ids that are not by chance; text as text, which any reader's font can show."""

DEEP, WARM, PALE = "#0b4f6c", "#d1495b", "#dddddd"

NAMED_FROM = 5
"""From so many confusions on, the picture gives their number."""


def draw_confusions(evidence: Evidence, path: Path) -> None:
    """Draw which intent was taken for which; the same evidence gives the same file."""
    intents = sorted({one.intent for one in evidence.judged} | {one.guess for one in evidence.judged})
    place = {intent: i for i, intent in enumerate(intents)}
    counts = np.zeros((len(intents), len(intents)), dtype=int)
    for one in evidence.judged:
        counts[place[one.intent], place[one.guess]] += 1
    with matplotlib.rc_context(SAME_EACH_TIME):
        side = 2.5 + 0.19 * len(intents)
        figure = Figure(figsize=(side, side), layout="constrained")
        axes = figure.subplots()
        axes.imshow(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
        for row, column in zip(*np.where(counts >= NAMED_FROM)):
            if row != column:
                axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=5, color=WARM)
        axes.set_xticks(range(len(intents)), intents, rotation=90, fontsize=6)
        axes.set_yticks(range(len(intents)), intents, fontsize=6)
        axes.set_xlabel("taken for")
        axes.set_ylabel("is")
        _save(figure, path)


def draw_confidence(evidence: Evidence, path: Path) -> None:
    """Draw how certain it was, and whether that means something; the same evidence gives the same file."""
    with matplotlib.rc_context(SAME_EACH_TIME):
        figure = Figure(figsize=(11, 3.6), layout="constrained")
        held_back, judged, reliable = figure.subplots(1, 3)
        _histogram(held_back, evidence.certain_held_back, "Held-back questions")
        _histogram(judged, evidence.certain_judged, "Cross-validation")
        reliable.set_title("Share right, by confidence", fontsize=11)
        reliable.plot([0, 1], [0, 1], color=PALE)
        _reliability(reliable, bins(evidence.certain_judged), DEEP, "cross-validation")
        _reliability(reliable, bins(evidence.certain_held_back), WARM, "held back")
        reliable.set_xlabel("confidence")
        reliable.legend(frameon=False, fontsize=8)
        _save(figure, path)


def _histogram(axes: Axes, certain: list[tuple[float, bool]], title: str) -> None:
    of_right, of_wrong = ([c for c, right in certain if right is wanted] for wanted in (True, False))
    places = np.linspace(0, 1, 21)
    axes.hist([of_right, of_wrong], bins=places, stacked=True, color=[DEEP, WARM], label=["right", "wrong"])
    axes.set_title(title, fontsize=11)
    axes.set_xlabel("confidence in the likeliest intent")
    axes.legend(frameon=False, fontsize=8)


def _reliability(axes: Axes, of: list[Bin], colour: str, name: str) -> None:
    values = [one.right.value for one in of]
    below = [max(value - one.right.interval[0], 0) for value, one in zip(values, of)]
    above = [max(one.right.interval[1] - value, 0) for value, one in zip(values, of)]
    certain = [one.confidence for one in of]
    axes.errorbar(certain, values, yerr=[below, above], fmt="o-", color=colour, markersize=4, capsize=2, label=name)


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
