"""The numbers to call in an emergency: slots of `domain.yml`, where another country's are set.

Rasa puts them into its responses by itself; whatever else names a number takes it from here.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, StrictStr

from assistant.data_files import DataError, parse, read_yaml
from assistant.limits import OPENING

DOMAIN = Path(__file__).parents[1] / "domain.yml"

_DOCUMENTS_NUMBER = re.compile(r"\b911\b(?! (?:is the emergency number )?in the US)")
"""The number as the facts have it, which come from American documents; not where they say so."""


class Slots(BaseModel):
    """What is read here of a domain."""

    slots: dict[StrictStr, dict[StrictStr, Any]]


class Numbers(BaseModel):
    """The slots of these names, by their initial values."""

    emergency_number: StrictStr
    crisis_line: StrictStr
    poison_line: StrictStr
    """With its name, as in "Poison Help at …"."""
    emergency_country: StrictStr
    """Where these three are right, as in "outside the US"."""
    emergency_elsewhere: StrictStr
    """What is called in many other countries."""


def read_numbers(path: Path = DOMAIN) -> Numbers:
    """Read the numbers of a domain.

    Raises:
        DataError: the file lacks a slot, or its initial value is no text (numbers stand in quotes).
    """
    slots = parse(Slots, read_yaml(path), path).slots
    lacking = [name for name in Numbers.__fields__ if "initial_value" not in slots.get(name, {})]
    if lacking:
        raise DataError(f"{path.name}: slots: {', '.join(lacking)}: must be there with an initial_value")
    return parse(Numbers, {name: slots[name]["initial_value"] for name in Numbers.__fields__}, path, "slots")


@functools.lru_cache(maxsize=1)
def numbers() -> Numbers:
    """The numbers of the assistant's domain, read once a process."""
    return read_numbers()


def begins_with_number(text: str) -> bool:
    """Whether the emergency number is among what is read first of an answer."""
    return numbers().emergency_number in text[:OPENING]


def with_own_number(text: str) -> str:
    """What facts say, with the emergency number of the country that is set."""
    return _DOCUMENTS_NUMBER.sub(numbers().emergency_number, text)
