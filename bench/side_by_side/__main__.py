"""Measure this assistant beside a stock Rasa and the least that Rasa can do: `make bench`.

Prints the figures and writes docs/speed.md with its chart. `make bench FROM_SCRATCH=1` measures training as well.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

import requests

from assistant.data_files import DataError
from bench.side_by_side.chart import draw
from bench.side_by_side.figures import QUICK, Plan, gather
from bench.side_by_side.report import CHART, bars, report, side_by_side
from bench.side_by_side.systems import BenchError
from bench.speed.machine import machine

PAGE = Path(__file__).parents[2] / "docs" / "speed.md"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the page; its chart goes beside it.

    Returns:
        0, whether the bars hold or not; 1 where something could not be measured (it is printed).
    """
    options = _options(arguments)
    plan = dataclasses.replace(QUICK if options.quick else Plan(), from_scratch=options.from_scratch)
    about = machine()
    try:
        figures = gather(plan, options.port)
    except (BenchError, DataError, requests.RequestException) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    options.page.parent.mkdir(parents=True, exist_ok=True)
    options.page.write_text(report(figures, plan, about), encoding="utf-8")
    draw(figures, options.page.with_name(CHART))
    print(f"\n{side_by_side(figures, plan)}\n\n{bars(figures)}")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.side_by_side", description=__doc__)
    parser.add_argument("--from-scratch", action="store_true", help="measure training, which takes many minutes")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see whether it works")
    parser.add_argument("--port", type=int, default=5205, help="the first of ten at which servers listen")
    parser.add_argument("--page", type=Path, default=PAGE, help="the file to write")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
