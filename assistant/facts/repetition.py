"""Whether two facts say nearly the same, so that an answer tells nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.facts.loader import Facts
from assistant.facts.model import Fact, Kind
from assistant.facts.similarity import Similarity

ALIKE = 0.9
"""From this likeness on, two facts of one subject say nearly the same, and one is enough."""

RETOLD = 0.82
"""From this likeness on, two facts of different subjects do: they are alike although they name different things."""

NAMED_APART = (Kind.CONDITION, Kind.TEST)
"""Kinds of subjects of which each is a thing of its own: what holds for two illnesses is said of both."""


class Repetition:
    """Tells which facts repeat each other."""

    def __init__(self, facts: Facts, similarity: Similarity) -> None:
        """Take the facts, and how alike they are."""
        self._subjects = facts.subjects
        self._similarity = similarity
        self._number = {fact.id: i for i, fact in enumerate(facts.all)}

    def repeats(self, one: Fact, other: Fact) -> bool:
        """Whether two facts say nearly the same.

        Likeness alone does not tell: "can be reversed" is near "cannot always be reversed". So what
        documents say must be taken from the same words of theirs as well.
        """
        if not _share_words(_evidence(one), _evidence(other)):
            return False
        same = one.subject == other.subject
        if not same and all(self._subjects[fact.subject].kind in NAMED_APART for fact in (one, other)):
            return False
        alike = self._similarity.alike(self._number[one.id], self._number[other.id])
        return alike >= (ALIKE if same else RETOLD)

    def different(self, ranked: Iterable[Fact], most: int) -> tuple[Fact, ...]:
        """The first facts that do not repeat each other, at most so many."""
        chosen: list[Fact] = []
        for fact in ranked:
            if len(chosen) == most:
                break
            if not any(self.repeats(fact, said) for said in chosen):
                chosen.append(fact)
        return tuple(chosen)


def _evidence(fact: Fact) -> list[tuple[str | None, str]]:
    """The words of documents that a fact stands on, each with its document; none where it stands on notes alone."""
    return [(citation.document, words) for citation in fact.sources for words in citation.evidence]


def _share_words(evidence: list[tuple[str | None, str]], others: list[tuple[str | None, str]]) -> bool:
    """Whether some words of one are among the other's; notes alone have none, and so nothing that tells them apart."""
    if not evidence and not others:
        return True
    return any(a == b and (one in other or other in one) for a, one in evidence for b, other in others)
