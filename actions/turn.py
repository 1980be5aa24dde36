"""What every action needs of a turn: what was asked about, how a reply is sent, and what is kept."""

from __future__ import annotations

import abc
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant.answers import Asked, Context, Reply, around, compose_all, in_full, places, pointed_at, source_line
from assistant.facts.model import Aspect
from assistant.facts.query import Found
from assistant.facts.vocabulary import default_vocabulary

INTENT_OF_ASPECT = "ask_"

EMERGENCIES = ("utter_emergency", "utter_crisis")
"""What the responses of emergencies are called, with whatever follows."""

RECENT = 3
"""In how many of the assistant's last messages an emergency is what "it is not happening now" takes back."""


class FactAction(Action, abc.ABC):
    """An action that answers a question from the facts, and keeps what it was about."""

    @abc.abstractmethod
    def look_up(self, tracker: Tracker, asked: Asked) -> list[Found]:
        """What the facts say; more than one where more was asked."""

    def put(self, tracker: Tracker, asked: Asked, found: list[Found]) -> Reply:
        """What was found, in words."""
        return compose_all(found)

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Look it up, say it, keep it."""
        question = asked(tracker)
        found = self.look_up(tracker, question)
        reply = self.put(tracker, question, found)
        send(dispatcher, reply, uncovered=not all(one.covered for one in found))
        return remember(tracker, found[-1].subject, reply)


def typed(tracker: Tracker) -> str:
    """What the person typed; empty for a button, which has no words of its own."""
    text = tracker.latest_message.get("text") or ""
    return "" if text.startswith("/") else text


def named(tracker: Tracker) -> list[str]:
    """The subjects that the message names, in its order."""
    return [str(e["value"]) for e in tracker.latest_message.get("entities", []) if e.get("entity") == "subject"]


def asked(tracker: Tracker) -> Asked:
    """The question in full: what is asked, and about what."""
    text, last = typed(tracker), tracker.get_slot("subject")
    return in_full(text, named(tracker), pointed_at(text, context(tracker), last) or last)


def aspects(tracker: Tracker) -> dict[Aspect, float]:
    """How likely each aspect is to be asked, by the ranking of intents."""
    return _aspects(tracker.latest_message.get("intent_ranking") or [tracker.latest_message.get("intent") or {}])


def aspects_of_each(tracker: Tracker, questions: int) -> list[dict[Aspect, float]]:
    """The same for each of several questions in the message; nothing is likely where none was ranked by itself."""
    rankings = tracker.latest_message.get("parts_ranking") or []
    return [_aspects(ranking) for ranking in rankings] if len(rankings) == questions else [{}] * questions


def _aspects(ranking: list[dict[str, Any]]) -> dict[Aspect, float]:
    likely = {str(intent.get("name")): float(intent.get("confidence") or 0.0) for intent in ranking}
    return {aspect: likely[name] for aspect in Aspect if (name := f"{INTENT_OF_ASPECT}{aspect.value}") in likely}


def context(tracker: Tracker) -> Context:
    """What is kept of the conversation beside its last answer."""
    return Context.read(tracker.get_slot("context"))


def send(dispatcher: CollectingDispatcher, reply: Reply, uncovered: bool = False) -> None:
    """Say a reply, with its next questions as buttons.

    Args:
        dispatcher: what says it.
        reply: what is said.
        uncovered: whether it says that the documents don't cover the question, which is counted.

    A channel that can unfold something is told where the facts stand, and with which line the text says it; one
    that can give files, what of the reply is a page to keep.
    """
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    sources = {"line": source_line(reply.told), "places": list(places(reply.told))} if reply.told else None
    page = {"file": reply.file.name, "text": reply.file.text} if reply.file else None
    dispatcher.utter_message(text=reply.text, buttons=buttons, sources=sources, page=page, uncovered=uncovered)


def last_said(tracker: Tracker) -> list[dict[str, Any]]:
    """The assistant's messages between the last two messages of the person that enclose any."""
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event.get("event") == "bot" and event.get("text"):
            said.append(event)
        elif event.get("event") == "user" and said:
            break
    return said[::-1]


def after_emergency(tracker: Tracker) -> bool:
    """Whether one of the assistant's last messages called an emergency."""
    said = [event.get("metadata") or {} for event in tracker.events if event.get("event") == "bot"]
    return any(str(marks.get("utter_action")).startswith(EMERGENCIES) for marks in said[-RECENT:])


def buttons_of(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons of one of the assistant's messages."""
    return (event.get("data") or {}).get("buttons") or []


def remember(tracker: Tracker, subject: str, reply: Reply) -> list[dict[str, Any]]:
    """Keep a question and its answer, for what is asked next."""
    question = typed(tracker)
    now = context(tracker).copy(
        update={
            "question": around(question, default_vocabulary().mentions(question), subject),
            "aspects": aspects(tracker),
        }
    )
    return keep(tracker, now, subject, reply)


def keep(tracker: Tracker, now: Context, subject: str, reply: Reply) -> list[dict[str, Any]]:
    """Keep an answer; the question stays that of the context, and what was told last where nothing was."""
    left = tracker.get_slot("subject")
    return [
        SlotSet("subject", subject),
        SlotSet("told", list(reply.told) or tracker.get_slot("told") or []),
        SlotSet("context", now.after(subject, left, reply.told, reply.text, typed(tracker)).keep()),
    ]
