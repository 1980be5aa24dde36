"""Finding in a text the subjects that there are facts about."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from assistant.facts.loader import Facts, default_facts
from assistant.facts.model import Kind, Subject
from assistant.text import Speller, read

_RANK = [Kind.CONDITION, Kind.TEST, Kind.TREATMENT, Kind.ATROPHY, Kind.FACTOR, Kind.SIGN]
"""Which kind of subject a question is most likely about, where it names several."""

_OTHER = "(another meaning)"
"""What phrases are kept under that hold a name in another meaning: longer ones win, and so the name is not found."""


@dataclass(frozen=True)
class Mention:
    """A subject named in a text."""

    subject: str
    start: int
    end: int
    words: str
    """What was typed."""


class Names:
    """Names of things, which are found in a text in either number and with a letter wrong."""

    def __init__(self, names: Mapping[str, Iterable[str]], right: Iterable[str] = ()) -> None:
        """Make the matcher.

        Args:
            names: what each thing is called, by its id.
            right: texts whose words are right as they stand, although they are near a name.
        """
        self._vocab = spacy.blank("en").vocab
        self._matcher = PhraseMatcher(self._vocab)
        phrases = {key: {_words(name) for name in called} for key, called in names.items()}
        named = {word for called in phrases.values() for phrase in called for word in phrase}
        self._speller = Speller(named.union(*map(_words, right)))
        for key, called in phrases.items():
            self._matcher.add(key, [self._doc(phrase) for phrase in called if phrase])

    def mentions(self, text: str) -> list[Mention]:
        """The things that a text names, in its order; of names that overlap the longest."""
        reading = read(text)
        doc = self._doc([self._speller.correct(word.text) for word in reading.words])
        return [
            Mention(
                span.label_,
                reading.words[span.start].start,
                reading.words[span.end - 1].end,
                reading.typed(span.start, span.end),
            )
            for span in filter_spans(self._matcher(doc, as_spans=True))
        ]

    def _doc(self, words: Iterable[str]) -> Doc:
        return Doc(self._vocab, [_singular(word) for word in words])


class Vocabulary(Names):
    """The names, synonyms, abbreviations and misspellings of all subjects."""

    def __init__(self, facts: Facts) -> None:
        """Make the matcher for the names of these facts' subjects."""
        names = {key: _names(subject) for key, subject in facts.subjects.items()}
        names[_OTHER] = [phrase for subject in facts.subjects.values() for phrase in subject.other_meanings]
        super().__init__(names)
        self._subjects = facts.subjects

    def mentions(self, text: str) -> list[Mention]:
        """The subjects that a text names, in its order; a name in another meaning names none."""
        return [mention for mention in super().mentions(text) if mention.subject != _OTHER]

    def ranked(self, subjects: Iterable[str]) -> list[str]:
        """Subjects without repetition, the one most likely asked about first."""
        known = [subject for subject in dict.fromkeys(subjects) if subject in self._subjects]
        return sorted(known, key=lambda subject: _RANK.index(self._subjects[subject].kind))


@functools.lru_cache(maxsize=1)
def default_vocabulary() -> Vocabulary:
    """The vocabulary of the facts that come with the assistant, built once a process."""
    return Vocabulary(default_facts())


def _names(subject: Subject) -> Iterable[str]:
    return (subject.name, *subject.synonyms, *subject.abbreviations, *subject.misspellings)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in read(name).words)


def _singular(word: str) -> str:
    """Without the plural's ending, so that both numbers match (also "calorie" and "atrophies")."""
    if re.search(r"ies?$", word) and len(word) > 4:
        return re.sub(r"ies?$", "y", word)
    return word[:-1] if re.search(r"[^siu]s$", word) and len(word) > 3 else word
