"""What there is of a conversation, counted from its events as JSON: for whoever asks what is kept. No Rasa."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assistant.kept import UNANSWERED

EARLIER = "earlier"
"""Under which a session that begins anew for less to be replayed counts what was before it (window.py)."""

GREETING = "/greet"
"""What the chat sends by itself when it is opened."""


class Counted(NamedTuple):
    """What a conversation holds."""

    messages: int = 0
    """How many the person sent."""
    unanswered: bool = False
    """Whether a question of theirs was counted as unanswered."""


def count(events: Iterable[Mapping[str, Any]]) -> Counted:
    """Count what there is since the conversation began: where a new one begins, Rasa still has the one before."""
    messages, unanswered = Counted()
    for event in events:
        metadata = event.get("metadata") or {}
        if event.get("event") == "session_started":
            messages, unanswered = metadata.get(EARLIER) or Counted()
        elif event.get("event") == "user":
            messages += event.get("text") != GREETING
        elif event.get("event") == "bot":
            unanswered = unanswered or metadata.get("utter_action") == UNANSWERED
    return Counted(messages, unanswered)
