"""Take back an emergency that is none; without one, "is it normal?" and the like are questions."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from actions.action_fallback import ActionFallback


class ActionNotNow(ActionFallback):
    """Goes on after a false alarm."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_not_now"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say so after an emergency was called, or where it was a button's; else answer what was not understood."""
        if turn.typed(tracker) and not turn.after_emergency(tracker):
            return super().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_not_now")
        return []
