"""Begin to prepare a visit, or go on with it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant.visit import questions


class ActionVisitStart(Action):
    """Says what the questions are; the form that follows asks them."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_visit_start"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Greet a new sheet, or one that was begun; where one is complete, begin anew."""
        answers = [tracker.get_slot(slot) for slot in questions().order]
        if any(answers) and not all(answers):
            dispatcher.utter_message(response="utter_visit_go_on")
            return []
        dispatcher.utter_message(response="utter_visit_intro")
        return [SlotSet(slot, None) for slot in questions().order]
