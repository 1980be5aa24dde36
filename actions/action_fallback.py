"""Answer what was not understood: by the facts if they clearly have it, else by asking back."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose
from assistant.facts.query import find


class ActionFallback(Action):
    """Says the fact that the words point to, or asks for other words."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer where a subject is named or one fact fits the words; ask back otherwise."""
        subjects = [e["value"] for e in tracker.latest_message.get("entities", []) if e.get("entity") == "subject"]
        found = find(subjects, None, turn.question(tracker))
        if not subjects and not found.narrow:
            dispatcher.utter_message(response="utter_rephrase")
            return []
        reply = compose(found)
        turn.send(dispatcher, reply)
        return turn.remember(found.subject, None, reply)
