"""From facts to replies: what is asked about, what is said, and what is offered next. No Rasa."""

from assistant.answers.compose import (
    Button,
    File,
    Reply,
    compose,
    compose_all,
    compose_background,
    compose_listed,
    compose_nothing_more,
    compose_readings,
    compose_reflection,
    compose_short,
    compose_sources,
    offering_visit,
    places,
    source_line,
)
from assistant.answers.context import LISTED, Asked, Context, around, in_full, parts, points_back
from assistant.answers.follow_up import FollowUp, follow_up, meant, pointed_at
from assistant.answers.privacy import KeptOfYou, compose_privacy

__all__ = [
    "LISTED",
    "Asked",
    "Button",
    "Context",
    "File",
    "FollowUp",
    "KeptOfYou",
    "Reply",
    "around",
    "compose",
    "compose_all",
    "compose_background",
    "compose_listed",
    "compose_nothing_more",
    "compose_privacy",
    "compose_readings",
    "compose_reflection",
    "compose_short",
    "compose_sources",
    "follow_up",
    "in_full",
    "meant",
    "offering_visit",
    "parts",
    "places",
    "pointed_at",
    "points_back",
    "source_line",
]
