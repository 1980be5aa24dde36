"""Measure how fast red flags are found: `make bench`. Writes docs/bench.md."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.data_files import DataError
from bench.layers import Layers
from bench.speed.measure import measure
from bench.speed.report import report

PAGE = Path(__file__).parents[2] / "docs" / "bench.md"


def main(page: Path = PAGE) -> int:
    """Measure, print, and write the page.

    Args:
        page: the file to write.

    Returns:
        0; 1 where a data file is at fault, or nothing was learned yet (it is printed).
    """
    try:
        text = report(measure(Layers.load()))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    print(f"\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
