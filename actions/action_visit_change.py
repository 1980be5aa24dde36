"""Change an answer after all questions are answered."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.visit import questions, to_change


class ActionVisitChange(Action):
    """Forgets the answer that is named, and has the form ask for it again."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_visit_change"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Ask again for the answer; ask which, where that is not said."""
        slot = to_change(turn.typed(tracker))
        if slot is None or not any(tracker.get_slot(each) for each in questions().order):
            dispatcher.utter_message(response="utter_change_which")
            return []
        return [SlotSet(slot, None), FollowupAction("visit_form")]
