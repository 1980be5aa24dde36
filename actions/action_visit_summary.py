"""Show the page to take to the doctor."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.visit import questions, summary


class ActionVisitSummary(Action):
    """Puts the answers on a page; it is sent nowhere but into this chat."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_visit_summary"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say the page; where it comes from can be asked."""
        reply = summary({slot: tracker.get_slot(slot) for slot in questions().order})
        turn.send(dispatcher, reply)
        return [SlotSet("told", list(reply.told))] if reply.told else []
