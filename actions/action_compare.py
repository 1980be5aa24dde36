"""Answer what tells subjects from each other."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose_comparison
from assistant.facts.query import compare


class ActionCompare(Action):
    """Puts the subjects named beside each other; the two kinds of atrophy where fewer than two are."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_compare"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say the comparison, and keep its first subject."""
        compared = compare(turn.subjects(tracker), turn.question(tracker))
        reply = compose_comparison(compared)
        turn.send(dispatcher, reply)
        return turn.remember(compared.subjects[0], None, reply)
