"""Answer what was not understood: by the facts if they have it, else by offering what may be meant, or asking back."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import compose, compose_readings, points_back
from assistant.facts.query import find
from assistant.kept import Kept


class ActionFallback(Action):
    """Says the fact that the words point to, offers readings, or asks for other words."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer where the facts cover what was typed; offer what may be meant of a subject; ask back otherwise.

        What was typed must be covered by itself, or point at what was spoken of: with the last
        subject's name, "asdf" is covered too.
        """
        asked, typed = turn.asked(tracker), turn.typed(tracker)
        found = find(asked.subjects, turn.aspects(tracker), asked.question)
        named = turn.named(tracker)
        readings = compose_readings(named[0], turn.aspects(tracker)) if named and not found.clear else None
        if readings:
            turn.send(dispatcher, readings)
            return []
        goes_on = bool(tracker.get_slot("subject")) and points_back(typed)
        known = found.covered and (goes_on or find((), {}, typed).covered)
        if not known and not found.beside:
            Kept().unanswered(typed)
            dispatcher.utter_message(response="utter_rephrase")
            return []
        reply = compose(found)
        turn.send(dispatcher, reply)
        return turn.remember(tracker, found.subject, reply)
