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
        """Answer where the facts cover what was typed; ask back otherwise.

        What was typed must be covered by itself: with the last subject's name, "asdf" is too.
        """
        asked = turn.asked(tracker)
        found = find(asked.subjects, turn.aspects(tracker), asked.question)
        if not found.covered or not find((), {}, turn.typed(tracker)).covered:
            dispatcher.utter_message(response="utter_rephrase")
            return []
        reply = compose(found)
        turn.send(dispatcher, reply)
        return turn.remember(found.subject, reply)
