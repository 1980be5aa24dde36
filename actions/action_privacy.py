"""Say what is kept of this conversation, who keeps it, and how to have it deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import KeptOfYou, compose_privacy
from assistant.kept import UNANSWERED
from assistant.visit import SKIPPED, questions

GREETING = "/greet"
"""What the chat sends by itself when it is opened."""

MESSENGERS = {"slack": "Slack", "telegram": "Telegram"}
"""The channels that are not ours alone, and what people call them."""


class ActionPrivacy(Action):
    """Tells of what there is at this moment, not of what there could be."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_privacy"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Look it up in the conversation itself."""
        events = since_the_last_break(tracker.events)
        sent = [event for event in events if event.get("event") == "user" and event.get("text") != GREETING]
        said = [event.get("metadata") or {} for event in events if event.get("event") == "bot"]
        kept = KeptOfYou(
            messages=len(sent),
            subject=tracker.get_slot("subject"),
            visit=[each.title for each in questions().in_order() if tracker.get_slot(each.slot) not in (None, SKIPPED)],
            unanswered=any(marks.get("utter_action") == UNANSWERED for marks in said),
            messenger=MESSENGERS.get(tracker.get_latest_input_channel() or ""),
        )
        turn.send(dispatcher, compose_privacy(kept))
        return []


def since_the_last_break(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of this conversation: where a new one begins, Rasa still has the one before at hand."""
    current: list[dict[str, Any]] = []
    for event in events:
        if event.get("event") == "session_started":
            current.clear()
        current.append(event)
    return current
