"""Forgetting a conversation: Rasa 3.6 has no way to delete one."""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore


async def forget(agent: Agent, sender: str) -> bool:
    """Forget all that somebody said and was told.

    Args:
        agent: Rasa's.
        sender: the name of the conversation.

    Returns:
        Whether it is gone: what is kept in another place than this process's memory is not ours to delete.

    Raises:
        LockError: a message of the conversation is being answered all the while.
    """
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)  # it stands in a wrapper
    if not isinstance(store, InMemoryTrackerStore):
        return False
    async with agent.lock_store.lock(sender):  # a turn that is under way would write all of it again
        store.store.pop(sender, None)
    return True
