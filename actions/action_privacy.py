"""Say what is kept of this conversation, who keeps it, and how to have it deleted."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import KeptOfYou, compose_privacy
from assistant.dialogue.counted import count
from assistant.visit import SKIPPED, questions

MESSENGERS = {"slack": "Slack", "telegram": "Telegram"}
"""The channels that are not ours alone, and what people call them."""


class ActionPrivacy(Action):
    """Tells of what there is at this moment, not of what there could be."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_privacy"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Look it up in the conversation itself."""
        counted = count(tracker.events)
        kept = KeptOfYou(
            messages=counted.messages,
            subject=tracker.get_slot("subject"),
            visit=[each.title for each in questions().in_order() if tracker.get_slot(each.slot) not in (None, SKIPPED)],
            unanswered=counted.unanswered,
            messenger=MESSENGERS.get(tracker.get_latest_input_channel() or ""),
        )
        turn.send(dispatcher, compose_privacy(kept))
        return []
