"""Say where the last answer comes from."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose_sources


class ActionSources(Action):
    """Names document and section of each fact told last."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_sources"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say the sources; nothing changes."""
        turn.send(dispatcher, compose_sources(tracker.get_slot("told") or []))
        return []
