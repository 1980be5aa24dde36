"""The words around the facts, from `wording.yml`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Iterator
from enum import Enum
from pathlib import Path

from pydantic import validator
from pydantic.fields import ModelField
from pydantic.validators import str_validator

from assistant.data_files import Strict, parse, read_yaml
from assistant.facts.model import Aspect, Decision, Doubt, Kind

FILE = Path(__file__).with_name("wording.yml")

_FILLED_IN = {
    "not_covered": ("aspect",),
    "source": ("titles",),
    "sources": ("titles",),
    "corrected": ("title",),
    "more_nothing": ("name",),
    "which_reading": ("number",),
    "short": ("facts",),
    "reflect_named": ("signs",),
    "background_documents": ("name",),
    "privacy_messages": ("count",),
    "privacy_subject": ("name",),
    "privacy_visit": ("titles",),
    "privacy_messenger": ("messenger",),
}
"""The placeholders that a sentence may hold."""


def _one_line(words: str, *placeholders: str) -> str:
    """Words that can be put into a message: no line break (channels split there), no unknown placeholder."""
    if "\n" in words:
        raise ValueError("must be one line")
    try:
        words.format(**dict.fromkeys(placeholders, ""))
    except (AttributeError, LookupError, ValueError) as error:
        known = " and ".join(f"{{{name}}}" for name in placeholders) or "none"
        raise ValueError(f"holds another placeholder than {known}, or a single brace") from error
    return words


class AboutSubject(str):
    """Words that may hold the subject's {name}."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[str], str]]:
        """What pydantic checks."""
        yield str_validator
        yield lambda words: _one_line(words, "name")


class Sentences(Strict):
    """The sentences that stand around facts."""

    not_covered: str
    not_covered_that: str
    not_covered_rest: str
    nothing: str
    reflect_thanks: str
    reflect_named: str
    reflect: str
    reflect_documents: str
    background: str
    background_documents: str
    visit_offer: str
    visit_prepare: str
    emergency_first: str
    source: str
    sources: str
    corrected: str
    no_publisher: str
    where: str
    where_nothing: str
    more_nothing: str
    repeat_nothing: str
    short: str
    short_nothing: str
    which_subject: str
    which_reading: str
    which_button: str
    privacy_nothing: str
    privacy_kept: str
    privacy_messages: str
    privacy_subject: str
    privacy_visit: str
    privacy_unanswered: str
    privacy_who: str
    privacy_messenger: str
    privacy_forget: str
    privacy_forget_button: str

    @validator("*")
    def _holds_what_is_filled_in(cls, words: str, field: ModelField) -> str:
        return _one_line(words, *_FILLED_IN.get(field.name, ()))


class Wording(Strict):
    """All of `wording.yml`."""

    aspects: dict[Aspect, AboutSubject]
    """What an aspect is called in a sentence."""
    next_questions: dict[Kind, dict[Aspect, AboutSubject]]
    """What is offered next, by kind of subject, the most natural first."""
    decisions: dict[Decision, str]
    """What is said first to a question that asks for a yes or a no."""
    doubts: dict[Doubt, str]
    """What is said first where the facts do not answer outright."""
    sentences: Sentences

    @validator("aspects")
    def _every_aspect(cls, aspects: dict[Aspect, AboutSubject]) -> dict[Aspect, AboutSubject]:
        _lacks_none(Aspect, aspects)
        return aspects

    @validator("decisions")
    def _every_decision(cls, decisions: dict[Decision, str]) -> dict[Decision, str]:
        _lacks_none(Decision, decisions)
        return {decision: _one_line(words) for decision, words in decisions.items()}

    @validator("doubts")
    def _every_doubt(cls, doubts: dict[Doubt, str]) -> dict[Doubt, str]:
        _lacks_none(Doubt, doubts)
        return {doubt: _one_line(words) for doubt, words in doubts.items()}

    @validator("next_questions")
    def _every_kind(cls, questions: dict[Kind, dict[Aspect, AboutSubject]]) -> dict[Kind, dict[Aspect, AboutSubject]]:
        _lacks_none(Kind, questions)
        return questions


def _lacks_none(kinds: type[Enum], given: Container[Enum]) -> None:
    """Refuse what has no words for one of these."""
    missing = [str(kind.value) for kind in kinds if kind not in given]
    if missing:
        raise ValueError(f"lacks {', '.join(missing)}")


def load_wording(path: Path = FILE) -> Wording:
    """Read the wording.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return parse(Wording, read_yaml(path), path)


@functools.lru_cache(maxsize=1)
def wording() -> Wording:
    """The wording that comes with the assistant, read once a process."""
    return load_wording()
