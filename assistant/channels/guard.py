"""What every channel asks of a message before Rasa sees it, and says when Rasa says nothing."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Container
from pathlib import Path

from pydantic import BaseModel, StrictStr, conlist

from assistant.data_files import DataError, parse, read_yaml
from assistant.dialogue.takeover import CRISIS, EMERGENCY, PAYLOAD, TROUBLE, screened, takeover, takeover_of_two
from assistant.emergency_numbers import DOMAIN, numbers
from assistant.limits import LONGEST
from assistant.red_flags.model import TAKEOVER, Urgency
from assistant.red_flags.weighing import LEARNED

logger = logging.getLogger(__name__)

WORDS_ONLY = "utter_words_only"
"""The response to a picture, a voice message or a file."""

SLOW_DOWN = "utter_slow_down"
"""The response to who writes too fast."""

BUSY = "utter_busy"
"""The response to whom too many others are before."""

RESPONSES = Path(__file__).parents[2] / "data" / "responses"

_GAP = re.compile(r"[\x0b-\x0d\x1c-\x1f]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")  # the last are halves of characters
_PART = re.compile(r".{40,400}?(?:[.!?\n]+|$)|.{1,400}(?:\s|$)|.{1,400}", re.DOTALL)


class Variant(BaseModel):
    """One of the texts of a response, as far as it is read here."""

    text: StrictStr


class Responses(BaseModel):
    """A file of responses."""

    responses: dict[StrictStr, conlist(Variant, min_items=1)]  # type: ignore[valid-type]


class Intents(BaseModel):
    """What is read here of the domain."""

    intents: tuple[StrictStr, ...]


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


def takes_over(text: str, before: str = "") -> bool:
    """Whether a text reports a red flag now, by itself or together with the one just before it."""
    return _takeover(text, before, ()) is not None


def last_resort(text: str) -> str:
    """What is said when Rasa failed, by `last_response`."""
    return responses()[last_response(text)]


def last_response(text: str, before: str = "") -> str:
    """The response that is said when Rasa failed: for a red flag the takeover, else an apology.

    A red flag may stand in the text, or in it and the one just before it. Where the text cannot be
    screened, it is taken for a red flag: nobody knows that it is none.
    """
    try:
        return _takeover(text, before, responses()) or TROUBLE
    except Exception as error:  # whatever it is, somebody waits for an answer
        logger.error("A message could not be screened: %s", type(error).__name__)
        return EMERGENCY


def _takeover(text: str, before: str, among: Container[str]) -> str | None:
    return takeover(text, among) or (takeover_of_two(before, text, among) if before else None)


def read_responses(folder: Path = RESPONSES) -> dict[str, str]:
    """Read the domain's responses as Rasa says them; where Rasa does, to have one wording.

    Returns:
        The text of each, by name, with the numbers of the domain in it.

    Raises:
        DataError: naming the file and the key at fault, or the response of safety that is missing.
    """
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, variants in parse(Responses, read_yaml(path), path).responses.items():
            try:
                texts[name] = variants[0].text.format(**numbers().dict())
            except (KeyError, IndexError, ValueError) as error:
                raise DataError(f"{path.name}: responses.{name}: another slot than a number, or a brace") from error
    missing = [name for name in (EMERGENCY, CRISIS, TROUBLE, WORDS_ONLY, SLOW_DOWN, BUSY) if name not in texts]
    if missing:
        raise DataError(f"responses: {', '.join(missing)}: must be there")
    return texts


@functools.lru_cache(maxsize=1)
def responses() -> dict[str, str]:
    """The texts of the domain's responses, read once a process."""
    return read_responses()


@functools.lru_cache(maxsize=1)
def intents() -> frozenset[str]:
    """The intents of the domain.

    Raises:
        DataError: naming the key at fault.
    """
    return frozenset(parse(Intents, read_yaml(DOMAIN), DOMAIN).intents)


def _is_offered(text: str) -> bool:
    """Whether a text is what a button sends: one of our intents, and a subject or nothing."""
    payload = PAYLOAD.fullmatch(text)
    return payload is not None and payload.group(1) in intents()


def _shortened(text: str) -> str:
    """The part of an overlong text that reports the gravest red flag, or its beginning.

    Each sentence or two is looked at by itself: among so many words the screener may take a
    flag for a mention. What has no full stops is looked at as a whole as well.
    """
    part = max((part for part in _PART.findall(text) if takes_over(part)), key=_gravity, default=None)
    if part is None:
        part = next((finding.words for finding in screened(text).findings if finding.urgency in TAKEOVER), text)
    return part.strip()[:LONGEST]


def _gravity(part: str) -> tuple[bool, bool]:
    """A crisis before other emergencies, and what a pattern finds before what only sounds like one."""
    screening = screened(part)
    return screening.urgency is Urgency.CRISIS, screening.findings[0].flag != LEARNED
