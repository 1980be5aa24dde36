"""Answer somebody who tells of themselves or another, and asks nothing yet."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import turn
from assistant.answers import Asked, Reply, compose_background
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Kind
from assistant.facts.query import GENERAL, NEAREST, Found, more

KNOWN = (Kind.CONDITION, Kind.ATROPHY, Kind.FACTOR, Kind.TREATMENT)
"""Kinds of subjects that somebody can have, have had, take or do."""


class ActionBackground(turn.FactAction):
    """Says what the documents connect with what was told, and asks what they want to know."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_background"

    def look_up(self, tracker: Tracker, asked: Asked) -> list[Found]:
        """How the subject that the message itself names wastes muscles; nothing where it names none."""
        subjects = default_facts().subjects
        told = next((key for key in turn.named(tracker) if key in subjects and subjects[key].kind in KNOWN), None)
        if told is None:
            last = tracker.get_slot("subject")
            return [Found(last if last in subjects else GENERAL, None, (), narrow=False, covered=True)]
        new = more(told, turn.context(tracker).heard, Aspect.MECHANISM).facts
        return [Found(told, None, new[:NEAREST], narrow=False, covered=True)]

    def put(self, tracker: Tracker, asked: Asked, found: list[Found]) -> Reply:
        """What was told of is named, not judged."""
        return compose_background(found[0])
