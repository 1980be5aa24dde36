"""Somebody who talks with an assistant over REST, and what is said."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import requests
from pydantic import StrictStr

from assistant.channels.guard import responses
from assistant.data_files import Strict, parse, read_yaml
from assistant.dialogue.takeover import TROUBLE
from assistant.facts.loader import load as load_facts
from assistant.red_flags.training import ORDINARY, Intents

MESSAGES = Path(__file__).with_name("messages.yml")

TURNS = 10
"""Of a conversation, before the next begins."""

PATIENCE = 60.0
"""Seconds that an answer may take."""


class Said(Strict):
    """The file of what is said."""

    drawn: int
    greetings: tuple[StrictStr, ...]
    red_flags: tuple[StrictStr, ...]
    off_topic: tuple[StrictStr, ...]
    talk: tuple[StrictStr, ...]


class Answer(NamedTuple):
    """How long an answer took, and whether it is one."""

    milliseconds: float
    answered: bool
    """Whether something was said, and no apology."""


class Talker:
    """One person after the other, each with a conversation of so many turns."""

    def __init__(self, url: str, turns: int = TURNS) -> None:
        """Begin with the first.

        Args:
            url: where the assistant is served.
            turns: of each conversation.
        """
        self._url, self._turns = f"{url}/webhooks/rest/webhook", turns
        self._line = requests.Session()
        self._said, self._sender = 0, ""

    def say(self, text: str) -> Answer:
        """Say something.

        Raises:
            requests.RequestException: nothing is served there, or not so.
        """
        if self._said % self._turns == 0:
            self._sender = uuid.uuid4().hex
        self._said += 1
        began = time.perf_counter()
        reply = self._line.post(self._url, json={"sender": self._sender, "message": text}, timeout=PATIENCE)
        milliseconds = (time.perf_counter() - began) * 1000
        reply.raise_for_status()
        texts = [said.get("text", "") for said in reply.json()]
        return Answer(milliseconds, any(texts) and responses()[TROUBLE] not in texts)


def read_said(path: Path = MESSAGES) -> Said:
    """What is said.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return parse(Said, read_yaml(path), path)


def mix(said: Said) -> list[str]:
    """The messages of one round, always the same: questions, and a few of all else.

    Raises:
        DataError: a file of the dialogue or the facts is at fault.
    """
    asked = [text for fact in load_facts().all for text in fact.asked]
    questions = [*_evenly(list(_examples()), said.drawn), *_evenly(asked, said.drawn)]
    every = [*questions, *said.greetings, *said.red_flags, *said.off_topic]
    return Random(0).sample(every, len(every))  # noqa: S311  (no secret)


def _examples() -> Iterator[str]:
    for path in sorted(ORDINARY.glob("ask_*.yml")):
        for intent in parse(Intents, read_yaml(path), path).nlu:
            yield from (line.removeprefix("- ") for line in intent.examples.splitlines())


def _evenly(texts: list[str], number: int) -> list[str]:
    return [texts[place * len(texts) // number] for place in range(number)]
