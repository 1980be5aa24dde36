"""One turn of any channel: a message goes to Rasa, and there is an answer, whatever fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from assistant.channels.guard import admit, last_resort, takes_over

logger = logging.getLogger(__name__)

PATIENCE, PATIENCE_IN_DANGER = 20.0, 2.0
"""Seconds that Rasa may take to answer, and to answer a red flag, before the last resort is said.

Rasa itself waits for five minutes where the action server hangs, and lets nothing else of that
person through for one."""

Handler = Callable[[UserMessage], Awaitable[Any]]
"""What takes a message on: Rasa."""

Said = dict[str, Any]
"""A message of the assistant, as JSON."""


class Message(NamedTuple):
    """What somebody sends."""

    sender: str
    text: str
    id: str
    """Of this message; the same when it is sent again."""


async def answer(ask: Handler, message: Message, channel: str) -> list[Said]:
    """Hand a message to Rasa, guarded: nobody's words get into the log, and there is an answer.

    Args:
        ask: what takes it on.
        message: what was sent.
        channel: the name of the channel that it came over.

    Returns:
        What is said, at least one message.
    """
    replies, text = CollectingOutputChannel(), message.text
    try:
        text = admit(text)
        patience = PATIENCE_IN_DANGER if takes_over(text) else PATIENCE
        await asyncio.wait_for(ask(UserMessage(text, replies, message.sender, input_channel=channel)), patience)
    except Exception as error:  # Rasa's own channels would log the words; this one must answer.
        logger.error("A message could not be handled: %s", type(error).__name__)
    if any(said.get("text") for said in replies.messages):
        return replies.messages
    logger.error("A message got no answer: the last resort was sent.")
    return [{"recipient_id": message.sender, "text": last_resort(text)}]
