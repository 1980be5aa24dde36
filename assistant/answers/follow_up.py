"""Messages that only make sense after another one: "and for MS?", "the second one", "back to ALS", "why?"."""

from __future__ import annotations

import enum
import functools
import re
from pathlib import Path

from pydantic import StrictInt, StrictStr

from assistant.answers.context import LISTED, Context
from assistant.data_files import Strict, parse, read_yaml
from assistant.facts.loader import default_facts
from assistant.facts.model import Kind
from assistant.facts.vocabulary import Mention, default_vocabulary
from assistant.text import read

FILE = Path(__file__).with_name("follow_ups.yml")

LONGEST = 10
"""The most words of a message that only follows another."""


_ASKED_ABOUT = {"what", "how"}
"""Words that ask nothing before "about"."""


class FollowUp(str, enum.Enum):
    """How a message follows what was said before."""

    SAME = "same"
    """The same question about another subject."""
    POINTED = "pointed"
    """One of those that were named is meant."""
    BACK = "back"
    """A subject of before is taken up again."""
    WHY = "why"
    """The reason for what was said is asked."""


class Words(Strict):
    """All of `follow_ups.yml`."""

    fillers: frozenset[StrictStr]
    telling: frozenset[StrictStr]
    pointing: frozenset[StrictStr]
    back: frozenset[StrictStr]
    why: frozenset[StrictStr]
    places: dict[StrictStr, StrictInt]
    others: frozenset[StrictStr]


def follow_up(text: str) -> FollowUp | None:
    """Say how a message follows what was said before.

    Args:
        text: what was typed.

    Returns:
        How; None where it can be understood by itself.
    """
    named = [mention for mention in default_vocabulary().mentions(text) if _can_be_meant(mention)]
    said = read(text).words
    words = {w.text for w in said if not any(m.start <= w.start < m.end for m in named)}
    if not said or len(said) > LONGEST:
        return None
    known = _words()
    if named:
        if words - known.fillers - known.back - (_ASKED_ABOUT if "about" in words else set()):
            return None
        return FollowUp.SAME if words.isdisjoint(known.back) else FollowUp.BACK
    left = words - known.fillers - known.telling - known.back
    if left and left <= known.others.union(known.places) and _pointing_word([word.text for word in said]):
        return FollowUp.POINTED if len(said) > 1 else None
    asks_why = not words.isdisjoint(known.why) or {"how", "come"} <= words
    return FollowUp.WHY if asks_why and left <= known.why | {"come"} else None


def meant(text: str) -> str | None:
    """The subject that a message names and does not deny: of "not ALS, polio" the second."""
    mentions = default_vocabulary().mentions(text)
    denied = {m.subject for m in mentions if re.search(r"\b(?:not|wasn't|isn't)\s*$", text[: m.start], re.IGNORECASE)}
    return next((m.subject for m in mentions if m.subject not in denied), None)


def pointed_at(text: str, context: Context, current: str | None) -> str | None:
    """Say which subject "the second one" or "the other kind" is.

    Args:
        text: what was typed.
        context: what was spoken of.
        current: the subject of the last answer.

    Returns:
        The subject's id; None where nothing is pointed at, or nothing was named there.
    """
    known, listed = _words(), context.listed
    word = _pointing_word([word.text for word in read(text).words])
    if word in known.others:
        return next((subject for subject in (*_siblings(current), *listed) if subject != current), None)
    place = known.places.get(word, len(listed)) if word else len(listed)
    return listed[place] if -len(listed) <= place < len(listed) else None


def _pointing_word(words: list[str]) -> str | None:
    """The word that points, as in "the second one" or "not the first": "first signs" points at nothing."""
    known = _words()
    for word, following in zip(words, [*words[1:], None]):
        if (word in known.places or word in known.others) and (following is None or following in known.pointing):
            return word
    return None


def _can_be_meant(mention: Mention) -> bool:
    """Conditions and kinds of atrophy; "exercise?" rather goes on about what was spoken of."""
    return default_facts().subjects[mention.subject].kind in LISTED


def _siblings(subject: str | None) -> list[str]:
    """The subjects of the same kind that are a part of the same one."""
    subjects = default_facts().subjects
    if subject not in subjects:
        return []
    own = subjects[subject]
    if own.kind is not Kind.ATROPHY or own.broader is None:
        return []
    return [key for key, other in subjects.items() if (other.kind, other.broader) == (own.kind, own.broader)]


@functools.lru_cache(maxsize=1)
def _words() -> Words:
    return parse(Words, read_yaml(FILE), FILE)
