"""The little Markdown that reports are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPECIAL = re.compile(r"[\\`*_<>\[\]|~#]")


def table(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """A table, its first columns to the left (as many as `left` says) and all others to the right."""
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def plain(text: str) -> str:
    """A text on one line, with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
