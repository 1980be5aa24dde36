"""Say the last answer again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.answers.wording import wording

MARKS = ("utter_action", "sources")
"""What channels know a message by: an emergency is one again, and sources are unfolded again."""


class ActionRepeat(Action):
    """Repeats what the assistant said in the turn before, with its buttons."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Repeat every message of the last turn that had one."""
        said = _last_said(tracker.events)
        if not said:
            dispatcher.utter_message(text=wording().sentences.repeat_nothing)
        for event in said:
            marks = {name: mark for name, mark in (event.get("metadata") or {}).items() if name in MARKS}
            buttons = (event.get("data") or {}).get("buttons") or []
            dispatcher.utter_message(text=event["text"], buttons=buttons, **marks)
        return []


def _last_said(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The assistant's messages between the last two messages of the person that enclose any."""
    said: list[dict[str, Any]] = []
    for event in reversed(events):
        if event.get("event") == "bot" and event.get("text"):
            said.append(event)
        elif event.get("event") == "user" and said:
            break
    return said[::-1]
