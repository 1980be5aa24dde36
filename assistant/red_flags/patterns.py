"""The small language of patterns.

A pattern is a line of words. Besides plain words it may hold
    a|b|c       any of these words
    @concept    any word or phrase of that concept; also among others, as in @arm|@leg|body
    word?       the word may be missing (also @concept? and a|b?)
    ...         up to three words of any kind but a denial; ..5 up to five
    <start> <end>  the sentence's start and end
    <number> <many> <year>  what digits are read as
    <not>       what denies in another language
A pattern matches inside one sentence, and at least one of its elements must be required.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.data_files import DataError

GAP = 3
"""How many words `...` may stand for."""

Concepts = Mapping[str, Sequence[str]]
Phrase = tuple[str, ...]
Spell = Callable[[str], Iterable[str]]
"""Turns a word or phrase of the files into the words that it is looked for as."""

START, END = "<start>", "<end>"
"""What stands before a sentence's first word and after its last."""

DENIALS = ("not", "no", "never", "without", "denies", "denied", "nor", "neither", "<not>")
"""No gap reaches over these: "he has not collapsed" is not "he ... collapsed"."""

_GAP = re.compile(r"\.\.(\.|\d)")
_WORD = re.compile(r"[^\W_]+|<number>|<many>|<year>|<not>|<start>|<end>")
_NO_GAP_OVER = frozenset((*DENIALS, START, END))


@dataclass(frozen=True)
class Gap:
    """Up to so many words, whichever they are."""

    width: int

    def ends(self, words: Sequence[str], starts: set[int]) -> set[int]:
        """Where it may end, if it starts at one of `starts`."""
        ends = set(starts)
        for start in starts:
            for i in range(start, min(start + self.width, len(words))):
                if words[i] in _NO_GAP_OVER:
                    break
                ends.add(i + 1)
        return ends

    def starts(self, words: Sequence[str], ends: set[int]) -> set[int]:
        """Where it may start, if it ends at one of `ends`."""
        starts = set(ends)
        for end in ends:
            for i in range(end - 1, max(end - self.width, 0) - 1, -1):
                if words[i] in _NO_GAP_OVER:
                    break
                starts.add(i)
        return starts


class Choice:
    """Any of some phrases, or, where it is optional, nothing."""

    def __init__(self, phrases: Iterable[Phrase], optional: bool) -> None:
        """Sort the phrases by their first and last words, by which they are found."""
        self.phrases = frozenset(phrases)
        self.optional = optional
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        self._by_last: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            self._by_first[phrase[0]].append(phrase)
            self._by_last[phrase[-1]].append(phrase)

    def ends(self, words: Sequence[str], starts: set[int]) -> set[int]:
        """Where it may end, if it starts at one of `starts`."""
        ends = set(starts) if self.optional else set()
        for start in starts:
            for phrase in self._by_first.get(words[start], ()) if start < len(words) else ():
                if stands_at(phrase, words, start):
                    ends.add(start + len(phrase))
        return ends

    def starts(self, words: Sequence[str], ends: set[int]) -> set[int]:
        """Where it may start, if it ends at one of `ends`."""
        starts = set(ends) if self.optional else set()
        for end in ends:
            for phrase in self._by_last.get(words[end - 1], ()) if end else ():
                if end >= len(phrase) and stands_at(phrase, words, end - len(phrase)):
                    starts.add(end - len(phrase))
        return starts


Pattern = tuple[Gap | Choice, ...]
"""What a line of the language is compiled to."""


def stands_at(phrase: Phrase, words: Sequence[str], place: int) -> bool:
    """Whether the phrase's words are those from `place` on."""
    return len(phrase) == 1 and words[place] == phrase[0] or tuple(words[place : place + len(phrase)]) == phrase


def compile_pattern(pattern: str, concepts: Concepts, place: str, spell: Spell = str.split) -> Pattern:
    """Read a pattern.

    Args:
        pattern: a line of the language above.
        concepts: the words and phrases of each @concept.
        place: file and key, named in errors.
        spell: for a pattern whose words are not written as those of a text are read.

    Returns:
        Its elements.

    Raises:
        DataError: the pattern is empty, could match without any word, or holds what is neither
            a word nor a concept with words.
    """
    if not pattern.split():
        raise DataError(f"{place}: a pattern is empty")
    elements = tuple(_element(element, concepts, f"{place}: '{pattern}'", spell) for element in pattern.split())
    if all(isinstance(element, Gap) or element.optional for element in elements):
        raise DataError(f"{place}: '{pattern}' may match without any word")
    return elements


def words_of(pattern: str) -> set[str]:
    """The words that stand in a pattern as themselves."""
    elements = (element.rstrip("?") for element in pattern.split() if not _GAP.fullmatch(element))
    return {part for element in elements for part in element.split("|") if _WORD.fullmatch(part)}


def _element(element: str, concepts: Concepts, place: str, spell: Spell) -> Gap | Choice:
    gap = _GAP.fullmatch(element)
    if gap:
        return Gap(GAP if gap.group(1) == "." else int(gap.group(1)))
    parts = element.rstrip("?").split("|")
    phrases = (phrase for part in parts for phrase in _phrases(part, concepts, place, spell))
    return Choice(phrases, element.endswith("?"))


def _phrases(part: str, concepts: Concepts, place: str, spell: Spell) -> list[Phrase]:
    if part.startswith("@"):
        if part[1:] not in concepts:
            raise DataError(f"{place}: there is no concept '{part}'")
        phrases = [tuple(spell(phrase)) for phrase in concepts[part[1:]]]
        if not all(phrases) or not phrases:
            raise DataError(f"{place}: the concept '{part}' is empty, or has an empty phrase")
        return phrases
    words = tuple(spell(part))
    if words and "." not in part and all(_WORD.fullmatch(word) for word in words):
        return [words]
    raise DataError(f"{place}: '{part}' is neither a word nor a @concept")
