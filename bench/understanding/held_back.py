"""The questions that nothing learns from, and the messages that no fact answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from assistant.data_files import DataError, Strict, parse, read_yaml
from assistant.facts.loader import Facts, default_facts

FILE = Path(__file__).with_name("held_back.yml")


class Question(Strict):
    """A question with its right answer."""

    text: str
    intent: str
    subject: str
    facts: tuple[str, ...]
    """The ids of the facts of which any one, said first, answers it."""


class HeldBack(Strict):
    """All of `held_back.yml`."""

    questions: tuple[Question, ...]
    outside: dict[str, tuple[str, ...]]
    """The messages that no fact answers, by what they are."""

    def without(self, learned: Collection[str]) -> HeldBack:
        """What is left when what was learned from is left out, whatever its case and punctuation."""
        known = {key(text) for text in learned}
        return HeldBack(
            questions=tuple(question for question in self.questions if key(question.text) not in known),
            outside={kind: tuple(t for t in texts if key(t) not in known) for kind, texts in self.outside.items()},
        )


def load(path: Path = FILE, facts: Facts | None = None) -> HeldBack:
    """Read them.

    Args:
        path: the file.
        facts: the facts that may be named; those that come with the assistant, if none are given.

    Raises:
        DataError: naming the key at fault, or the fact or subject that there is not.
    """
    held_back, known = parse(HeldBack, read_yaml(path), path), facts or default_facts()
    ids = {fact.id for fact in known.all}
    for number, question in enumerate(held_back.questions):
        unknown = [name for name in question.facts if name not in ids]
        unknown += [question.subject] if question.subject not in known.subjects else []
        if unknown or not question.facts:
            raise DataError(f"{path.name}: questions.{number}: there is no {', '.join(unknown) or 'fact named'}")
    return held_back


def key(text: str) -> str:
    """What is the same in texts that differ only in case and punctuation; of one without a word, the text itself."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text
