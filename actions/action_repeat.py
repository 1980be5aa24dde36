"""Say the last answer again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers.wording import wording

MARKS = ("utter_action", "sources", "page")
"""What channels know a message by: an emergency is one again, sources are unfolded again, a page can be kept again."""


class ActionRepeat(Action):
    """Repeats what the assistant said in the turn before, with its buttons."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Repeat every message of the last turn that had one."""
        said = turn.last_said(tracker)
        if not said:
            dispatcher.utter_message(text=wording().sentences.repeat_nothing)
        for event in said:
            marks = {name: mark for name, mark in (event.get("metadata") or {}).items() if name in MARKS}
            dispatcher.utter_message(text=event["text"], buttons=turn.buttons_of(event), **marks)
        return []
