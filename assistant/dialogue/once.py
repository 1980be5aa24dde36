"""A message that comes again is answered as it was, also by another replica, and after a restart.

A line breaks before the answer is there, a replica ends with the answer kept but not sent: then the same message comes
once more, to whichever replica there is. What `Turns` remembers is in one process; the conversation is in the database.
"""

from __future__ import annotations

import logging

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

from assistant.dialogue.safety_policy import last_turns
from assistant.dialogue.tracker_store import Sql, StoreError, unwrapped

logger = logging.getLogger(__name__)


def guard_repeats(agent: Agent) -> None:
    """Have an agent answer a message that stands in the database with what was said to it."""
    store = unwrapped(agent.tracker_store)
    if not isinstance(store, Sql) or agent.processor is None:
        return
    handle = agent.processor.handle_message

    async def handle_once(message: UserMessage) -> object:
        said = await said_before(store, message)
        for each in said:
            await message.output_channel.send_response(message.sender_id, each.message())
        return None if said else await handle(message)

    agent.processor.handle_message = handle_once


async def said_before(store: Sql, message: UserMessage) -> list[BotUttered]:
    """What was said to a message; nothing, where it is new or where that cannot be known.

    Args:
        store: where conversations are kept.
        message: with the id that whoever sends it gave it.
    """
    try:
        if await store.last_message_id(message.sender_id) != message.message_id:
            return []
        tracker = await store.retrieve(message.sender_id)
    except StoreError as error:  # it is answered as a new one
        logger.error("Whether a message was answered before is not known: %s", error)
        return []
    _, turn = last_turns(tracker.events) if tracker else ((), ())
    return [event for event in turn if isinstance(event, BotUttered)]
