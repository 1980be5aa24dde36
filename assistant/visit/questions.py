"""The doctor's five questions, from `visit.yml`."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from pydantic import validator

from assistant.data_files import Strict, parse, read_yaml
from assistant.facts.loader import default_facts
from assistant.facts.model import Kind
from assistant.facts.vocabulary import default_vocabulary

FILE = Path(__file__).with_name("visit.yml")

SKIPPED = "-"
"""What stands for an answer where a question was skipped; a slot without a value would be asked for again."""


class Question(Strict):
    """One of the questions."""

    slot: str
    title: str
    names: frozenset[str]
    """What somebody calls it who wants to change the answer."""
    help: str
    cues: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()

    @validator("cues", each_item=True)
    def _an_expression(cls, cue: str) -> str:
        try:
            re.compile(cue)
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from error
        return cue

    def fits(self, text: str) -> bool:
        """Whether a text holds one of the cues, or names a subject of one of the kinds."""
        if re.search(rf"\b(?:{'|'.join(self.cues)})", text, re.IGNORECASE):
            return True
        subjects = default_facts().subjects
        return any(subjects[m.subject].kind in self.kinds for m in default_vocabulary().mentions(text))


class Page(Strict):
    """The words of the page."""

    file: str
    """What it is called where it is kept."""
    heading: str
    not_said: str
    connected: str
    ask: str
    to_ask: tuple[str, ...]
    to_ask_on_medicines: str
    keep: str
    nothing: str


class Visit(Strict):
    """All of `visit.yml`."""

    questions: tuple[Question, ...]
    order: tuple[str, ...]
    wishes: frozenset[str]
    chat: frozenset[str]
    noted: str
    """What is said where an answer belonged to another question than the one asked."""
    page: Page

    @validator("order")
    def _names_each_question(cls, order: tuple[str, ...], values: dict) -> tuple[str, ...]:
        if sorted(order) != sorted(question.slot for question in values.get("questions", ())):
            raise ValueError("must name each question once")
        return order

    def in_order(self) -> list[Question]:
        """The questions as they are asked and stand on the page."""
        return sorted(self.questions, key=lambda question: self.order.index(question.slot))


def load_questions(path: Path = FILE) -> Visit:
    """Read the questions and the page's words.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return parse(Visit, read_yaml(path), path)


@functools.lru_cache(maxsize=1)
def questions() -> Visit:
    """The questions that come with the assistant, read once a process."""
    return load_questions()
