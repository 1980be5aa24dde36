"""Finding the word that was meant, among the words that matter here."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Iterable

from symspellpy import SymSpell, Verbosity

SHORTEST = 5
"""Shorter words are near too many others."""


@functools.lru_cache(maxsize=1)
def english_words() -> dict[str, int]:
    """The words that are right as they stand, and how often each is used (symspellpy's dictionary)."""
    dictionary = importlib.resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    lines = dictionary.read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines)}


class Speller:
    """Corrects towards a small vocabulary, and leaves every proper English word alone."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Make one.

        Args:
            vocabulary: the single words to correct towards, lower case.
        """
        self._vocabulary = frozenset(vocabulary)
        self._near = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in self._vocabulary:
            if len(word) >= SHORTEST:
                self._near.create_dictionary_entry(word, 1)
        self.correct = functools.lru_cache(maxsize=20_000)(self._correct)

    def _correct(self, word: str) -> str:
        """The vocabulary's word that `word` (lower case) was meant to be, or `word` itself.

        One edit is allowed in words of 5 to 7 letters, two in longer ones, and as many
        repeated letters as there are. Of words equally near, one of which letters were
        left out comes first, then the one that is used most.
        """
        if word in self._vocabulary or word in english_words():
            return word
        for squeezed in (re.sub(r"(.)\1{2,}", r"\1\1", word), re.sub(r"(.)\1{2,}", r"\1", word)):
            if squeezed != word and (squeezed in self._vocabulary or squeezed in english_words()):
                return squeezed
        if len(word) < SHORTEST or len(word) > 40:
            return word
        found = self._near.lookup(word, Verbosity.CLOSEST, max_edit_distance=1 if len(word) < 8 else 2)
        used = english_words()
        near = (suggestion.term for suggestion in found)
        return min(near, key=lambda term: (not _left_out(word, term), -used.get(term, 0), term), default=word)


def _left_out(typed: str, meant: str) -> bool:
    """Whether all that is wrong with what was typed is that letters are missing."""
    letters = iter(meant)
    return all(letter in letters for letter in typed)
