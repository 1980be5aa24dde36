"""The small language of patterns, and how it becomes spaCy's.

A pattern is a line of words. Besides plain words it may hold
    a|b|c       any of these words
    @concept    any word or phrase of that concept; also among others, as in @arm|@leg|body
    word?       the word may be missing (also @concept? and a|b?)
    ...         up to three words of any kind but a denial; ..5 up to five
    <start> <end>  the sentence's start and end
    <number> <many> <year>  what digits are read as
A pattern matches inside one sentence, and at least one of its elements must be required.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.data_files import DataError

GAP = 3
"""How many words `...` may stand for."""

Concepts = Mapping[str, Sequence[str]]
TokenPattern = list[dict[str, Any]]

START, END = "<start>", "<end>"
"""What stands before a sentence's first word and after its last."""

DENIALS = ("not", "no", "never", "without", "denies", "denied", "nor", "neither")
"""No gap reaches over these: "he has not collapsed" is not "he ... collapsed"."""

_GAP = re.compile(r"\.\.(\.|\d)")
_WORD = re.compile(r"[^\W_]+|<number>|<many>|<year>|<start>|<end>")
_GAP_TOKEN = {"ORTH": {"NOT_IN": [*DENIALS, START, END]}, "OP": "?"}


def compile_pattern(pattern: str, concepts: Concepts, place: str) -> list[TokenPattern]:
    """Turn a pattern into spaCy's Matcher form.

    Args:
        pattern: a line of the language above.
        concepts: the words and phrases of each @concept.
        place: file and key, named in errors.

    Returns:
        The token patterns any of which may match: one, or more where phrases of several
        words are among the alternatives.

    Raises:
        DataError: the pattern is empty, could match without any word, or holds what is neither
            a word nor a concept with words.
    """
    if not pattern.split():
        raise DataError(f"{place}: a pattern is empty")
    elements: list[list[TokenPattern]] = []
    for element in pattern.split():
        gap = _GAP.fullmatch(element)
        if gap:
            width = GAP if gap.group(1) == "." else int(gap.group(1))
            elements.append([[_GAP_TOKEN] * width])
            continue
        alternatives = _alternatives(element.rstrip("?"), concepts, f"{place}: '{pattern}'")
        elements.append(alternatives + [[]] if element.endswith("?") else alternatives)
    chosen = [list(itertools.chain(*choice)) for choice in itertools.product(*elements)]
    if not all(any("OP" not in token for token in tokens) for tokens in chosen):
        raise DataError(f"{place}: '{pattern}' may match without any word")
    return chosen


def words_of(pattern: str) -> set[str]:
    """The words that stand in a pattern as themselves."""
    elements = (element.rstrip("?") for element in pattern.split() if not _GAP.fullmatch(element))
    return {part for element in elements for part in element.split("|") if _WORD.fullmatch(part)}


def _alternatives(element: str, concepts: Concepts, place: str) -> list[TokenPattern]:
    phrases: list[tuple[str, ...]] = []
    for part in element.split("|"):
        if part.startswith("@"):
            if part[1:] not in concepts:
                raise DataError(f"{place}: there is no concept '{part}'")
            listed = [tuple(phrase.split()) for phrase in concepts[part[1:]]]
            if not all(listed) or not listed:
                raise DataError(f"{place}: the concept '{part}' is empty, or has an empty phrase")
            phrases += listed
        elif _WORD.fullmatch(part):
            phrases.append((part,))
        else:
            raise DataError(f"{place}: '{part}' is neither a word nor a @concept")
    return _folded(phrases)


def _folded(phrases: list[tuple[str, ...]]) -> list[TokenPattern]:
    """Phrases that differ in their first word alone become one token pattern: (can|could) not."""
    firsts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase in phrases:
        firsts[phrase[1:]].add(phrase[0])
    return [[_token(words), *(_token({word}) for word in rest)] for rest, words in firsts.items()]


def _token(words: set[str]) -> dict[str, Any]:
    return {"ORTH": {"IN": sorted(words)}} if len(words) > 1 else {"ORTH": next(iter(words))}
