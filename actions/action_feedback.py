"""Count that an answer was found good or bad."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.kept import Kept


class ActionFeedback(Action):
    """Counts for the facts of the last answer; nothing of the person or their words is kept."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_feedback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Count and thank; after a bad answer, offer to try again."""
        good = (tracker.latest_message.get("intent") or {}).get("name") == "feedback_good"
        Kept().rate(tracker.get_slot("told") or [], good)
        dispatcher.utter_message(response="utter_thanks_for_feedback" if good else "utter_sorry_for_answer")
        return []
