"""Tell more of what was just spoken about."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
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
        """Say the next facts, those of the aspect last asked first."""
        context = turn.context(tracker)
        subject = next(iter(turn.asked(tracker).subjects), GENERAL)
        aspect = max(context.aspects, key=lambda a: context.aspects[a], default=None)
        found = more(subject, context.heard, aspect)
        reply = compose(found) if found.facts else compose_nothing_more(subject)
        turn.send(dispatcher, reply)
        return turn.keep(tracker, context, subject, reply)
