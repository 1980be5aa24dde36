"""Measure how well it understands: `make evaluate`.

Prints the figures in short and writes docs/understanding.md with its pictures. `python -m bench.understanding
compare` holds the model of the intents against others instead, and keeps that for the page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.data_files import DataError
from bench.understanding import compare as comparing
from bench.understanding.asking import Assistant
from bench.understanding.chart import draw_confidence, draw_confusions
from bench.understanding.cross_validation import Examples, cross_validate, examples
from bench.understanding.evidence import gather
from bench.understanding.held_back import HeldBack, load
from bench.understanding.report import CONFIDENCE, CONFUSIONS, in_short, report

PAGE = Path(__file__).parents[2] / "docs" / "understanding.md"


def main(arguments: Sequence[str] = (), page: Path = PAGE) -> int:
    """Measure, print, and write the page; or compare.

    Args:
        arguments: none, or `compare`.
        page: the file to write; the pictures go beside it.

    Returns:
        0; 1 where a data file is at fault, or nothing was learned yet (it is printed).
    """
    try:
        of = examples()
        held_back = load().without(of.texts)
        if "compare" in arguments:
            comparing.compare(of, held_back)
        else:
            evaluate(of, held_back, page)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def evaluate(of: Examples, held_back: HeldBack, page: Path) -> None:
    """Ask and judge, print, and write the page.

    Raises:
        DataError: nothing was learned yet, or what was compared cannot be read.
    """
    comparison = comparing.load()
    texts = [*(q.text for q in held_back.questions), *(text for texts in held_back.outside.values() for text in texts)]
    heard = {one.text: one for one in Assistant().ask(texts)}
    evidence = gather(held_back, heard, cross_validate(of))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(report(evidence, comparison), encoding="utf-8")
    draw_confusions(evidence, page.with_name(CONFUSIONS))
    draw_confidence(evidence, page.with_name(CONFIDENCE))
    print(in_short(evidence))


if __name__ == "__main__":
    os.environ.setdefault("ASSISTANT_KEPT", ":memory:")  # what is asked here is no person's unanswered question
    sys.exit(main(sys.argv[1:]))
