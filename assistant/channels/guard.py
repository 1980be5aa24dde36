"""What every channel asks of a message before Rasa sees it, and says when Rasa says nothing."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from assistant.data_files import read_yaml
from assistant.dialogue.takeover import PAYLOAD, TROUBLE, screened, takeover
from assistant.emergency_numbers import DOMAIN, numbers
from assistant.red_flags.model import TAKEOVER

LONGEST = 4_000
"""The most characters of a message that are understood; red flags are looked for in all of it."""

RESPONSES = Path(__file__).parents[2] / "data" / "responses"

_GAP = re.compile(r"[\x0b-\x0d\x1c-\x1f]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")  # the last are halves of characters
_PART = re.compile(r".{40,400}?(?:[.!?\n]+|$)|.{1,400}(?:\s|$)|.{1,400}", re.DOTALL)


def admit(text: str) -> str:
    """Make what was typed safe to hand to Rasa.

    Control characters go; the slash goes where it does not start a button's payload (Rasa
    has commands of its own, such as `/restart`, and logs the words after a slash that it does
    not know); of an overlong text the end goes, unless a red flag is in it: then the part with
    the flag stays.
    """
    seen = _INVISIBLE.sub("", _GAP.sub(" ", text)).strip()
    if seen.startswith("/") and not _is_offered(seen):
        seen = seen.lstrip("/ ")
    return seen if len(seen) <= LONGEST else _shortened(seen)


def takes_over(text: str) -> bool:
    """Whether a text reports a red flag now."""
    return takeover(text, ()) is not None


def last_resort(text: str) -> str:
    """What is said when Rasa failed: for a red flag the takeover, else an apology."""
    return _responses()[takeover(text, _responses()) or TROUBLE]


def _is_offered(text: str) -> bool:
    """Whether a text is what a button sends: one of our intents, and a subject or nothing."""
    payload = PAYLOAD.fullmatch(text)
    return payload is not None and payload.group(1) in _intents()


def _shortened(text: str) -> str:
    """The part of an overlong text that reports a red flag, or its beginning.

    Each sentence or two is looked at by itself: among so many words the screener may take a
    flag for a mention. What has no full stops is looked at as a whole as well.
    """
    part = next((part for part in _PART.findall(text) if takes_over(part)), None)
    if part is None:
        part = next((finding.words for finding in screened(text).findings if finding.urgency in TAKEOVER), text)
    return part.strip()[:LONGEST]


@functools.lru_cache(maxsize=1)
def _intents() -> frozenset[str]:
    return frozenset(read_yaml(DOMAIN)["intents"])


@functools.lru_cache(maxsize=1)
def _responses() -> dict[str, str]:
    """The safety responses by name, as Rasa says them; read where Rasa does, to have one wording."""
    files = (read_yaml(path)["responses"] for path in sorted(RESPONSES.glob("safety*.yml")))
    texts = {name: variants[0]["text"] for file in files for name, variants in file.items()}
    return {name: text.format(**numbers().dict()) for name, text in texts.items()}
