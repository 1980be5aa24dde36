"""docs/speed.svg: what a message takes in a long conversation, and how many there may be in a second."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.side_by_side.bars import All
from bench.side_by_side.training import FLOOR, OURS, STOCK

COLOURS = {OURS: "#0b4f6c", STOCK: "#d1495b", FLOOR: "#8f8f8f"}

SAME_EACH_TIME = {"svg.hashsalt": "speed", "svg.fonttype": "none"}
"""Ids that are not by chance; text as text, which any reader's font can show."""


def draw(figures: All, path: Path) -> None:
    """Draw the chart; the same figures give the same file."""
    with matplotlib.rc_context(SAME_EACH_TIME):
        drawing = Figure(figsize=(11, 3.6))
        turns, rates = drawing.subplots(1, 2)
        _turns(turns, figures)
        _rates(rates, figures)
        drawing.legend(*turns.get_legend_handles_labels(), loc="lower center", ncol=len(COLOURS), frameon=False)
        drawing.tight_layout(rect=(0, 0.08, 1, 1))
        drawing.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _turns(axes: Axes, figures: All) -> None:
    """A line each system."""
    for name, of in figures.items():
        axes.plot(list(of.turns), list(of.turns.values()), marker="o", color=COLOURS[name], label=name)
    axes.set_xscale("log")
    turns = list(figures[OURS].turns)
    axes.set_xticks(turns, [str(turn) for turn in turns])
    axes.set_xlabel("turn of the conversation")
    axes.set_title("ms a message", fontsize=11)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color="#dddddd")


def _rates(axes: Axes, figures: All) -> None:
    """A group of bars each number of senders."""
    width = 0.8 / len(figures)
    senders = list(figures[OURS].sustained)
    for number, (name, of) in enumerate(figures.items()):
        places = [place + (number - 1) * width for place in range(len(senders))]
        axes.bar(places, list(of.sustained.values()), width, color=COLOURS[name])
    axes.set_xticks(range(len(senders)), [str(number) for number in senders])
    axes.set_xlabel("senders at once")
    axes.set_title("messages a second", fontsize=11)
    axes.set_axisbelow(True)
    axes.grid(axis="y", color="#dddddd")
