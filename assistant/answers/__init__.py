"""From facts to replies: what is asked about, what is said, and what is offered next. No Rasa."""

from assistant.answers.compose import (
    Button,
    Reply,
    compose,
    compose_nothing_more,
    compose_reflection,
    compose_sources,
    places,
)
from assistant.answers.context import Asked, in_full

__all__ = [
    "Asked",
    "Button",
    "Reply",
    "compose",
    "compose_nothing_more",
    "compose_reflection",
    "compose_sources",
    "in_full",
    "places",
]
