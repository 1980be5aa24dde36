"""Asking the assistant as it is served, but in this process: its model, its policies, its actions."""

from __future__ import annotations

import asyncio
import enum
import itertools
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from assistant.answers.wording import wording
from assistant.data_files import DataError, read_yaml
from assistant.dialogue.safety_policy import last_turns
from assistant.dialogue.takeover import is_takeover
from assistant.facts.model import Decision

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "assistant.tar.gz"
LIMITS = ROOT / "data" / "responses" / "limits.yml"

FALLBACK, ASK_BACK = "nlu_fallback", "action_fallback"


class Outcome(str, enum.Enum):
    """What somebody gets for a message."""

    ANSWERED = "answered from the facts"
    NOT_COVERED = "told that the documents don't say it, with what is nearest"
    LIMIT = "told that the assistant can't help with that"
    ASKED_BACK = "asked for other words"
    EMERGENCY = "told to call 911, or 988"
    OTHER = "anything else: a greeting, thanks, comfort"


@dataclass(frozen=True)
class Heard:
    """What the assistant makes of a message."""

    text: str
    intent: str
    """What it goes on with; `nlu_fallback` where it is too uncertain."""
    guess: str
    """The likeliest intent, whether or not it is certain enough."""
    confidence: float
    """How certain it is of the guess."""
    subjects: tuple[str, ...]
    """Those that the message names."""
    told: tuple[str, ...]
    """The ids of the facts that it says, in their order."""
    said: str
    outcome: Outcome


class ActionsHere(EndpointConfig):
    """The actions, run in this process rather than by a server."""

    def __init__(self) -> None:
        """Find them."""
        super().__init__("")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_: Any, **sent: Any) -> Any:
        """Run one (see the parent class)."""
        return await self._executor.run(sent["json"])


class Assistant:
    """The assistant; each message is the first of a conversation of its own."""

    def __init__(self, model: Path = MODEL) -> None:
        """Load it.

        Args:
            model: the trained model.

        Raises:
            DataError: it was not trained.
        """
        if not model.exists():
            raise DataError(f"{model.name}: run `make train` first")
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        self._agent = Agent.load(str(model), action_endpoint=ActionsHere())
        self._conversations = itertools.count()

    def ask(self, texts: Iterable[str]) -> list[Heard]:
        """What it makes of each message."""
        return [self.converse([text])[-1] for text in texts]

    def converse(self, texts: Sequence[str]) -> list[Heard]:
        """What it makes of each message of one conversation."""
        return asyncio.run(self._converse(texts))

    async def _converse(self, texts: Sequence[str]) -> list[Heard]:
        sender, heard = f"somebody {next(self._conversations)}", []
        for text in texts:
            await self._agent.handle_text(text, sender_id=sender)
            _, turn = last_turns((await self._agent.tracker_store.retrieve(sender)).events)
            heard.append(heard_in(turn))
        return heard


def heard_in(turn: Sequence[Event]) -> Heard:
    """Read a turn: a message, and what happened then.

    Args:
        turn: its events, the message first.
    """
    message = turn[0]
    assert isinstance(message, UserUttered)
    parsed = message.parse_data
    ranking = [one for one in parsed.get("intent_ranking") or [parsed["intent"]] if one["name"] != FALLBACK]
    actions = [event.action_name for event in turn if isinstance(event, ActionExecuted)]
    told = next((event.value for event in turn if isinstance(event, SlotSet) and event.key == "told"), None) or ()
    said = "\n".join(event.text or "" for event in turn if isinstance(event, BotUttered))
    return Heard(
        text=message.text or "",
        intent=str(parsed["intent"]["name"]),
        guess=str(ranking[0]["name"]),
        confidence=float(ranking[0]["confidence"]),
        subjects=tuple(str(entity["value"]) for entity in parsed.get("entities", [])),
        told=tuple(told),
        said=said,
        outcome=_outcome(actions, bool(told), said),
    )


def _outcome(actions: Sequence[str], told: bool, said: str) -> Outcome:
    if any(is_takeover(action) for action in actions):
        return Outcome.EMERGENCY
    if told:
        unsaid = (wording().sentences.not_covered.partition("{")[0], wording().decisions[Decision.UNSAID])
        return Outcome.NOT_COVERED if said.startswith(unsaid) else Outcome.ANSWERED
    if ASK_BACK in actions:
        return Outcome.ASKED_BACK
    limits = read_yaml(LIMITS)["responses"]
    return Outcome.LIMIT if any(action in limits for action in actions) else Outcome.OTHER
