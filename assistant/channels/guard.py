"""What every channel asks of a message before Rasa sees it, and says when Rasa says nothing."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from assistant.data_files import read_yaml
from assistant.red_flags import Urgency, screen

LONGEST = 4_000
"""The most characters of a message that are understood; red flags are looked for in all of it."""

RESPONSES = Path(__file__).parents[2] / "data" / "responses" / "safety.yml"

_LAST_RESORT = {Urgency.EMERGENCY: "utter_emergency", Urgency.CRISIS: "utter_crisis"}
_OFFERED = re.compile(r'/[a-z_0-9]+(\{"subject":\s?"[a-z_]+"\})?')
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def admit(text: str) -> str:
    """Make what was typed safe to hand to Rasa.

    Control characters go; the slash goes where it does not start a button's payload (Rasa
    would take `/nonsense{` for an intent of that name); of an overlong text the end goes,
    unless a red flag is in it: then the part with the flag stays.
    """
    seen = _INVISIBLE.sub(" ", text).strip()
    if seen.startswith("/") and not _OFFERED.fullmatch(seen):
        seen = seen.lstrip("/ ")
    if len(seen) <= LONGEST:
        return seen
    takeover = next((f.words for f in screen(seen).findings if f.urgency in _LAST_RESORT), None)
    return seen[:LONGEST] if takeover is None else takeover[:LONGEST]


def last_resort(text: str) -> str:
    """What is said when Rasa failed: for a red flag the takeover, else an apology."""
    return _responses()[_LAST_RESORT.get(screen(text).urgency, "utter_trouble")]


@functools.lru_cache(maxsize=1)
def _responses() -> dict[str, str]:
    """The safety responses by name, as in the domain; read from there to have one wording."""
    return {name: variants[0]["text"] for name, variants in read_yaml(RESPONSES)["responses"].items()}
