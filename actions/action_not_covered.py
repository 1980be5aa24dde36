"""Answer a question that sounds like one that no document covers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import Asked, Reply, compose_not_covered
from assistant.facts.loader import default_facts
from assistant.facts.model import Doubt, Kind
from assistant.facts.query import NEAREST, Found, find


class ActionNotCovered(turn.FactAction):
    """Says that it is not covered, and of an illness that is named what comes nearest."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_not_covered"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Look up what is near where an illness is named."""
        subjects = default_facts().subjects
        kinds = [subjects[named].kind for named in turn.named(tracker) if named in subjects]
        if Kind.CONDITION in kinds and turn.typed(tracker):
            return super().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_not_covered")
        return []

    def look_up(self, tracker: Tracker, asked: Asked) -> list[Found]:
        """What is nearest; as the question sounds like another, it may not answer it."""
        found = find(asked.subjects, turn.aspects(tracker), asked.question)
        if found.covered and not found.decision:
            found = replace(found, facts=found.facts[:NEAREST], doubt=found.doubt or Doubt.DETAIL)
        return [found]

    def put(self, tracker: Tracker, asked: Asked, found: list[Found]) -> Reply:
        """What is nearest, and who can tell the rest."""
        return compose_not_covered(found[0])
