"""One turn of any channel: a message goes to Rasa, and there is an answer, whatever fails, to each message once."""

from __future__ import annotations

import asyncio
import collections
import functools
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from assistant import metrics
from assistant.channels.before import before
from assistant.channels.crowd import CrowdedError, crowd
from assistant.channels.guard import BUSY, SLOW_DOWN, admit, last_response, responses, takes_over
from assistant.channels.pace import pace
from assistant.dialogue.takeover import kind_of_takeover
from assistant.dialogue.tracker_store import FORGET
from assistant.emergency_numbers import numbers
from assistant.kept import UNANSWERED
from assistant.limits import LARGEST_BODY, PATIENCE, PATIENCE_IN_DANGER

logger = logging.getLogger(__name__)

REMEMBERED = 1_000
"""How many of the last answers are kept, for whoever did not get theirs and asks again."""

NOT_COVERED = {
    UNANSWERED: "not understood",
    "utter_not_covered": "not in the documents",
    "utter_out_of_scope": "another subject",
    "utter_other_medicine": "another subject",
}
"""The responses that answer no question, and why; an action marks its own with `uncovered`."""

EMERGENCY_HINT = f"In an emergency call {numbers().emergency_number} or your local emergency number."

Handler = Callable[[UserMessage], Awaitable[Any]]
"""What takes a message on: Rasa."""

Said = dict[str, Any]
"""A message of the assistant, as JSON."""


class BadRequestError(ValueError):
    """A request that cannot be answered; the message says what it should be."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the HTTP status and the message."""
        super().__init__(message)
        self.status = status

    def as_json(self) -> dict[str, str]:
        """What is answered."""
        return {"error": f"{self} {EMERGENCY_HINT}"}


class Message(NamedTuple):
    """What somebody sends."""

    sender: str
    text: str
    id: str
    """Of this message; the same when it is sent again, because no answer came."""


class Replies(CollectingOutputChannel):
    """Collects what is said, and marks of it what a page cannot know from the words.

    `takeover` is "emergency" or "crisis" where the message is the answer to a red flag; `sources`
    is where an answer's facts stand; `page` is a page to keep: the `text`, whose first line is its title,
    and the name of a `file` for it; `forgotten` is true where the conversation was deleted by it.
    """

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect a message, with its marks."""
        marks = {
            "takeover": kind_of_takeover(message.get("utter_action") or ""),
            "sources": message.get("sources"),
            "page": message.get("page"),
            "forgotten": message.get("utter_action") == FORGET,
        }
        if why := _not_covered(message):
            metrics.NOT_COVERED.labels(why).inc()
        before = len(self.messages)
        await super().send_response(recipient_id, message)
        for said in self.messages[before:]:
            said.update({name: mark for name, mark in marks.items() if mark})


class Turns:
    """Has each message answered once, however often it comes; who sends it again gets the same answer."""

    def __init__(self) -> None:
        """Begin with nothing answered."""
        self._recent: collections.OrderedDict[tuple[str, str], asyncio.Task[list[Said]]] = collections.OrderedDict()

    async def answer(self, ask: Handler, message: Message, channel: str) -> list[Said]:
        """Have a message answered.

        Args:
            ask: what takes it on.
            message: what was sent.
            channel: the name of the channel that it came over.

        Returns:
            What is said, at least one message. It goes on being worked out when whoever waits is gone.
        """
        key = (message.sender, message.id)
        if key not in self._recent:
            self._recent[key] = asyncio.ensure_future(answer(ask, message, channel))
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        said = await asyncio.shield(self._recent[key])
        if any(reply.get("forgotten") for reply in said):
            self.forget(message.sender)
        if any(reply.get("busy") for reply in said):
            self._recent.pop(key, None)  # it was not answered: it is to be sent again
        return said

    def forget(self, sender: str) -> None:
        """Keep nothing of what was said to somebody, or by them."""
        before().forget(sender)
        for key in [key for key in self._recent if key[0] == sender]:
            del self._recent[key]


async def answer(ask: Handler, message: Message, channel: str) -> list[Said]:
    """Have a person's message answered, and count it.

    Args:
        ask: what takes it on.
        message: what was sent.
        channel: the name of the channel that it came over.

    Returns:
        What is said, at least one message.
    """
    began = time.monotonic()
    said = await guarded(ask, message, channel, Replies())
    kind = said[0].get("takeover")
    metrics.MESSAGES.labels(channel).inc()
    metrics.SECONDS.labels("yes" if kind else "no").observe(time.monotonic() - began)
    if kind:
        metrics.TAKEOVERS.labels(kind).inc()
    if kind or any(reply.get("forgotten") for reply in said):
        before().forget(message.sender)
    return said


async def guarded(ask: Handler, message: Message, channel: str, replies: Replies) -> list[Said]:
    """Hand a message to Rasa, guarded: nobody's words get into the log, and there is an answer.

    Args:
        ask: what takes it on.
        message: what was sent.
        channel: the name of the channel that it came over.
        replies: collects what Rasa says; where that is nothing, what is returned is the last resort.

    Returns:
        What is said, at least one message.
    """
    text, earlier = message.text, ""
    try:
        text = admit(text)
        earlier = before().of(message.sender, text)
        in_danger = takes_over(text, earlier)
        if in_danger and crowd().is_large:
            return [_without_rasa(message, text, earlier)]
        if not (in_danger or pace().admits(message.sender)):
            metrics.SLOWED_DOWN.inc()
            return [{"recipient_id": message.sender, "text": responses()[SLOW_DOWN]}]
        asked = UserMessage(text, replies, message.sender, input_channel=channel, message_id=message.id)
        if in_danger:
            await asyncio.wait_for(ask(asked), PATIENCE_IN_DANGER)
        else:
            await asyncio.wait_for(_in_turn(ask, asked), PATIENCE)
    except CrowdedError:
        metrics.TURNED_AWAY.inc()
        return [{"recipient_id": message.sender, "text": responses()[BUSY], "busy": True}]
    except Exception as error:  # Rasa's own channels would log the words; this one must answer.
        logger.error("A message could not be handled: %s", type(error).__name__)
    if any(said.get("text") for said in replies.messages):
        return replies.messages
    logger.error("A message got no answer: the last resort was sent.")
    metrics.LAST_RESORTS.inc()
    return [_without_rasa(message, text, earlier)]


async def _in_turn(ask: Handler, asked: UserMessage) -> None:
    async with crowd().place():
        await ask(asked)


def _without_rasa(message: Message, text: str, earlier: str) -> Said:
    response = last_response(text, earlier)
    kind = kind_of_takeover(response)
    said = {"recipient_id": message.sender, "text": responses()[response]}
    return {**said, "takeover": kind} if kind else said


def _not_covered(message: dict[str, Any]) -> str | None:
    """Why a message answers no question; None where it does, or none was asked."""
    return NOT_COVERED.get("utter_not_covered" if message.get("uncovered") else message.get("utter_action") or "")


def read_json(body: bytes) -> object:
    """Read a request.

    Raises:
        BadRequestError: the body is too large, or not JSON.
    """
    if len(body) > LARGEST_BODY:
        raise BadRequestError(413, f"The message is too long: send at most {LARGEST_BODY} bytes.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:  # the latter where it is nested a thousand deep
        raise BadRequestError(400, 'The body must be JSON: {"sender": "…", "message": "…"}.') from error


def read_message(content: object) -> Message:
    """Take the message out of a request.

    Returns:
        The message; a sender or an id that is not given is a new one.

    Raises:
        BadRequestError: there is no message, or no proper sender or id.
    """
    if not isinstance(content, dict) or not isinstance(content.get("message"), str):
        raise BadRequestError(400, "The body must hold a 'message', a text.")
    named = {key: content.get(key) for key in ("sender", "id")}
    for key, name in named.items():
        if name is not None and (not isinstance(name, str) or len(name) > 200):
            raise BadRequestError(400, f"The '{key}' must be a text of at most 200 characters.")
    sender, number = (name or uuid.uuid4().hex for name in named.values())
    return Message(sender, content["message"], number)


@functools.lru_cache(maxsize=1)
def turns() -> Turns:
    """The turns of this process: a page that changes from Socket.IO to REST is still answered once."""
    return Turns()
