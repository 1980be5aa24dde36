"""Answer somebody who tells of signs, without a diagnosis."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose_reflection
from assistant.facts.query import connected


class ActionReflect(Action):
    """Says whom to see, and what the documents connect with what was told."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_reflect"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Reflect what was told, and keep what it was about."""
        asked = turn.asked(tracker)
        found = connected(asked.subjects, asked.question)
        reply = compose_reflection(found)
        turn.send(dispatcher, reply)
        return turn.remember(found.subject, reply)
