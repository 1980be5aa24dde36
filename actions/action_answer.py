"""Answer a question from the facts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose
from assistant.facts.query import default_finder, find


class ActionAnswer(Action):
    """Finds the facts for the intent's aspect and the subjects named, and says them."""

    def __init__(self) -> None:
        """Read the facts at start, so that the first question need not wait for them."""
        default_finder()

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say what the facts say, and keep what it was about."""
        asked = turn.asked(tracker)
        found = find(asked.subjects, turn.aspects(tracker), asked.question)
        reply = compose(found)
        turn.send(dispatcher, reply)
        return turn.remember(found.subject, reply)
