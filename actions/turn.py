"""What every action needs of a turn: what was asked about, and how a reply is sent."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant.answers import Asked, Reply, in_full, places
from assistant.facts.model import Aspect

INTENT_OF_ASPECT = "ask_"


def typed(tracker: Tracker) -> str:
    """What the person typed; empty for a button, which has no words of its own."""
    text = tracker.latest_message.get("text") or ""
    return "" if text.startswith("/") else text


def asked(tracker: Tracker) -> Asked:
    """The question in full: what is asked, and about what."""
    named = [str(e["value"]) for e in tracker.latest_message.get("entities", []) if e.get("entity") == "subject"]
    return in_full(typed(tracker), named, tracker.get_slot("subject"))


def aspects(tracker: Tracker) -> dict[Aspect, float]:
    """How likely each aspect is to be asked, by the ranking of intents."""
    ranking = tracker.latest_message.get("intent_ranking") or [tracker.latest_message.get("intent") or {}]
    likely = {str(intent.get("name")): float(intent.get("confidence") or 0.0) for intent in ranking}
    return {aspect: likely[name] for aspect in Aspect if (name := f"{INTENT_OF_ASPECT}{aspect.value}") in likely}


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Say a reply, with its next questions as buttons.

    A channel that can unfold something is told where the facts stand, and with which line the text says it.
    """
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    sources = {"line": reply.text.splitlines()[-1], "places": list(places(reply.told))} if reply.told else None
    dispatcher.utter_message(text=reply.text, buttons=buttons, sources=sources)


def remember(subject: str, reply: Reply) -> list[dict[str, Any]]:
    """Keep what was answered, for what is asked next."""
    return [SlotSet("subject", subject), SlotSet("told", list(reply.told))]
