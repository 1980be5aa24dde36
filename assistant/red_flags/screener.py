"""Screening a text for red flags: words, patterns, context, decision."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Container, Iterable, Iterator

from assistant.red_flags.classifier import Classifier
from assistant.red_flags.context import Context
from assistant.red_flags.languages import Languages
from assistant.red_flags.loader import load
from assistant.red_flags.matching import PatternIndex, blotted, longest
from assistant.red_flags.model import Assertion, Finding, Level, Rules, Screening, Urgency, Wording
from assistant.red_flags.patterns import Concepts, compile_pattern, words_of
from assistant.red_flags.places import Places, Span
from assistant.red_flags.weighing import weigh
from assistant.text import Reading, Speller, read

_ORDER = list(Urgency)


class Screener:
    """Finds red flags in text. Built once; then pure and quick."""

    def __init__(self, rules: Rules, classifier: Classifier | None = None) -> None:
        """Compile the rules.

        Args:
            rules: flags, lexicon, cues and languages.
            classifier: the layer that catches what no pattern does; None to go by the patterns alone.

        Raises:
            DataError: a pattern is malformed; the message names file, key and pattern.
        """
        self._rules = rules
        self._classifier = classifier
        self._index = PatternIndex()
        vocabulary: set[str] = set()
        for file, key, pattern, concepts in _all_patterns(rules):
            self._index.add((file, key), compile_pattern(pattern, concepts, f"{file}.yml: {key}"))
            vocabulary |= words_of(pattern)
        for concepts in (rules.lexicon.concepts, *(flag.concepts for flag in rules.flags.values())):
            vocabulary |= {word for phrase in itertools.chain(*concepts.values()) for word in phrase.split()}
        self._meant = {typed: word for word, all_typed in rules.lexicon.misspellings.items() for typed in all_typed}
        self._speller = Speller(vocabulary)
        self._greetings = _index(rules.lexicon.greetings, "greetings")
        self._lookalikes = _index(rules.lexicon.lookalikes, "lookalikes")
        self._languages = Languages(rules.languages, rules.flags)

    def screen(self, text: str) -> Screening:
        """Look for red flags.

        Args:
            text: what somebody typed.

        Returns:
            The urgency, every finding with its reason, and the language to answer in.
        """
        reading = read(text)
        wording, english = self._grammar(reading)
        if self._classifier is not None and self._is_english(reading, self._classifier.vocabulary):
            english = weigh(self._classifier, wording, english)
        return _together(english, self._languages.screen(reading))

    def grammar(self, text: str) -> tuple[Wording, Screening]:
        """What the English patterns alone say.

        Returns:
            The message as it was read, and the screening.
        """
        return self._grammar(read(text))

    def _is_english(self, reading: Reading, vocabulary: Container[str]) -> bool:
        """Whether most words are the classifier's, which of another language would judge the few that look English."""
        known = [self._mend(word.text) in vocabulary for word in reading.words]
        return sum(known) > len(known) / 2 and not self._languages.spoken(reading, vocabulary)

    def _grammar(self, reading: Reading) -> tuple[Wording, Screening]:
        reading = self._ungreeted(self._mended(reading))
        cues: dict[str, list[Span]] = {name: [] for name in self._rules.cues.dict()}
        spans: list[tuple[tuple[str, Level], Span]] = []
        for start, words in reading.sentences():
            lookalikes = (span for _, span in self._lookalikes.find(words))
            for (file, key), (first, last) in self._index.find(blotted(words, lookalikes)):
                span = (start + first, start + last)
                if file == "context":
                    cues[key].append(span)
                else:
                    spans.append(((file, Level(key)), span))
        places = {name: Places(found) for name, found in cues.items()}
        context = Context(reading, places, Places(span for _, span in spans))
        in_order = sorted(longest(spans), key=lambda found: found[1])
        findings = [self._finding(context, flag, level, span) for (flag, level), span in in_order]
        findings.sort(key=lambda finding: -_ORDER.index(finding.urgency))
        urgency = findings[0].urgency if findings else Urgency.NONE
        return _wording(reading), Screening(urgency, tuple(findings))

    def _finding(self, context: Context, flag: str, level: Level, span: Span) -> Finding:
        assertion, why = context.judge(span, level, self._rules.flags[flag])
        if level is Level.NAMES and assertion is Assertion.ASSERTED:
            assertion, why = Assertion.NAMED, "named, but nobody is said to have it"
        urgency = self._rules.flags[flag].urgency if assertion is Assertion.ASSERTED else Urgency.MENTION
        sentence = context.reading.words[span[0]].sentence
        return Finding(flag, context.reading.typed(*span), level, assertion, why, urgency, sentence)

    def _mended(self, reading: Reading) -> Reading:
        """The same with the spelling of its words mended."""
        words = (dataclasses.replace(word, text=self._mend(word.text)) for word in reading.words)
        return dataclasses.replace(reading, words=tuple(words))

    def _ungreeted(self, reading: Reading) -> Reading:
        """The same without what opens a sentence and says nothing of it: "hello" in "hello, my face droops"."""
        greetings: set[int] = set()
        for start, words in reading.sentences():
            ends = {first: last for _, (first, last) in sorted(self._greetings.find(words), key=lambda found: found[1])}
            first = 0
            while first in ends:
                first = ends[first]
            if first < len(words):
                greetings.update(range(start, start + first))
        if not greetings:
            return reading
        kept = tuple(word for number, word in enumerate(reading.words) if number not in greetings)
        return dataclasses.replace(reading, words=kept)

    def _mend(self, word: str) -> str:
        return self._meant.get(word) or self._speller.correct(word)


@functools.lru_cache(maxsize=1)
def default_screener() -> Screener:
    """The screener with the rules that come with the assistant, built once a process."""
    return Screener(load(), Classifier.load())


def screen(text: str) -> Screening:
    """Look for red flags in `text`, by the rules that come with the assistant."""
    return default_screener().screen(text)


def _index(phrases: Iterable[str], key: str) -> PatternIndex:
    """Patterns of the lexicon, to be looked for."""
    index = PatternIndex()
    for phrase in phrases:
        index.add(phrase, compile_pattern(phrase, {}, f"lexicon.yml: {key}"))
    return index


def _all_patterns(rules: Rules) -> Iterator[tuple[str, str, str, Concepts]]:
    """Every pattern, with the file (without its ending) and the key it stands under, and its concepts."""
    for name, patterns in rules.cues.dict().items():
        for pattern in patterns:
            yield "context", name, pattern, rules.lexicon.concepts
    for flag in rules.flags.values():
        concepts = {**rules.lexicon.concepts, **flag.concepts}
        for level in Level:
            for pattern in flag.patterns(level):
                yield flag.flag, level.value, pattern, concepts


def _wording(reading: Reading) -> Wording:
    """A message for the classifier."""
    plain, typed = [], []
    for number, (start, words) in enumerate(reading.sentences()):
        plain.append(" ".join([*words, "?" if number in reading.questions else "."]))
        typed.append(reading.typed(start, start + len(words)))
    return Wording(tuple(plain), tuple(typed))


def _together(english: Screening, other: Screening) -> Screening:
    """A text as the more urgent of its two screenings; among equals it is answered in the other language."""
    order = _ORDER.index
    findings = sorted((*english.findings, *other.findings), key=lambda finding: -order(finding.urgency))
    if order(english.urgency) > order(other.urgency):
        return Screening(english.urgency, tuple(findings))
    return Screening(other.urgency, tuple(findings), other.language)
