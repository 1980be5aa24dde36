"""Tell more of what was just spoken about."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose, compose_nothing_more
from assistant.facts.query import GENERAL, more


class ActionMore(Action):
    """Says facts of the same subject that were not said yet."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say the next facts and add them to what was told."""
        told = tracker.get_slot("told") or []
        subject = next(iter(turn.asked(tracker).subjects), GENERAL)
        found = more(subject, told)
        reply = compose(found) if found.facts else compose_nothing_more(subject)
        turn.send(dispatcher, reply)
        return [SlotSet("subject", subject), SlotSet("told", [*told, *reply.told])]
