"""Say the last answer in short."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose, compose_short
from assistant.facts.model import Aspect
from assistant.facts.query import find


class ActionSimpler(Action):
    """Says the first sentences of what was told, or of what a subject that is named is."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_simpler"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say it in short, and keep what it was about where that is new.

        "Explain the one on chromosome 5" is a question, although it asks to explain.
        """
        names, typed = turn.named(tracker), turn.typed(tracker)
        asked = find(names, {}, typed) if typed else None
        if asked and asked.narrow:
            reply = compose(asked)
            turn.send(dispatcher, reply)
            return turn.remember(tracker, asked.subject, reply)
        if not names:
            turn.send(dispatcher, compose_short(tracker.get_slot("told") or []))
            return []
        found = find(names, {Aspect.DEFINITION: 1.0}, "")
        reply = compose_short([fact.id for fact in found.facts])
        turn.send(dispatcher, reply)
        return turn.remember(tracker, found.subject, reply)
