"""What a question is about, when it does not say so by itself, and what is kept of a conversation for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Kind
from assistant.facts.query import GENERAL
from assistant.facts.vocabulary import Mention, default_vocabulary
from assistant.text import read

POINTING = frozenset({"it", "its", "that", "this", "they", "them", "those", "these", "one", "he", "she"})
"""Words that point back to what was spoken of."""

_AROUND = (Kind.SIGN, Kind.FACTOR, Kind.TREATMENT)
"""Kinds that are often what is asked about a subject, rather than the subject."""

LISTED = (Kind.CONDITION, Kind.ATROPHY)
"""Kinds that "the second one" can mean."""

SHORT = 6
"""A question of so many words or fewer, which names no subject, goes on about the last one."""

SENTENCE = 4
"""The fewest words of what can be a sentence."""

EARLIER = 5
"""How many subjects one can go back to."""

HEARD = 100
"""How many of the facts told last are not told again where more is asked for: more than any subject has."""

_ASKS = (
    r"(?:(?:also|then|so) )?(?:(?:what|what's|whats|how|which|who|why|where|when|tell me|explain)\b"
    r"|(?:is|are|can|could|do|does|did|will|would|should)"
    r" (?:it|they|there|this|that|these|those|the|a|an|my|you|i|we)\b)"
)
_ASKING = re.compile(_ASKS, re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:[?.;!]+\s+|,\s+|,?\s+(?:and|plus)\s+)(?={_ASKS})", re.IGNORECASE)
"""What stands between two questions in one message."""


class Asked(NamedTuple):
    """A question that can be understood by itself."""

    subjects: list[str]
    """What it is about, the most likely first."""
    question: str
    """As typed, and the name of the subject that it left out."""


class Context(BaseModel):
    """What is kept of a conversation beside its last answer."""

    question: tuple[str, str] = ("", "")
    """The last question's words before and after its subject."""
    aspects: dict[Aspect, float] = {}
    """How likely the last question asked for each aspect."""
    listed: tuple[str, ...] = ()
    """The subjects that the last answers named, in their order."""
    earlier: tuple[str, ...] = ()
    """The subjects spoken of before the last one, the latest first."""
    heard: tuple[str, ...] = ()
    """The ids of the facts told, the latest last."""

    @classmethod
    def read(cls, kept: Any) -> Context:
        """Take it from a slot; what cannot be read, as of an older version, is as if nothing was said."""
        try:
            return cls.parse_obj(kept or {})
        except ValidationError:
            return cls()

    def keep(self) -> dict[str, Any]:
        """What a slot can hold."""
        kept = self.dict(exclude={"aspects"})
        return {**kept, "aspects": {aspect.value: likely for aspect, likely in self.aspects.items()}}

    def asked_about(self, subject: str) -> str:
        """The last question again, about another subject; empty where it was a button's."""
        before, after = self.question
        return f"{before}{default_facts().subjects[subject].name}{after}" if before or after else ""

    def after(self, subject: str, left: str | None, told: Sequence[str], said: str, asked: str = "") -> Context:
        """What is kept after an answer.

        Args:
            subject: what it was about.
            left: what the answer before was about.
            told: the ids of the facts in it.
            said: its text.
            asked: the question, of which "the second one" means the second before it means that of the answer.
        """
        lead = said.partition("\n")[0]  # what stands below it is named by the way
        named = next((names for names in (_named_in(asked), _named_in(lead, subject)) if len(names) > 1), None)
        listed = named or (self.listed if subject in (*self.listed, left) else ())
        earlier = [known for known in (left, *self.earlier) if known and known != subject]
        return self.copy(
            update={
                "listed": tuple(listed),
                "earlier": tuple(dict.fromkeys(earlier))[:EARLIER],
                "heard": tuple(dict.fromkeys([*(fact for fact in self.heard if fact not in told), *told]))[-HEARD:],
            }
        )


def around(question: str, mentions: Iterable[Mention], subject: str) -> tuple[str, str]:
    """A question's words before and after a subject that it names, or as if it named it at its end.

    Only an illness has others in its place: after "does exercise help", "and in ALS?" asks for exercise as well.
    """
    kinds = {key: known.kind for key, known in default_facts().subjects.items()}
    mention = next((m for m in mentions if m.subject == subject and kinds[subject] in LISTED), None)
    if mention is None or not question:
        return (f"{question} (", ")") if question else ("", "")
    return question[: mention.start], question[mention.end :]


def parts(question: str) -> list[str]:
    """The questions in a message; the message itself where it is one."""
    pieces = _BETWEEN.split(question)
    return pieces if all(_ASKING.match(piece) for piece in pieces) else [question]


def points_back(question: str) -> bool:
    """Whether a question is a sentence on what was spoken of: "is there a name for that", not "that asdf"."""
    words = [word.text for word in read(question).words]
    return len(words) >= SENTENCE and not POINTING.isdisjoint(words)


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


def _named_in(text: str, subject: str | None = None) -> list[str]:
    """The subjects that a text names, but for one, and for muscle atrophy, which is named in most."""
    subjects = default_facts().subjects
    named = dict.fromkeys(mention.subject for mention in default_vocabulary().mentions(text))
    return [key for key in named if key not in (subject, GENERAL) and subjects[key].kind in LISTED]
