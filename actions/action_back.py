"""Go back to what was spoken of before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose, compose_nothing_more
from assistant.facts.query import more


class ActionBack(Action):
    """Takes up the subject before the last one, with what was not told of it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_back"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say more of it; ask what is wanted where nothing was spoken of before."""
        context = turn.context(tracker)
        if not context.earlier:
            dispatcher.utter_message(response="utter_which_one")
            return []
        subject = context.earlier[0]
        found = more(subject, context.heard)
        reply = compose(found) if found.facts else compose_nothing_more(subject)
        turn.send(dispatcher, reply)
        return turn.keep(tracker, context, subject, reply)
