"""Whether what people say, or what they are called, stands in a log."""

from __future__ import annotations

import re
from collections.abc import Iterable

TOGETHER = 3
"""So many words in a row are somebody's; fewer may be anybody's."""

A_NAME = 8
"""A single word of so many letters or more may be somebody's name; a shorter one stands in any log."""


def leaked(log: str, heard: Iterable[str]) -> list[str]:
    """What of the texts and ids that were heard stands in a log, whole or in part."""
    in_log = _words(log)
    runs, words = _runs(in_log), set(in_log)
    return [each for each in heard if runs & _runs(_words(each)) or (len(each) >= A_NAME and each.lower() in words)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[first:] for first in range(TOGETHER))))
