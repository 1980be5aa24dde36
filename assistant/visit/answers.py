"""What a message in the middle of the questions is: an answer to which of them, a step, or an aside."""

from __future__ import annotations

import enum
import re

from assistant.answers import FollowUp, follow_up
from assistant.visit.questions import questions

SURE = 0.45
"""How sure the intent must be for a message to be more than an answer."""

SHORT = 12
"""The most words of a step, such as "skip this one"."""

LONGEST = 400
"""The most characters of an answer that are kept: the answers go on one page."""

_ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|but|so|ok|okay|wait|sorry|by the way|btw|um|uh|hi)\W+)*"
    r"(?:what|what's|whats|how|why|which|who|where|when (?:is|are|do|does|should|will)|tell me|explain"
    r"|(?:can|could|does|do|did|is|are|was|will|would|should|may)"
    r" (?:i|you|he|she|it|we|they|there|this|that|the|a|my|muscles?))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;!\n])\s+")
_CLAUSES = re.compile(r"(?<=,)\s+(?:and\s+)?")


class Step(str, enum.Enum):
    """What a message is while the questions are asked."""

    ANSWER = "answer"
    SKIP = "skip"
    BACK = "back"
    CHANGE = "change"
    HELP = "help"
    ASIDE = "aside"
    """Something else: a question, thanks, a wish to stop."""


_STEPS = {
    "skip": Step.SKIP,
    "go_back": Step.BACK,
    "change_answer": Step.CHANGE,
    "unsure": Step.HELP,
    "affirm": Step.HELP,
}


def step(text: str, intent: str, confidence: float) -> Step:
    """Say what a message is while the questions are asked.

    Args:
        text: what was typed, or a button's payload.
        intent: what it was taken for.
        confidence: how sure that is (0 to 1).
    """
    known, short = questions(), len(text.split()) <= SHORT
    if intent in _STEPS and confidence >= SURE and short:
        return _STEPS[intent]
    if text.startswith("/") or _ASKS.search(text) or not text.strip():
        return Step.ASIDE
    if intent == "follow_up" and follow_up(text) is not FollowUp.SAME:  # "polio" is an answer, "back to polio" is none
        return Step.ASIDE
    sure = short and confidence >= SURE
    wish = intent in known.wishes or intent in known.chat and not any(q.fits(text) for q in known.questions)
    return Step.ASIDE if sure and wish else Step.ANSWER


def place(text: str, asked: str) -> dict[str, str]:
    """Sort an answer to the questions.

    Args:
        text: what was typed.
        asked: the slot of the question that was asked.

    Returns:
        The words by slot. They belong to the question asked, unless they clearly answer another one.
    """
    placed: dict[str, list[str]] = {}
    weakest = questions().questions[-1].slot  # "a frozen shoulder" names a part of the body, and is a condition
    for sentence in _SENTENCES.split(text.strip()):
        clauses = _CLAUSES.split(sentence)
        fitting = [_fitting(clause) for clause in clauses]
        answers = any(asked in fits for fits in fitting)
        slot = None
        for clause, fits in zip(clauses, fitting):
            if asked in fits or (answers and fits == [weakest]):
                slot = asked
            elif fits or slot is None:
                slot = fits[0] if fits else asked
            placed.setdefault(slot, []).append(clause.strip())
    return {slot: " ".join(" ".join(clauses).split())[:LONGEST].rstrip(" ,;") for slot, clauses in placed.items()}


def _fitting(clause: str) -> list[str]:
    return [question.slot for question in questions().questions if question.fits(clause)]


def to_change(text: str) -> str | None:
    """The slot of the answer that somebody wants to change, where they name it."""
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return next((question.slot for question in questions().questions if words & question.names), None)
