"""Finding patterns in sentences: each is looked for only around a word that it cannot do without.

spaCy's Matcher is not used: it knows no phrases among alternatives, so that a line with three
concepts became hundreds of patterns, and a message took several times as long (docs/bench.md).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from assistant.red_flags.patterns import END, START, Choice, Pattern, Phrase, stands_at

Span = tuple[int, int]
"""First word, and the word after the last, counted in the sentence."""


@dataclass(frozen=True)
class _Anchored:
    """A pattern, taken apart at the element that is looked for first."""

    label: Hashable
    before: Pattern
    after: Pattern
    needed: tuple[frozenset[str], ...]
    """Of each other required element, the words it may begin with: one must be in the sentence."""

    def spans(self, words: list[str], phrase: Phrase, place: int) -> Iterator[Span]:
        """Every stretch that matches, where the anchor is this phrase at this place."""
        if not self.before and not self.after:
            yield place, place + len(phrase)
            return
        starts, ends = {place}, {place + len(phrase)}
        for element in reversed(self.before):
            starts = element.starts(words, starts)
        for element in self.after if starts else ():
            ends = element.ends(words, ends)
        yield from itertools.product(sorted(starts), sorted(ends))


class PatternIndex:
    """Many patterns, looked for at once."""

    def __init__(self) -> None:
        """Make an empty index."""
        self._by_word: dict[str, list[tuple[_Anchored, Phrase, int]]] = defaultdict(list)

    def add(self, label: Hashable, pattern: Pattern) -> None:
        """Add a pattern that stands for `label`."""
        required = [element for element in pattern if isinstance(element, Choice) and not element.optional]
        anchor = min(required, key=_commonness)
        at = next(i for i, element in enumerate(pattern) if element is anchor)
        needed = tuple(frozenset(phrase[0] for phrase in other.phrases) for other in required if other is not anchor)
        anchored = _Anchored(label, pattern[:at], pattern[at + 1 :], needed)
        for phrase in anchor.phrases:
            offset = next((i for i, word in enumerate(phrase) if word not in STOP_WORDS), 0)
            self._by_word[phrase[offset]].append((anchored, phrase, offset))

    def find(self, words: list[str]) -> Iterator[tuple[Any, Span]]:
        """The labels found in a sentence, each with the words it covers."""
        bounded = [START, *words, END]
        present = set(bounded)
        for i, word in enumerate(bounded):
            for anchored, phrase, offset in self._by_word.get(word, ()):
                if any(present.isdisjoint(needed) for needed in anchored.needed):
                    continue
                if i >= offset and stands_at(phrase, bounded, i - offset):
                    for first, last in anchored.spans(bounded, phrase, i - offset):
                        span = (max(first - 1, 0), min(last - 1, len(words)))
                        if span[0] < span[1]:
                            yield anchored.label, span


def _commonness(element: Choice) -> tuple[int, int]:
    """How much work it is to look for an element first: by its common phrases, and all of them."""
    return sum(STOP_WORDS.issuperset(phrase) for phrase in element.phrases), len(element.phrases)
