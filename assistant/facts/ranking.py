"""How well each fact fits a question: by its words, and by the subject and aspect that are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.facts.asking import what_asks
from assistant.facts.loader import Facts
from assistant.facts.model import Aspect, Fact, Kind
from assistant.facts.similarity import Similarity
from assistant.facts.yes_no import taken_apart

BELONGS = 0.7
"""What share of the first fact's score another must have to be said with it."""

NAMED = 0.08
"""What it counts that a fact is about a subject that the question names."""

ASKED = 0.12
"""What it counts that a fact is of the aspect that is asked, where that is certain."""

SPECIFIC = (Kind.CONDITION, Kind.TEST, Kind.TREATMENT)
"""Kinds of subjects that a question which names one is about; signs and factors are often only the occasion."""

KINDS_OF_ATROPHY = ("disuse_atrophy", "neurogenic_atrophy")


@dataclass(frozen=True)
class Ranked:
    """How the facts stand to a question."""

    question: str
    named: Sequence[str]
    """The subjects that it names."""
    aspects: Mapping[Aspect, float]
    near: np.ndarray
    """How near it is to each fact, by the words."""
    ranked: np.ndarray
    """The facts' places, that one first which fits best by words, subject and aspect."""
    belonging: Sequence[Fact]
    """The first fact, and those that fit nearly as well."""

    @property
    def likeness(self) -> float:
        """How near the first fact is, by the words."""
        return float(self.near[self.ranked[0]])


class Ranking:
    """Ranks facts by likeness to the question, by subject and by aspect."""

    def __init__(self, facts: Facts, similarity: Similarity) -> None:
        """Take the facts, and how alike a question is to them."""
        self._all = facts.all
        self._subjects = facts.subjects
        self._similarity = similarity
        self._of_subject = {s: [i for i, f in enumerate(self._all) if f.subject == s] for s in facts.subjects}
        self._of_aspect = {a: [i for i, f in enumerate(self._all) if f.aspect is a] for a in Aspect}

    def of(self, question: str, named: Sequence[str], aspects: Mapping[Aspect, float]) -> Ranked:
        """Rank all facts for a question.

        Args:
            question: the question, its spelling mended.
            named: ids of the subjects named.
            aspects: how likely it is that each aspect is asked (0 to 1).
        """
        near = self._near(question)
        score = near + self._fits(named, aspects)
        ranked = np.argsort(-score)
        belonging = [self._all[i] for i in ranked if score[i] >= BELONGS * score[ranked[0]]]
        return Ranked(question, named, aspects, near, ranked, belonging)

    def _near(self, question: str) -> np.ndarray:
        """How near a question is to each fact: in all its words, or in what it asks after having told something."""
        near = self._similarity.scores(question)
        asking = what_asks(question)
        return np.maximum(near, self._similarity.scores(asking)) if asking else near

    def alike(self, asked: Ranked) -> float:
        """How alike the first fact is to what was typed: a name put behind it is like all said of the subject."""
        typed, left_out = taken_apart(asked.question)
        return float(self._similarity.scores(typed)[asked.ranked[0]]) if left_out else asked.likeness

    def _fits(self, named: Sequence[str], aspects: Mapping[Aspect, float]) -> np.ndarray:
        """How well each fact's subject and aspect fit, whatever the question's words."""
        fits = np.zeros(len(self._all))
        for subject in named:
            if self._subjects[subject].kind in SPECIFIC or subject in KINDS_OF_ATROPHY:
                fits[self._of_subject[subject]] = NAMED
        for aspect, likely in aspects.items():
            fits[self._of_aspect[aspect]] += ASKED * likely
        return fits
