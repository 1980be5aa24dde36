"""Forgetting a conversation that somebody deletes with a button, beside the words "forget me"."""

from __future__ import annotations

from rasa.core.agent import Agent

from assistant.dialogue.tracker_store import ForgettingTrackerStore, unwrapped


async def forget(agent: Agent, sender: str) -> bool:
    """Forget all that somebody said and was told.

    Args:
        agent: Rasa's.
        sender: the name of the conversation.

    Returns:
        Whether it is gone: a store that is none of ours (endpoints.yml) cannot forget.

    Raises:
        LockError: a message of the conversation is being answered all the while.
    """
    store = unwrapped(agent.tracker_store)
    if not isinstance(store, ForgettingTrackerStore):
        return False
    async with agent.lock_store.lock(sender):  # a turn that is under way would write all of it again
        await store.forget(sender)
    return True
