"""Red flags in other languages than English: one file of patterns and cues a language.

Simpler than English: what a language has patterns for is an emergency wherever it is said, unless
it is denied, long past, only asked about, or made up. In doubt it is an emergency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
        self._flags = self._index("flags", language.flags, language)
        self._cues = self._index("cues", language.cues.dict(), language)

    def _index(self, key: str, patterns: Mapping[str, Iterable[str]], language: Language) -> PatternIndex:
        index = PatternIndex()
        for label, lines in patterns.items():
            place = f"{self._code}.yml: {key}.{label}"
            for line in lines:
                index.add(label, compile_pattern(line, language.concepts, place, self._spell))
        return index

    def _spell(self, phrase: str) -> list[str]:
        """A phrase of the file in the words that texts are looked through by."""
        return self._mended(_as_read(phrase))

    def _mended(self, words: Iterable[str]) -> list[str]:
        return [self._meant.get(word, word) for word in words]

    def known(self, reading: Reading) -> int:
        """How many of a text's words are everyday words of this language."""
        return sum(word.text in self._common for word in reading.words)

    def screen(self, reading: Reading) -> Screening:
        """The red flags that a text speaks of, the most urgent first."""
        sentences = [(start, self._mended(words)) for start, words in reading.sentences()]
        found = [longest(self._flags.find(words)) for _, words in sentences]
        if not any(found):
            return Screening(Urgency.NONE, ())
        cues = [
            # A cue that is part of a red flag is none: "no" in "no puedo respirar".
            _Cues(reading.words, start, self._cues.find(blotted(words, (span for _, span in flags))))
            for (start, words), flags in zip(sentences, found)
        ]
        studied = any(each.has("study") for each in cues)
        findings = [
            self._finding(reading, flag, (start + first, start + last), own, studied)
            for (start, _), flags, own in zip(sentences, found, cues)
            for flag, (first, last) in flags
        ]
        findings.sort(key=lambda finding: -_ORDER.index(finding.urgency))
        return Screening(findings[0].urgency, tuple(findings), self._code)

    def _finding(self, reading: Reading, flag: str, span: Span, cues: _Cues, studied: bool) -> Finding:
        assertion, why = self._judge(flag, span, cues, studied)
        urgency = self._urgencies[flag] if assertion is Assertion.ASSERTED else Urgency.MENTION
        sentence = reading.words[span[0]].sentence
        return Finding(flag, reading.typed(*span), Level.NOW, assertion, f"in {self._name}: {why}", urgency, sentence)

    def _judge(self, flag: str, span: Span, cues: _Cues, studied: bool) -> tuple[Assertion, str]:
        if cues.deny(span):
            return Assertion.NEGATED, "denied"
        if studied:
            return Assertion.HYPOTHETICAL, "for study or a story"
        if not cues.has("now"):
            if cues.has("past"):
                return Assertion.PAST, "long ago or long known"
            # Who wants to die may ask whether it is wrong to.
            if cues.has("question") and self._urgencies[flag] is not Urgency.CRISIS:
                return Assertion.QUESTION, "a general question"
        return Assertion.ASSERTED, "said to be so"


class _Cues:
    """Where the cues of a sentence start and end; words are counted in the text."""

    def __init__(self, words: Sequence[Word], start: int, found: Iterable[tuple[str, Span]]) -> None:
        self._words = words
        self._starts: dict[str, set[int]] = defaultdict(set)
        self._ends: dict[str, set[int]] = defaultdict(set)
        for cue, (first, last) in found:
            self._starts[cue].add(start + first)
            self._ends[cue].add(start + last)

    def has(self, cue: str) -> bool:
        """Whether a cue stands in the sentence."""
        return cue in self._starts

    def deny(self, span: Span) -> bool:
        """Whether a denial stands shortly before the words, in the same clause, or right beside them."""
        first, after = span
        if after in self._starts.get("denied_after", ()) and not self._words[after].after_break:
            return True
        for i in range(first, max(first - DENIAL_REACH - 1, 0), -1):
            if self._words[i].after_break or i in self._starts.get("denial_ends", ()):
                return False
            if i in self._ends.get("denied", ()) or i == first and i in self._ends.get("denied_before", ()):
                return True
        return False


def _as_read(phrase: str) -> list[str]:
    """The words that a phrase is read as: without accents, 气 apart from 喘."""
    parts = ([part] if part.startswith("<") else [word.text for word in read(part).words] for part in phrase.split())
    return [word for words in parts for word in words]
