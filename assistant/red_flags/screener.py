"""Screening a text for red flags: words, patterns, context, decision."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.red_flags.classifier import Classifier
from assistant.red_flags.context import Context
from assistant.red_flags.loader import load
from assistant.red_flags.matching import PatternIndex
from assistant.red_flags.model import Assertion, Finding, Level, Rules, Screening, Urgency
from assistant.red_flags.patterns import Concepts, compile_pattern, words_of
from assistant.red_flags.places import Places, Span
from assistant.text import Reading, Speller, Word, read

TAKEOVER = (Urgency.EMERGENCY, Urgency.CRISIS)
"""The urgencies that interrupt whatever is going on."""

ALARM = 0.5
"""From this probability on, the classifier raises an alarm."""

DOUBT = 0.1
"""Below this probability, the classifier calms an alarm of the patterns (never a crisis)."""

LEARNED = "learned"
"""The flag of a finding that is the classifier's, which cannot tell which flag it is."""

BLOT = "_"
"""What the words of a lookalike are read as."""

_ORDER = list(Urgency)


class Screener:
    """Finds red flags in text. Built once; then pure and quick."""

    def __init__(self, rules: Rules, classifier: Classifier | None = None) -> None:
        """Compile the rules.

        Args:
            rules: flags, lexicon and cues.
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
        self._lookalikes = PatternIndex()
        for phrase in rules.lexicon.lookalikes:
            self._lookalikes.add(phrase, compile_pattern(phrase, {}, "lexicon.yml: lookalikes"))

    def screen(self, text: str) -> Screening:
        """Look for red flags.

        Args:
            text: what somebody typed.

        Returns:
            The urgency, and every finding with its reason.
        """
        words, screening = self.grammar(text)
        if self._classifier is None or not words or screening.urgency is Urgency.CRISIS:
            return screening
        sentences = _by_sentence(words, screening)
        whole, *alone = self._classifier.likelihood([(words, screening), *sentences])
        if screening.urgency is Urgency.EMERGENCY:
            # The alarming sentences by themselves too: what is asked around them must not drown them.
            alarming = [likely.alarm for likely, (_, own) in zip(alone, sentences) if own.urgency in TAKEOVER]
            probability = max([whole.alarm, *alarming])
            return screening if probability >= DOUBT else _calmed(screening, probability)
        if whole.alarm < ALARM:
            return screening
        urgency = Urgency.CRISIS if whole.crisis >= ALARM else Urgency.EMERGENCY
        why = f"like the emergencies that were learned ({whole.alarm:.0%})"
        alarm = Finding(LEARNED, text.strip(), Level.NOW, Assertion.ASSERTED, why, urgency)
        return Screening(urgency, (alarm, *screening.findings))

    def grammar(self, text: str) -> tuple[str, Screening]:
        """What the patterns alone say.

        Returns:
            The words as they were read, a line each sentence, and the screening.
        """
        reading = self._read(text)
        cues: dict[str, list[Span]] = {name: [] for name in self._rules.cues.dict()}
        spans: list[tuple[str, Level, Span]] = []
        for start, words in _sentences(reading):
            for (file, key), (first, last) in self._index.find(self._without_lookalikes(words)):
                span = (start + first, start + last)
                if file == "context":
                    cues[key].append(span)
                else:
                    spans.append((file, Level(key), span))
        places = {name: Places(found) for name, found in cues.items()}
        context = Context(reading, places, Places(span for _, _, span in spans))
        findings = [self._finding(context, *span) for span in sorted(_longest(spans), key=lambda span: span[2])]
        lines = "\n".join(" ".join(words) for _, words in _sentences(reading))
        return lines, _screening(findings)

    def _finding(self, context: Context, flag: str, level: Level, span: Span) -> Finding:
        assertion, why = context.judge(span, level, self._rules.flags[flag])
        if level is Level.NAMES and assertion is Assertion.ASSERTED:
            assertion, why = Assertion.NAMED, "named, but nobody is said to have it"
        urgency = self._rules.flags[flag].urgency if assertion is Assertion.ASSERTED else Urgency.MENTION
        sentence = context.reading.words[span[0]].sentence
        return Finding(flag, context.reading.typed(*span), level, assertion, why, urgency, sentence)

    def _read(self, text: str) -> Reading:
        """The words of a text, with their spelling mended."""
        reading = read(text)
        return dataclasses.replace(reading, words=tuple(map(self._mended, reading.words)))

    def _mended(self, word: Word) -> Word:
        meant = self._meant.get(word.text) or self._speller.correct(word.text)
        return word if meant == word.text else dataclasses.replace(word, text=meant)

    def _without_lookalikes(self, words: list[str]) -> list[str]:
        """The words with those blotted out that mean something else here."""
        blotted = list(words)
        for _, (first, last) in self._lookalikes.find(words):
            blotted[first:last] = [BLOT] * (last - first)
        return blotted


@functools.lru_cache(maxsize=1)
def default_screener() -> Screener:
    """The screener with the rules that come with the assistant, built once a process."""
    return Screener(load(), Classifier.load())


def screen(text: str) -> Screening:
    """Look for red flags in `text`, by the rules that come with the assistant."""
    return default_screener().screen(text)


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


def _sentences(reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """The words of each sentence, with the number of its first word in the text."""
    start = 0
    for _, words in itertools.groupby(reading.words, key=lambda word: word.sentence):
        texts = [word.text for word in words]
        yield start, texts
        start += len(texts)


def _by_sentence(words: str, screening: Screening) -> list[tuple[str, Screening]]:
    """The words of each sentence, with what the grammar says to them; none where there is only one."""
    if "\n" not in words:
        return []
    findings: dict[int, list[Finding]] = defaultdict(list)
    for finding in screening.findings:
        findings[finding.sentence].append(finding)
    return [(line, _screening(findings[number])) for number, line in enumerate(words.splitlines())]


def _screening(findings: Sequence[Finding]) -> Screening:
    """What findings come to, the most urgent first."""
    ordered = sorted(findings, key=lambda finding: -_ORDER.index(finding.urgency))
    return Screening(ordered[0].urgency if ordered else Urgency.NONE, tuple(ordered))


def _calmed(screening: Screening, probability: float) -> Screening:
    """A screening whose alarms are taken for mentions."""
    why = f"quite unlike the emergencies that were learned ({probability:.0%})"
    findings = (
        dataclasses.replace(f, assertion=Assertion.DOUBTED, why=why, urgency=Urgency.MENTION)
        if f.urgency in TAKEOVER
        else f
        for f in screening.findings
    )
    return Screening(Urgency.MENTION, tuple(findings))


def _longest(spans: list[tuple[str, Level, Span]]) -> list[tuple[str, Level, Span]]:
    """Each once, and without those that lie inside another of the same flag and level."""
    kept = set()
    reached: dict[tuple[str, Level], int] = {}
    for flag, level, (first, last) in sorted(spans, key=lambda span: (span[2][0], -span[2][1])):
        if last > reached.get((flag, level), 0):
            reached[flag, level] = last
            kept.add((flag, level, (first, last)))
    return [span for span in dict.fromkeys(spans) if span in kept]
