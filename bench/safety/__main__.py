"""Measure how well red flags are found: `make safety`.

Prints the figures in short and writes docs/safety/report.md with its chart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.data_files import DataError
from bench.layers import Layer, Layers
from bench.safety.chart import draw
from bench.safety.evidence import Evidence, gather
from bench.safety.measure import Kind
from bench.safety.report import CHART, report
from bench.safety.sets import every_set

PAGE = Path(__file__).parents[2] / "docs" / "safety" / "report.md"


def main(page: Path = PAGE) -> int:
    """Measure, print, and write the page.

    Args:
        page: the file to write; the chart goes beside it.

    Returns:
        0; 1 where a data file is at fault, or nothing was learned yet (it is printed).
        What the figures must be is for the tests to say.
    """
    try:
        layers = Layers.load()
        evidence = gather(layers, every_set(layers))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(report(evidence), encoding="utf-8")
    draw(evidence, page.with_name(CHART))
    print("\n".join(in_short(evidence)))
    return 0


def in_short(evidence: Evidence) -> Iterator[str]:
    """The figures, a line each."""
    for played in evidence.played:
        yield f"\n{played.of.name} ({played.of.standing.value})"
        for layer in Layer:
            for kind in Kind:
                share = played.share(kind, layer)
                if share.total:
                    yield f"  {layer.value:17s} {kind.value:18s} {share}"
    yield "\nOver the development sets, and the floor that the suite holds there"
    for kind in Kind:
        yield f"  {kind.value:18s} {evidence.over_development(kind)}, floor {evidence.floors.of(kind):.1%}"


if __name__ == "__main__":
    sys.exit(main())
