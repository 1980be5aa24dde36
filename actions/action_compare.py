"""Answer what tells subjects from each other."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose
from assistant.facts.query import compare


class ActionCompare(Action):
    """Puts the subjects named beside each other."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say the comparison, and keep what it was about."""
        asked = turn.asked(tracker)
        found = compare(asked.subjects, asked.question)
        reply = compose(found)
        turn.send(dispatcher, reply)
        return turn.remember(found.subject, reply)
