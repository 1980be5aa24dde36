"""Answer somebody who tells of signs, without a diagnosis."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import turn
from assistant.answers import Asked, Reply, compose_reflection
from assistant.facts.query import Found, connected


class ActionReflect(turn.FactAction):
    """Says back what was told, whom to see, and what the documents connect with it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_reflect"

    def look_up(self, tracker: Tracker, asked: Asked) -> list[Found]:
        """What the documents connect with the signs; what was spoken of before is none of them."""
        return [connected(turn.named(tracker), turn.typed(tracker))]

    def put(self, tracker: Tracker, asked: Asked, found: list[Found]) -> Reply:
        """A reflection in place of an answer."""
        return compose_reflection(found[0], turn.named(tracker))
