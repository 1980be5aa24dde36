"""Red flags in other languages than English: one file of patterns and cues a language.

Simpler than English: what a language has patterns for is an emergency wherever it is said, unless
it is denied, long past, only asked about, or made up. In doubt it is an emergency.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

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

    def spoken(self, reading: Reading, english: Container[str]) -> bool:
        """Whether a text is in one of the languages rather than in English.

        Args:
            reading: the text, its spelling not mended as if it were English.
            english: the words of English.
        """
        words = [word.text for word in reading.words]
        return any(language.outweighs(words, english) for language in self._languages)


class _Compiled:
    """One language."""

    def __init__(self, language: Language, flags: Mapping[str, Flag]) -> None:
        self._name = language.name
        self._code = language.language
        self._flags = flags
        self._meant = {
            self._one_word(typed, word): self._one_word(word, word)
            for word, misspelt in language.misspellings.items()
            for typed in misspelt
        }
        self._common = {word for phrase in language.common for word in _as_read(phrase)}
        unknown = [flag for flag in language.flags if flag not in flags]
        if unknown:
            raise DataError(f"{self._code}.yml: flags.{unknown[0]}: there is no such flag")
        self._lookalikes = self._index(language, {"lookalikes": language.lookalikes})
        self._signs = self._index(language, language.flags, "flags.")
        self._denials = self._index(language, language.denials.dict(), "denials.")
        self._cues = self._index(language, language.cues.dict(), "cues.")

    def _one_word(self, typed: str, key: str) -> str:
        words = _as_read(typed)
        if len(words) != 1:
            raise DataError(f"{self._code}.yml: misspellings.{key}: '{typed}' is not read as one word")
        return words[0]

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

    def outweighs(self, words: list[str], english: Container[str]) -> bool:
        """Whether everyday words of this language, at least one of them not English, outnumber the words of English."""
        own = [word for word in words if word in self._common]
        english_alone = sum(word in english and word not in self._common for word in words)
        return len(own) > english_alone and any(word not in english for word in own)

    def screen(self, reading: Reading) -> Screening:
        """The red flags that a text speaks of, the most urgent first."""
        sentences = [(start, self._without_lookalikes(self._mended(words))) for start, words in reading.sentences()]
        found = [longest(self._signs.find(words)) for _, words in sentences]
        if not any(found):
            return Screening(Urgency.NONE, ())
        studied = any(cue == "study" for _, words in sentences for cue, _ in self._cues.find(words))
        findings = [
            finding
            for (start, words), signs in zip(sentences, found)
            for finding in self._findings(reading, start, words, signs, studied)
        ]
        findings.sort(key=lambda finding: -_ORDER.index(finding.urgency))
        return Screening(findings[0].urgency, tuple(findings), self._code)

    def _findings(
        self, reading: Reading, start: int, words: list[str], signs: list[tuple[str, Span]], studied: bool
    ) -> Iterator[Finding]:
        """The findings of one sentence, whose first word has the number `start` in the text."""
        # A denial that is part of a red flag is none: "no" in "no puedo respirar".
        denials = self._denials.find(blotted(words, (span for _, span in signs)))
        cues = itertools.chain(self._cues.find(words), denials)
        context = _Context(reading.words[start : start + len(words)], cues)
        number = reading.words[start].sentence
        for name, (first, last) in signs:
            flag = self._flags[name]
            assertion, why = context.judge((first, last), flag, studied, number in reading.questions)
            urgency = flag.urgency if assertion is Assertion.ASSERTED else Urgency.MENTION
            typed = reading.typed(start + first, start + last)
            yield Finding(name, typed, Level.NOW, assertion, f"in {self._name}: {why}", urgency, number)


class _Context:
    """The cues of a sentence, and its clauses; words are counted in the sentence."""

    def __init__(self, words: Sequence[Word], cues: Iterable[tuple[str, Span]]) -> None:
        self._starts: dict[str, set[int]] = defaultdict(set)
        self._ends: dict[str, set[int]] = defaultdict(set)
        for cue, (first, last) in cues:
            self._starts[cue].add(first)
            self._ends[cue].add(last)
        # "il" begins a clause, but not in "il y a dix ans"; nor does "que" in "que es".
        begins = self._starts["clauses"] - self._starts["past"] - self._starts["question"]
        self._clause = list(itertools.accumulate(word.after_break or i in begins for i, word in enumerate(words)))
        """The number of each word's clause."""
        self._clauses = {
            cue: {self._clause[i] for i in self._starts[cue]} | {self._clause[i - 1] for i in self._ends[cue]}
            for cue in ("past", "question")
        }
        """The clauses that such cues stand in."""

    def judge(self, span: Span, flag: Flag, studied: bool, asks: bool) -> tuple[Assertion, str]:
        """How the words of a flag are meant, and the reason.

        Args:
            span: the words.
            flag: the flag.
            studied: whether the message is for study or a story.
            asks: whether the sentence ends in a question mark.
        """
        if self._denies(span):
            return Assertion.NEGATED, "denied"
        if self._starts["now"]:
            return Assertion.ASSERTED, "said to be so now"
        if studied:
            return Assertion.HYPOTHETICAL, "for study or a story"
        # Of what can last, one clause may tell, and the next for how long: "no camina, en silla hace años".
        if self._is_said_of(span, "past", anywhere=flag.lasting):
            return Assertion.PAST, "long ago or long known"
        # Who wants to die may ask whether it is wrong to.
        if flag.urgency is not Urgency.CRISIS and self._is_said_of(span, "question", anywhere=asks):
            return Assertion.QUESTION, "a general question"
        return Assertion.ASSERTED, "said to be so"

    def _denies(self, span: Span) -> bool:
        """Whether a denial stands shortly before the words, or right beside them, in the same clause."""
        first, last = span
        if last in self._starts["after"] and self._clause[last] == self._clause[last - 1]:
            return True
        return any(
            self._clause[i - 1] == self._clause[first]
            and (i in self._ends["ahead"] or i == first and i in self._ends["before"])
            for i in range(max(first - DENIAL_REACH, 1), first + 1)
        )

    def _is_said_of(self, span: Span, cue: str, anywhere: bool) -> bool:
        """Whether the sentence begins with a cue, or the words' clause (or one anywhere) has one."""
        if anywhere or 0 in self._starts[cue]:
            return bool(self._starts[cue])
        return not self._clauses[cue].isdisjoint({self._clause[span[0]], self._clause[span[1] - 1]})


def _as_read(phrase: str) -> list[str]:
    """The words that a phrase is read as: without accents, 气 apart from 喘."""
    parts = ([part] if part.startswith("<") else [word.text for word in read(part).words] for part in phrase.split())
    return [word for words in parts for word in words]
