"""Stop what is going on."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher


class ActionStop(Action):
    """Ends the questions, and keeps what was answered for as long as the conversation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_stop"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say that they ended, and how to take them up again."""
        asking = tracker.active_loop_name is not None
        dispatcher.utter_message(response="utter_visit_stopped" if asking else "utter_what_else")
        return [ActiveLoop(None), SlotSet("requested_slot", None)] if asking else []
