"""Finding patterns in sentences: spaCy's Matcher, asked only where a pattern can match at all."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from assistant.red_flags.patterns import END, START, TokenPattern

Span = tuple[int, int]
"""First word, and the word after the last, counted in the sentence."""


class PatternIndex:
    """Many patterns, each looked up by a word that it cannot do without.

    One Matcher for all would try every pattern at every word; most messages hold the
    needed word of a few dozen patterns only.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Make an empty index."""
        self._vocab = vocab
        self._matchers: list[tuple[Hashable, Matcher]] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, label: Hashable, patterns: list[TokenPattern]) -> None:
        """Add patterns, any of which stands for `label`."""
        matcher = Matcher(self._vocab)
        matcher.add("pattern", patterns)
        for word in set(itertools.chain.from_iterable(map(_needed_words, patterns))):
            self._by_word[word].append(len(self._matchers))
        self._matchers.append((label, matcher))

    def find(self, words: list[str]) -> Iterator[tuple[Any, Span]]:
        """The labels found in a sentence, each with the words it covers."""
        bounded = [START, *words, END]
        candidates = {i for word in set(bounded) for i in self._by_word.get(word, ())}
        if not candidates:
            return
        doc = Doc(self._vocab, bounded)
        for i in sorted(candidates):
            label, matcher = self._matchers[i]
            for _, first, last in matcher(doc):
                span = (max(first - 1, 0), min(last - 1, len(words)))
                if span[0] < span[1]:
                    yield label, span


def _needed_words(tokens: TokenPattern) -> Iterable[str]:
    """The words one of which must be there, at the place where the fewest and rarest may stand."""
    required = [token for token in tokens if "OP" not in token]
    places = [spec["IN"] if isinstance(spec := token["ORTH"], dict) else [spec] for token in required]
    return min(places, key=lambda words: (sum(word in STOP_WORDS for word in words), len(words)))
