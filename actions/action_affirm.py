"""Take a yes for what it answers."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, UserUttered
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers.wording import wording

OFFER = re.compile(r"\b(?:shall i|would you like me to|do you want me to)\b[^?]*\?\s*$", re.IGNORECASE)
"""A question to which yes means: the first of the buttons below."""

PAYLOAD = re.compile(r"/(\w+)(\{.*\})?")


class ActionAffirm(Action):
    """Does what was offered; where several things were, asks which."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_affirm"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Go on as if the button of the offer had been pressed, offer the buttons again, or ask what is wanted."""
        last = (turn.last_said(tracker) or [{}])[-1]
        buttons = turn.buttons_of(last)
        if buttons and OFFER.search(last["text"]):
            return _pressed(buttons[0]["payload"])
        if buttons:
            dispatcher.utter_message(text=wording().sentences.which_button, buttons=buttons)
        else:
            dispatcher.utter_message(response="utter_go_ahead")
        return []


def _pressed(payload: str) -> list[dict[str, Any]]:
    """A message of the person's that is the button's."""
    match = PAYLOAD.fullmatch(payload)
    assert match, "a button's payload is an intent with or without a subject"
    intent, entities = match.groups()
    named = [{"entity": name, "value": value} for name, value in json.loads(entities or "{}").items()]
    parsed = {"text": payload, "intent": {"name": intent, "confidence": 1.0}, "entities": named}
    return [ActionExecuted("action_listen"), UserUttered(payload, parsed)]
