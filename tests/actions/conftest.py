"""What the actions' tests share: a turn made from keywords, run with the real facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.answers import Context
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect


@dataclass
class Outcome:
    """What an action said and set."""

    texts: list[str] = field(default_factory=list)
    responses: list[str] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    """Without that of the context, which is tested for itself."""
    context: Context = field(default_factory=Context)
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        [text] = self.texts
        return text


@pytest.fixture
def tracker() -> Callable[..., Tracker]:
    """Make a tracker: what was typed, its intent and subjects, the slots, what was said before."""

    def make(
        text: str = "",
        intent: str = "",
        subjects: Sequence[str] = (),
        ranking: Sequence[tuple[str, float]] = (),
        events: Sequence[dict[str, Any]] = (),
        **slots: Any,
    ) -> Tracker:
        ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]
        message = {
            "text": text,
            "intent": {"name": intent or None, "confidence": 0.9},
            "entities": [{"entity": "subject", "value": subject} for subject in subjects],
            **({"intent_ranking": ranked} if ranked else {}),
        }
        slots = {"subject": None, "told": None, "context": None, **slots}
        loop = {"name": "visit_form"} if slots.get("requested_slot") else {}
        return Tracker("somebody", slots, message, list(events), False, None, loop, "action_listen")

    return make


@pytest.fixture
def run(tracker) -> Callable[..., Outcome]:
    """Run an action in a turn (see `tracker`)."""

    def outcome(action: Action, **turn: Any) -> Outcome:
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, tracker(**turn), {})
        slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        return Outcome(
            [message["text"] for message in dispatcher.messages if message["text"]],
            [message["response"] for message in dispatcher.messages if message["response"]],
            [button for message in dispatcher.messages for button in message["buttons"]],
            {name: value for name, value in slots.items() if name != "context"},
            Context.read(slots.get("context")),
            events,
        )

    return outcome


@pytest.fixture(scope="session")
def ids() -> Callable[..., list[str]]:
    """The ids of a subject's facts (of an aspect), in the order of its file."""

    def of(subject: str, aspect: Aspect | None = None) -> list[str]:
        facts = default_facts().subjects[subject].facts
        return [fact.id for fact in facts if aspect in (None, fact.aspect)]

    return of


@pytest.fixture(scope="session")
def statement() -> Callable[[str], str]:
    """What a fact states."""
    statements = {fact.id: fact.statement for fact in default_facts().all}
    return statements.__getitem__
