"""School grade (Flesch-Kincaid) and length of sentences of a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

import textstat
from pydantic import Field

from assistant.data_files import Strict, parse, read_yaml
from assistant.facts.loader import default_facts
from assistant.facts.model import Kind
from assistant.facts.vocabulary import default_vocabulary

FILE = Path(__file__).with_name("exempt.yml")

PLAIN = "it"
"""What a name that is exempt is measured as."""

_SOURCES = re.compile(r"Sources?: ")
_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"“(]?[A-Z0-9])")


class Exempt(Strict):
    """All of `exempt.yml`."""

    kinds: tuple[Kind, ...]
    terms: dict[str, str] = Field(...)
    """Each with why it is said."""

    def without(self, text: str) -> str:
        """The text, with a short word for each name and term that is exempt."""
        subjects = default_facts().subjects
        for mention in reversed(default_vocabulary().mentions(text)):
            if subjects[mention.subject].kind in self.kinds:
                text = f"{text[: mention.start]}{PLAIN}{text[mention.end :]}"
        for term in self.terms:
            text = re.sub(rf"\b{re.escape(term)}\b", PLAIN, text, flags=re.IGNORECASE)
        return text


def load_exempt(path: Path = FILE) -> Exempt:
    """Read what is exempt.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return parse(Exempt, read_yaml(path), path)


@functools.lru_cache(maxsize=1)
def exempt() -> Exempt:
    """What is exempt here, read once a process."""
    return load_exempt()


def grade(text: str) -> float:
    """The school grade whose pupils can read a text; its lines of sources do not count."""
    return float(textstat.flesch_kincaid_grade(" ".join(sentences(text))))


def longest(text: str) -> str:
    """The sentence with the most words."""
    return max(sentences(text), key=words)


def words(sentence: str) -> int:
    """How many words a sentence has."""
    return len(sentence.split())


def sentences(text: str) -> Sequence[str]:
    """The sentences of a text, each with an end, without bullets and the lines of sources.

    A line is at least one sentence: what stands in a list is read by itself.
    """
    lines = (line.removeprefix("• ").strip() for line in text.splitlines() if not _SOURCES.match(line))
    found = (sentence for line in lines for sentence in _END.split(line))
    return [sentence if sentence.endswith((".", "!", "?")) else f"{sentence.rstrip(':')}." for sentence in found]
