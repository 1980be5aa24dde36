"""What Slack and Telegram have in common: set-up by the environment, and answers that go out by calls of ours.

A messenger sends a message to our webhook, and sends it again where that does not answer within seconds. So the
webhook acknowledges it in time, whether it is answered by then or not; and it is answered only once.
"""

from __future__ import annotations

import asyncio
import collections
import hmac
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint

from assistant import metrics
from assistant.channels.guard import WORDS_ONLY, responses
from assistant.channels.turns import Handler, Message, Said, answer
from assistant.data_files import DataError, parse

logger = logging.getLogger(__name__)

REMEMBERED = 10_000
"""How many of the last messages are known again when they are sent once more."""

PAUSES = (0.0, 0.5, 2.0, 8.0)
"""Seconds before each try to send what is said."""

ACKNOWLEDGED = 2.0
"""Seconds until a request is acknowledged, at most: Slack waits for three. Most messages are answered by then, so that
one whose server dies before that comes again, from nginx or from the messenger, to one that lives."""

CALL_SECONDS = 10
"""Seconds that one call of a messenger's API may take."""

CLOSING_SECONDS = 5
"""Seconds that answers which are still on their way may take when the server stops."""

Send = Callable[[Said], Awaitable[None]]
"""Sends a message of ours to where its question came from."""

Settings = TypeVar("Settings", bound=BaseModel)


class Off(InputChannel):
    """A channel that is not set up: it has no address."""

    def __init__(self, channel: str) -> None:
        """Keep the name of the channel."""
        self._channel = channel

    def url_prefix(self) -> str:
        """The channel's part of the address, at which there is nothing."""
        return self._channel

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The addresses of the channel: none."""
        return Blueprint(f"{self._channel}_off", __name__)


class Inbox:
    """Answers the messages of a channel, each once; longer than `ACKNOWLEDGED` no request waits for that.

    Nobody asks it for an answer again, so it keeps which messages there were and not, as `Turns` does, what was said.
    """

    def __init__(self, channel: str, ask: Handler) -> None:
        """Begin with nothing seen.

        Args:
            channel: the channel's name.
            ask: what takes a message on.
        """
        self._channel, self._ask = channel, ask
        self._seen: collections.OrderedDict[str, None] = collections.OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def is_new(self, identity: str) -> bool:
        """Whether something is seen for the first time; from now on it is not."""
        if identity in self._seen:
            return False
        self._seen[identity] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True

    async def take(self, message: Message, send: Send) -> None:
        """Have a message answered, if it is new: neither sent again nor played back by somebody.

        It is time to acknowledge it when this returns; the answer may come later.
        """
        if self.is_new(message.id):
            await asyncio.wait([self.do(self._answer(message, send))], timeout=ACKNOWLEDGED)

    def do(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Have something done beside the request; `close` waits for it."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop itself would not keep it from being thrown away
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """Wait a little for what is still being done."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSING_SECONDS)

    async def _answer(self, message: Message, send: Send) -> None:
        nothing_to_read: list[Said] = [{"text": responses()[WORDS_ONLY]}]
        for said in await answer(self._ask, message, self._channel) if message.text else nothing_to_read:
            if not await deliver(said, send):
                metrics.GIVEN_UP.labels(self._channel).inc()
            if "page" in said:
                await attach(said["page"], send)


async def deliver(said: Said, send: Send) -> bool:
    """Send a message of ours, if need be with several tries.

    From the second on it is the words alone: it may be the buttons that are refused.

    Returns:
        Whether it was sent.
    """
    content = {key: value for key, value in said.items() if key != "recipient_id"}
    for pause in PAUSES:
        await asyncio.sleep(pause)
        try:
            await send(dict(content))
            return True
        except Exception as error:  # whatever it is, somebody waits; its text may hold their words or our token
            logger.error("An answer could not be sent: %s", type(error).__name__)
        content = {"text": said.get("text", "")}
    logger.error("An answer was given up.")
    return False


async def attach(page: dict[str, str], send: Send) -> None:
    """Send a page as a file too. It was said before, so where that is refused nothing is lost.

    Args:
        page: what `turns.Replies` marks a message with: the file's name and text.
        send: sends it.
    """
    try:
        await send({"attachment": page})
    except Exception as error:  # not allowed, too much, no network; its text may hold their words or our token
        logger.error("A page could not be sent as a file: %s", type(error).__name__)


def conversation(secret: str, *place: object) -> str:
    """The name of a conversation, which nobody can guess.

    REST believes whoever names a sender: with a messenger's own ids, anybody could go on with, and have
    repeated, what somebody else was told.

    Args:
        secret: a secret of the channel.
        place: what tells the conversation from others, such as the ids of the room and the person.
    """
    return hmac.new(secret.encode(), repr(place).encode(), "sha256").hexdigest()


def read_settings(model: type[Settings], channel: str) -> Settings | None:
    """Read what the environment says of a channel.

    Args:
        model: what there is to set, with the variables' names as aliases.
        channel: the channel's name, for the log.

    Returns:
        The settings; None where nothing is set, or where that is not enough: what is wrong is logged.
    """
    given = {name: value for name, value in os.environ.items() if value}
    if not any(field.required and field.alias in given for field in model.__fields__.values()):
        return None
    try:
        return parse(model, given, Path("environment"))
    except DataError as error:
        logger.error("The channel %s stays off: %s", channel, "; ".join(str(error).splitlines()))
        return None
