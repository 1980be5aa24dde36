"""The flags' patterns on spaCy's Matcher, beside the screener's own way of matching."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from assistant.red_flags.matching import PatternIndex, Span
from assistant.red_flags.model import Level, Rules
from assistant.red_flags.patterns import DENIALS, END, START, Choice, Gap, Pattern, compile_pattern
from bench.speed.timing import Timings, milliseconds, time_side_by_side

Found = set[tuple[Hashable, Span]]
Flat = list[dict[str, object]]
"""A pattern as the Matcher knows it: what each word must be."""

NO_GAP_OVER = [*DENIALS, START, END]


@dataclass(frozen=True)
class Comparison:
    """Both ways over the same sentences."""

    patterns: int
    flat: int
    """How many patterns the Matcher needs for the same."""
    building: dict[str, float]
    """Milliseconds."""
    timings: dict[str, Timings]
    """Sentence by sentence."""
    differing: int
    """In how many sentences they do not find the same: 0, or the two cannot be compared."""


OURS, SPACY = "the screener's index", "spaCy's Matcher"


def compare(rules: Rules, sentences: Sequence[list[str]], repeats: int) -> Comparison:
    """Look for the flags' patterns in sentences, given as their words, both ways."""
    patterns = list(_patterns(rules))
    flat: dict[str, list[Flat]] = defaultdict(list)
    for label, pattern in patterns:
        flat[label] += flattened(pattern)
    index, matcher = PatternIndex(), Matcher(spacy.blank("en").vocab)
    building = {
        OURS: sum(milliseconds(lambda one: index.add(*one), one) for one in patterns),
        SPACY: sum(milliseconds(lambda one: matcher.add(*one), one) for one in flat.items()),
    }
    ways: dict[str, Callable[[list[str]], Found]] = {
        OURS: lambda words: set(index.find(words)),
        SPACY: lambda words: found_by(matcher, words),
    }
    differing = sum(ways[OURS](words) != ways[SPACY](words) for words in sentences)
    timings = time_side_by_side({name: (way, sentences) for name, way in ways.items()}, repeats)
    return Comparison(len(patterns), sum(map(len, flat.values())), building, timings, differing)


def flattened(pattern: Pattern) -> Iterator[Flat]:
    """A pattern without phrases among alternatives, which the Matcher does not know: one for each way of choosing."""
    for chosen in itertools.product(*(list(_ways(element)) for element in pattern)):
        yield list(itertools.chain(*chosen))


def found_by(matcher: Matcher, words: list[str]) -> Found:
    """The labels found in a sentence, with the words they cover, as the screener's index gives them."""
    doc = Doc(matcher.vocab, words=[START, *words, END])
    spans = (
        (doc.vocab.strings[key], max(first - 1, 0), min(last - 1, len(words))) for key, first, last in matcher(doc)
    )
    return {(label, (first, last)) for label, first, last in spans if first < last}


def _patterns(rules: Rules) -> Iterator[tuple[str, Pattern]]:
    for flag in rules.flags.values():
        concepts = {**rules.lexicon.concepts, **flag.concepts}
        for level in Level:
            for line in flag.patterns(level):
                yield f"{flag.flag} {level.value}", compile_pattern(line, concepts, flag.flag)


def _ways(element: Gap | Choice) -> Iterator[Flat]:
    """The ways of one element: all its single words are one way, each phrase another."""
    if isinstance(element, Gap):
        yield [{"ORTH": {"NOT_IN": NO_GAP_OVER}, "OP": "?"}] * element.width
        return
    words = sorted(phrase[0] for phrase in element.phrases if len(phrase) == 1)
    if words:
        yield [{"ORTH": {"IN": words}}]
    for phrase in sorted(phrase for phrase in element.phrases if len(phrase) > 1):
        yield [{"ORTH": word} for word in phrase]
    if element.optional:
        yield []
