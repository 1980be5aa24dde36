"""Answer what tells subjects from each other."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import turn
from assistant.answers import Asked
from assistant.facts.query import Found, compare


class ActionCompare(turn.FactAction):
    """Puts the subjects named beside each other."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_compare"

    def look_up(self, tracker: Tracker, asked: Asked) -> list[Found]:
        """What tells them apart."""
        return [compare(asked.subjects, asked.question)]
