"""From facts to replies: what is asked about, what is said, and what is offered next. No Rasa."""

from assistant.answers.compose import (
    Button,
    Reply,
    compose,
    compose_nothing_more,
    compose_reflection,
    compose_sources,
)
from assistant.answers.context import subjects_asked

__all__ = [
    "Button",
    "Reply",
    "compose",
    "compose_nothing_more",
    "compose_reflection",
    "compose_sources",
    "subjects_asked",
]
