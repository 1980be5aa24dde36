"""Asking the facts: `find(subjects, aspect, question)`."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from assistant.facts.loader import Facts, default_facts
from assistant.facts.model import Aspect, Fact
from assistant.facts.similarity import Similarity

GENERAL = "muscle_atrophy"
"""The subject that is meant where none is named."""

MOST = 6
"""The most facts that an answer holds."""

NARROW = 0.42
"""From this similarity on, a question asks for one fact."""

KIN: dict[Aspect, tuple[Aspect, ...]] = {
    Aspect.DEFINITION: (Aspect.KINDS, Aspect.MECHANISM),
    Aspect.KINDS: (Aspect.DEFINITION,),
    Aspect.SYMPTOMS: (Aspect.COMPLICATIONS, Aspect.DEFINITION),
    Aspect.CAUSES: (Aspect.MECHANISM, Aspect.RISK),
    Aspect.MECHANISM: (Aspect.CAUSES, Aspect.DEFINITION),
    Aspect.RISK: (Aspect.FIGURES, Aspect.CAUSES),
    Aspect.FIGURES: (Aspect.RISK, Aspect.EXERCISE),
    Aspect.DIAGNOSIS: (Aspect.VISIT, Aspect.CARE),
    Aspect.VISIT: (Aspect.DIAGNOSIS, Aspect.CARE),
    Aspect.TREATMENT: (Aspect.EXERCISE, Aspect.DIET, Aspect.OUTLOOK),
    Aspect.EXERCISE: (Aspect.TREATMENT, Aspect.PREVENTION),
    Aspect.DIET: (Aspect.TREATMENT, Aspect.CAUSES, Aspect.PREVENTION),
    Aspect.PREVENTION: (Aspect.EXERCISE, Aspect.DIET, Aspect.TREATMENT),
    Aspect.OUTLOOK: (Aspect.TREATMENT, Aspect.PREVENTION),
    Aspect.COMPLICATIONS: (Aspect.OUTLOOK, Aspect.SYMPTOMS),
    Aspect.CARE: (Aspect.COMPLICATIONS, Aspect.SYMPTOMS),
}
"""Which aspects answer for one that a subject has no fact of, the nearest first."""


SIGNS = (Aspect.SYMPTOMS, Aspect.CAUSES, Aspect.MECHANISM, Aspect.CARE)
"""The aspects in which signs stand that somebody may have."""

CONNECTED = 4
"""The most facts that are connected with what somebody tells."""

KINDS_OF_ATROPHY = ("disuse_atrophy", "neurogenic_atrophy")

TELLING = (Aspect.DEFINITION, Aspect.CAUSES, Aspect.MECHANISM, Aspect.SYMPTOMS, Aspect.KINDS, Aspect.OUTLOOK)
"""The aspects that tell one subject from another, the most telling first."""


@dataclass(frozen=True)
class Found:
    """What the facts say to a question."""

    subject: str
    """What the answer is about."""
    aspect: Optional[Aspect]
    facts: tuple[Fact, ...]
    """The fact that answers first, then those that belong to it."""
    narrow: bool
    """Whether the first fact answers by itself."""
    covered: bool
    """False where the documents do not say what was asked; the facts are then the nearest."""


@dataclass(frozen=True)
class Compared:
    """What tells subjects from each other."""

    subjects: tuple[str, ...]
    facts: tuple[Fact, ...]


class Finder:
    """Ranks facts by subject, aspect and likeness to the question."""

    def __init__(self, facts: Facts) -> None:
        """Prepare to search these facts."""
        self._facts = facts
        self._all = facts.all
        self._similarity = Similarity(self._all)

    def find(self, subjects: Sequence[str], aspect: Optional[Aspect], question: str) -> Found:
        """Find what answers a question.

        Args:
            subjects: ids of the subjects named, the most likely first; may be empty.
            aspect: what is asked about them; None where that is not understood.
            question: the question as typed.

        Returns:
            At most MOST facts, the one that answers best first.
        """
        named = [subject for subject in subjects if subject in self._facts.subjects]
        near = dict(zip((fact.id for fact in self._all), self._similarity.scores(question)))
        score = {fact.id: near[fact.id] + self._fit(fact, named, aspect) for fact in self._all}
        ranked = sorted(self._all, key=lambda fact: -score[fact.id])
        best = ranked[0]
        narrow = bool(near[best.id] >= NARROW)
        subject = best.subject if narrow or not named else named[0]
        listed = [f for f in self._facts.subjects[subject].facts if aspect is None or f.aspect is aspect]
        if narrow:
            facts = [best, *ranked[1:3], *listed]
        else:
            facts = [*listed, *(f for f in ranked if f.subject == subject), *ranked]
        unique = tuple(dict.fromkeys(facts))[:MOST]
        return Found(subject, aspect, unique, narrow, narrow or bool(listed))

    def connected(self, subjects: Sequence[str], story: str) -> Found:
        """Find what the documents connect with signs that somebody tells of."""
        near = self._similarity.scores(story)
        fitting = [
            (near[i] + (0.2 if fact.subject in subjects else 0.0), fact)
            for i, fact in enumerate(self._all)
            if fact.aspect in SIGNS
        ]
        ranked = [fact for _, fact in sorted(fitting, key=lambda pair: -pair[0])]
        subject = next(iter(subjects), ranked[0].subject)
        return Found(subject, None, tuple(ranked[:CONNECTED]), narrow=False, covered=True)

    def compare(self, subjects: Sequence[str], question: str) -> Compared:
        """Find what tells subjects apart; the two kinds of atrophy where fewer than two are named."""
        named = [subject for subject in subjects if subject in self._facts.subjects]
        if len(named) < 2:
            named = [*named, *(kind for kind in KINDS_OF_ATROPHY if kind not in named)]
        pair = named[:2] if GENERAL not in named or len(named) == 2 else [s for s in named if s != GENERAL][:2]
        near = dict(zip((fact.id for fact in self._all), self._similarity.scores(question)))
        outright = [fact for fact in self._all if near[fact.id] >= NARROW and fact.aspect in TELLING]
        outright.sort(key=lambda fact: -near[fact.id])
        own = [fact for subject in pair for fact in self._telling(subject)]
        return Compared(tuple(pair), tuple(dict.fromkeys([*outright[:1], *own])))

    def more(self, subject: str, told: Sequence[str]) -> Found:
        """Find what was not told yet of a subject, in the order of its file."""
        rest = [fact for fact in self._facts.subjects[subject].facts if fact.id not in told]
        return Found(subject, None, tuple(rest[:MOST]), narrow=False, covered=True)

    def _telling(self, subject: str) -> list[Fact]:
        """A subject's first fact of each aspect that tells it from others."""
        facts = self._facts.subjects[subject].facts
        firsts = (next((fact for fact in facts if fact.aspect is aspect), None) for aspect in TELLING)
        return [fact for fact in firsts if fact is not None][:2]

    def _fit(self, fact: Fact, named: list[str], aspect: Optional[Aspect]) -> float:
        """How well a fact's subject and aspect fit, whatever the question's words."""
        subject = 0.0
        if fact.subject in (named or [GENERAL]):
            subject = 0.3
        elif self._facts.subjects[fact.subject].broader in named:
            subject = 0.1
        asked = 0.0
        if aspect is not None:
            asked = 0.2 if fact.aspect is aspect else 0.1 if fact.aspect in KIN[aspect] else 0.0
        return subject + asked


@functools.lru_cache(maxsize=1)
def default_finder() -> Finder:
    """The finder of the facts that come with the assistant, built once a process."""
    return Finder(default_facts())


def find(subjects: Sequence[str], aspect: Optional[Aspect], question: str) -> Found:
    """Find what answers a question, in the facts that come with the assistant."""
    return default_finder().find(subjects, aspect, question)


def connected(subjects: Sequence[str], story: str) -> Found:
    """Find what the documents connect with signs told of, in the facts that come with the assistant."""
    return default_finder().connected(subjects, story)


def compare(subjects: Sequence[str], question: str) -> Compared:
    """Find what tells subjects apart, in the facts that come with the assistant."""
    return default_finder().compare(subjects, question)


def more(subject: str, told: Sequence[str]) -> Found:
    """Find what was not told yet of a subject, in the facts that come with the assistant."""
    return default_finder().more(subject, told)
