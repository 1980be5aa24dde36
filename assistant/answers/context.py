"""What a question is about, when it does not say so by itself."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.facts.loader import default_facts
from assistant.facts.model import Kind
from assistant.facts.vocabulary import default_vocabulary
from assistant.text import read

POINTING = frozenset({"it", "its", "that", "this", "they", "them", "those", "these", "one", "he", "she"})
"""Words that point back to what was spoken of."""

_AROUND = (Kind.SIGN, Kind.FACTOR)
"""Kinds that are often what is asked about a subject, rather than the subject."""


def subjects_asked(named: Sequence[str], before: str | None, question: str) -> list[str]:
    """The subjects that a question is about, the most likely first.

    Args:
        named: the subjects that it names, in its order.
        before: the subject of the last answer, if any.
        question: the question as typed.

    Returns:
        Ids of subjects. Where the question names none, or points back ("does it cause
        numbness?"), the subject of the last answer is among them.
    """
    facts = default_facts()
    subjects = default_vocabulary().ranked(named)
    if before is None or before in subjects:
        return subjects
    own = [subject for subject in subjects if facts.subjects[subject].kind not in _AROUND]
    points_back = any(word.text in POINTING for word in read(question).words)
    if not subjects or (points_back and not own):
        return [before, *subjects]
    return subjects
