"""What a question is about, when it does not say so by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.facts.loader import default_facts
from assistant.facts.model import Kind
from assistant.facts.vocabulary import default_vocabulary
from assistant.text import read

POINTING = frozenset({"it", "its", "that", "this", "they", "them", "those", "these", "one", "he", "she"})
"""Words that point back to what was spoken of."""

_AROUND = (Kind.SIGN, Kind.FACTOR)
"""Kinds that are often what is asked about a subject, rather than the subject."""


SHORT = 6
"""A question of so many words or fewer, which names no subject, goes on about the last one."""


class Asked(NamedTuple):
    """A question that can be understood by itself."""

    subjects: list[str]
    """What it is about, the most likely first."""
    question: str
    """As typed, and the name of the subject that it left out."""


def in_full(question: str, named: Sequence[str], before: str | None) -> Asked:
    """Complete a question by what was spoken of before.

    Args:
        question: the question as typed.
        named: the subjects that it names, in its order.
        before: the subject of the last answer, if any.

    Returns:
        The question in full. Where it points back ("does it cause numbness?") or is short
        and names no subject ("how common?"), it is about the subject of the last answer.
    """
    facts = default_facts()
    subjects = default_vocabulary().ranked(named)
    if before not in facts.subjects or before in subjects:  # a conversation can outlive a subject
        return Asked(subjects, question)
    words = [word.text for word in read(question).words]
    own = [subject for subject in subjects if facts.subjects[subject].kind not in _AROUND]
    points_back = not own and not POINTING.isdisjoint(words)
    goes_on = not subjects and len(words) <= SHORT
    if not points_back and not goes_on:
        return Asked(subjects, question)
    return Asked([before, *subjects], f"{question} ({facts.subjects[before].name})" if question else "")
