"""Which response of safety a text asks for: one place for the policy and for the channels. No Rasa."""

from __future__ import annotations

import functools
import re
from collections.abc import Container

from assistant.red_flags import Screening, Urgency, screen
from assistant.red_flags.model import TAKEOVER
from assistant.red_flags.weighing import LEARNED

EMERGENCY = "utter_emergency"
CRISIS = "utter_crisis"
WHEN_TO_CALL = "utter_when_to_call"
TROUBLE = "utter_trouble"

TOGETHER = 120.0
"""Seconds within which two messages may be one that was sent in two. Whoever types in fear sends the
rest within moments, also on a phone; after two minutes it is another thought."""

FRAGMENT = 5
"""A message of so many words or fewer can be the half of a sentence."""

SCREENED = 100
"""How many texts are remembered with what was found: of as many people as may write at once. With fewer, what the
channel screened is forgotten while others' messages come in, and each message is screened three times."""

PAYLOAD = re.compile(r'/([a-z_0-9]+)(\{"subject":\s?"[a-z_]+"\})?')
"""What a button sends: an intent, and a subject or nothing. Nobody's words, so they report nothing."""

_TAKEOVER = {Urgency.EMERGENCY: EMERGENCY, Urgency.CRISIS: CRISIS}

_ASKS = re.compile(
    r"\?"
    r"|\b(?:what|what's|whats|how|why|which)\b"
    r"|\b(?:tell|teach|explain|show|describe|talk|read|learn|wonder|wondering|know) (?:\w+ )?(?:about|more)\b"
    r"|^\W*(?:and|but|so|or|ok|okay|then|also|when|where|who)*\W*"
    r"(?:can|could|does|do|did|is|are|was|will|would|should|may|might|has|have)"
    r" (?:i|you|he|she|it|we|they|there|this|that|these|those|my|his|her|your|our|their|a|an|the|people|someone)\b",
    re.IGNORECASE,
)
"""What only a question has; "is drooping" has not, and goes on from "my face"."""


@functools.lru_cache(maxsize=SCREENED)
def screened(text: str) -> Screening:
    """What screening a text came to.

    A turn asks this several times: the channel, and the policy before each action, while others are answered. So the
    last texts stay in this process's memory until others come; they are written nowhere.
    """
    return screen(text)


def takeover(text: str, responses: Container[str]) -> str | None:
    """The response that goes before everything else, if a text reports a red flag now.

    Args:
        text: what was typed.
        responses: the names of the responses that there are.

    Returns:
        The name of the response, or None where nothing needs to be interrupted. A text in another
        language is answered in it, and a flag that is reported in English may have a response of
        its own, where there is one with its name behind the common one's.
    """
    if PAYLOAD.fullmatch(text):
        return None
    screening = screened(text)
    common = _TAKEOVER.get(screening.urgency)
    reported = (finding.flag for finding in screening.findings if finding.urgency in TAKEOVER)
    own = (f"{common}_{name}" for name in ([screening.language] if screening.language else reported))
    return next((name for name in own if name in responses), common)


def is_takeover(action: str) -> bool:
    """Whether an action is one of the responses that `takeover` names."""
    return action.startswith((EMERGENCY, CRISIS))


def kind_of_takeover(action: str) -> str | None:
    """What kind of red flag an action answers, "emergency" or "crisis"; None where it answers none."""
    return next((urgency.value for urgency, name in _TAKEOVER.items() if action.startswith(name)), None)


def takeover_of_two(before: str, now: str, responses: Container[str]) -> str | None:
    """The response that goes before everything else, if two messages together report a red flag now.

    Args:
        before: the message before.
        now: the message that followed it at once.
        responses: the names of the responses that there are.

    Returns:
        The name of the response, or None. Where no pattern finds words of a flag, two answers put together may by
        chance be like an emergency: it must be like one whether they are one sentence or two.
    """
    sentence = as_one(before, now)
    response = takeover(sentence, responses) if sentence else None
    if not (sentence and response) or any(finding.flag != LEARNED for finding in screened(sentence).findings):
        return response
    return takeover(f"{before}. {now}", responses) and response


def as_one(before: str, now: str) -> str | None:
    """Two messages as the sentence that may have been sent in two: "my arm", "suddenly went numb".

    Args:
        before: the message before.
        now: the message that followed it at once.

    Returns:
        The sentence; None where each stands by itself: where either asks something or is a
        button's, or neither is a fragment of a few words.
    """
    parts = [part.strip(" \t\n.…,;:–-") for part in (before, now)]
    if any(not part or part.startswith("/") or _ASKS.search(part) for part in parts):
        return None
    return " ".join(parts) if min(len(part.split()) for part in parts) <= FRAGMENT else None
