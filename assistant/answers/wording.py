"""The words around the facts, from `wording.yml`."""

from __future__ import annotations

import functools
from pathlib import Path

from pydantic import BaseModel, Extra, validator

from assistant.data_files import parse, read_yaml
from assistant.facts.model import Aspect, Kind


class AspectWords(BaseModel):
    """What an aspect is called, and how it is offered as a next question."""

    class Config:
        extra = Extra.forbid

    called: str
    offer: str


class Sentences(BaseModel):
    """The sentences that stand around facts."""

    class Config:
        extra = Extra.forbid

    not_covered: str
    not_covered_general: str
    nothing: str
    reflect: str
    reflect_documents: str
    emergency_first: str
    source: str
    sources: str
    no_publisher: str
    where: str
    where_nothing: str
    more_nothing: str
    repeat_nothing: str


class Wording(BaseModel):
    """All of `wording.yml`."""

    class Config:
        extra = Extra.forbid

    aspects: dict[Aspect, AspectWords]
    next_questions: dict[Kind, tuple[Aspect, ...]]
    sentences: Sentences

    @validator("aspects")
    def _every_aspect(cls, aspects: dict[Aspect, AspectWords]) -> dict[Aspect, AspectWords]:
        missing = [aspect.value for aspect in Aspect if aspect not in aspects]
        if missing:
            raise ValueError(f"lacks {', '.join(missing)}")
        return aspects

    @validator("next_questions")
    def _every_kind(cls, questions: dict[Kind, tuple[Aspect, ...]]) -> dict[Kind, tuple[Aspect, ...]]:
        missing = [kind.value for kind in Kind if kind not in questions]
        if missing:
            raise ValueError(f"lacks {', '.join(missing)}")
        return questions


@functools.lru_cache(maxsize=1)
def wording() -> Wording:
    """The wording that comes with the assistant, read once a process.

    Raises:
        DataError: naming the file and the key at fault.
    """
    path = Path(__file__).with_name("wording.yml")
    return parse(Wording, read_yaml(path), path)
