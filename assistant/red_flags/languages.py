"""Red flags in other languages than English: one file of patterns and cues a language.

Simpler than English: what a language has patterns for is an emergency wherever it is said, unless
it is denied, long past, only asked about, or made up. In doubt it is an emergency.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from assistant.data_files import DataError
from assistant.red_flags.matching import PatternIndex, Span, blotted, longest
from assistant.red_flags.model import Assertion, Finding, Flag, Language, Level, Screening, Urgency
from assistant.red_flags.patterns import compile_pattern
from assistant.text import Reading, Word, read

DENIAL_REACH = 3
"""How many words may stand between a denial and what it denies."""

_ORDER = list(Urgency)


class Languages:
    """Finds red flags in other languages. Built once; then pure and quick."""

    def __init__(self, languages: Iterable[Language], flags: Mapping[str, Flag]) -> None:
        """Compile the languages.

        Args:
            languages: what is looked for; where two are equally likely, the earlier is taken.
            flags: the red flags that there are.

        Raises:
            DataError: a pattern is malformed, or a flag unknown; names file, key and pattern.
        """
        self._languages = [_Compiled(language, flags) for language in languages]

    def screen(self, reading: Reading) -> Screening:
        """Look for red flags.

        Args:
            reading: a text as it was read, its spelling not mended as if it were English.

        Returns:
            What was found in one language, the most urgent first. Neighbours share words, so it is the one
            that more of the text's everyday words belong to; among equals the one with the most urgent.
        """
        screenings = [(language, language.screen(reading)) for language in self._languages]
        found = [(language, screening) for language, screening in screenings if screening.findings]
        if not found:
            return Screening(Urgency.NONE, ())
        return max(found, key=lambda each: (each[0].known(reading), _ORDER.index(each[1].urgency)))[1]


class _Compiled:
    """One language."""

    def __init__(self, language: Language, flags: Mapping[str, Flag]) -> None:
        self._name = language.name
        self._code = language.language
        self._urgencies = {name: flag.urgency for name, flag in flags.items()}
        misspellings = ((word, typed) for word, all_typed in language.misspellings.items() for typed in all_typed)
        self._meant = {" ".join(_as_read(typed)): " ".join(_as_read(word)) for word, typed in misspellings}
        self._common = {word for phrase in language.common for word in _as_read(phrase)}
        unknown = [flag for flag in language.flags if flag not in flags]
        if unknown:
            raise DataError(f"{self._code}.yml: flags.{unknown[0]}: there is no such flag")
        self._lookalikes = self._index(language, {"lookalikes": language.lookalikes})
        self._flags = self._index(language, language.flags, "flags.")
        self._denials = self._index(language, language.denials.dict(), "denials.")
        self._cues = self._index(language, language.cues.dict(), "cues.")

    def _index(self, language: Language, patterns: Mapping[str, Iterable[str]], part: str = "") -> PatternIndex:
        index = PatternIndex()
        for key, lines in patterns.items():
            place = f"{self._code}.yml: {part}{key}"
            for line in lines:
                index.add(key, compile_pattern(line, language.concepts, place, self._spell))
        return index

    def _spell(self, phrase: str) -> list[str]:
        """A phrase of the file in the words that texts are looked through by."""
        return self._mended(_as_read(phrase))

    def _mended(self, words: Iterable[str]) -> list[str]:
        return [self._meant.get(word, word) for word in words]

    def _without_lookalikes(self, words: list[str]) -> list[str]:
        return blotted(words, (span for _, span in self._lookalikes.find(words)))

    def known(self, reading: Reading) -> int:
        """How many of a text's words are everyday words of this language."""
        return sum(word.text in self._common for word in reading.words)

    def screen(self, reading: Reading) -> Screening:
        """The red flags that a text speaks of, the most urgent first."""
        sentences = [(start, self._without_lookalikes(self._mended(words))) for start, words in reading.sentences()]
        found = [longest(self._flags.find(words)) for _, words in sentences]
        if not any(found):
            return Screening(Urgency.NONE, ())
        cues = [{cue for cue, _ in self._cues.find(words)} for _, words in sentences]
        everywhere = {"study"} & set(itertools.chain(*cues))
        findings = [
            finding
            for (start, words), flags, own in zip(sentences, found, cues)
            for finding in self._findings(reading, start, words, flags, own | everywhere)
        ]
        findings.sort(key=lambda finding: -_ORDER.index(finding.urgency))
        return Screening(findings[0].urgency, tuple(findings), self._code)

    def _findings(
        self, reading: Reading, start: int, words: list[str], flags: list[tuple[str, Span]], cues: Set[str]
    ) -> Iterator[Finding]:
        """The findings of one sentence, whose first word has the number `start` in the text."""
        # A denial that is part of a red flag is none: "no" in "no puedo respirar".
        found = self._denials.find(blotted(words, (span for _, span in flags)))
        denials = _Denials(reading.words[start : start + len(words)], found)
        for flag, (first, last) in flags:
            assertion, why = self._judge(flag, denials.cover(first, last), cues)
            urgency = self._urgencies[flag] if assertion is Assertion.ASSERTED else Urgency.MENTION
            typed, number = reading.typed(start + first, start + last), reading.words[start].sentence
            yield Finding(flag, typed, Level.NOW, assertion, f"in {self._name}: {why}", urgency, number)

    def _judge(self, flag: str, denied: bool, cues: Set[str]) -> tuple[Assertion, str]:
        if denied:
            return Assertion.NEGATED, "denied"
        if "study" in cues:
            return Assertion.HYPOTHETICAL, "for study or a story"
        if "now" not in cues:
            if "past" in cues:
                return Assertion.PAST, "long ago or long known"
            # Who wants to die may ask whether it is wrong to.
            if "question" in cues and self._urgencies[flag] is not Urgency.CRISIS:
                return Assertion.QUESTION, "a general question"
        return Assertion.ASSERTED, "said to be so"


class _Denials:
    """Where the denials of a sentence start and end; words are counted in the sentence."""

    def __init__(self, words: Sequence[Word], found: Iterable[tuple[str, Span]]) -> None:
        self._words = words
        self._starts: dict[str, set[int]] = defaultdict(set)
        self._ends: dict[str, set[int]] = defaultdict(set)
        for kind, (first, last) in found:
            self._starts[kind].add(first)
            self._ends[kind].add(last)

    def cover(self, first: int, last: int) -> bool:
        """Whether a denial stands shortly before these words, in the same clause, or right beside them."""
        if last in self._starts["after"] and not self._words[last].after_break:
            return True
        for i in range(first, max(first - DENIAL_REACH - 1, 0), -1):
            if self._words[i].after_break or i in self._starts["ends"]:
                return False
            if i in self._ends["ahead"] or i == first and i in self._ends["before"]:
                return True
        return False


def _as_read(phrase: str) -> list[str]:
    """The words that a phrase is read as: without accents, 气 apart from 喘."""
    parts = ([part] if part.startswith("<") else [word.text for word in read(part).words] for part in phrase.split())
    return [word for words in parts for word in words]
