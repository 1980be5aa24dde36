"""Which questions that ask for a yes or a no the facts decide.

A wrong yes is worse than none, so nothing is concluded: a question is decided only where it holds the same
subjects and the same words that an answer turns on, in the same order, as one that a curator wrote beside the
fact, and means nearly the same. Meaning alone would not do: "prevents" is as near to "causes" as "leads to" is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.data_files import DataError, Strict, parse, read_yaml
from assistant.encoder import SIZE, default_encoder, encode_known
from assistant.facts.loader import Facts
from assistant.facts.model import Decision, Fact, Kind
from assistant.facts.vocabulary import Vocabulary
from assistant.text import Word, read

FILE = Path(__file__).with_name("yes_no.yml")

SAME = 0.78
"""From this likeness on, two questions ask the same."""

APART = 0.08
"""How much nearer than a question with another answer the nearest must be."""

LONGEST = 30
"""Of so many words, a question is a story: too much in it is not compared."""

NAMED = (Kind.CONDITION, Kind.ATROPHY, Kind.TEST)
NAME = "it"
"""What stands for the names of such subjects when questions are compared, so that names make them no more alike."""

_BREAK = re.compile(r"[.,;:!?]")


class Words(Strict):
    """All of `yes_no.yml`."""

    begins: frozenset[str]
    before: frozenset[str]
    denying: frozenset[str]
    telling: frozenset[str]
    told: frozenset[str]
    turning: dict[str, frozenset[str]]

    def turns_on(self, word: str) -> str | None:
        """What a word asks for, if an answer turns on it."""
        return next((sense for sense, words in self.turning.items() if word in words), None)


class Asked(NamedTuple):
    """A question that asks for a yes or a no, as it is compared."""

    order: tuple[str, ...]
    """The subjects and the senses of words that an answer turns on, as they follow each other."""
    text: str


class Decided(NamedTuple):
    """A fact that decides a question, and how."""

    fact: Fact
    decision: Decision


class YesNo:
    """Compares questions with those that the facts decide."""

    def __init__(self, facts: Facts) -> None:
        """Read the questions that the facts decide.

        Args:
            facts: the facts.

        Raises:
            DataError: a question that a fact decides asks for no yes or no, or two facts decide it.
        """
        self._vocabulary = Vocabulary(facts)
        self._named = {key for key, subject in facts.subjects.items() if subject.kind in NAMED}
        self._decided: list[Decided] = []
        self._asked: list[Asked] = []
        self._vectors = np.zeros((0, SIZE), dtype=np.float32)
        for fact in facts.all:
            for decides in fact.decides:
                for question in decides.questions:
                    self._add(Decided(fact, decides.answer), question)

    def prepare(self) -> None:
        """Encode the questions, so that the first one that is asked need not wait for it."""
        self._vectors = encode_known([asked.text for asked in self._asked])

    def decided(self, question: str) -> Decided | None:
        """The fact that decides a question, or None where that is not certain."""
        asked = self._read(question)
        if asked is None:
            return None
        same = [i for i, known in enumerate(self._asked) if known.order == asked.order]
        if not same:
            return None
        near = self._vectors[same] @ default_encoder().encode([asked.text])[0]
        best = int(np.argmax(near))
        nearest = self._decided[same[best]]
        others = [score for i, score in zip(same, near) if self._decided[i].decision is not nearest.decision]
        certain = near[best] >= SAME and near[best] - max(others, default=0.0) >= APART
        return nearest if certain else None

    def _add(self, decided: Decided, question: str) -> None:
        asked = self._read(question)
        where = f"{decided.fact.subject}.yml: facts: {decided.fact.id}: decides: '{question}'"
        if asked is None:
            raise DataError(f"{where} does not ask for a yes or a no, or denies something")
        if asked in self._asked:
            raise DataError(f"{where} is decided twice (also by {self._decided[self._asked.index(asked)].fact.id})")
        self._decided.append(decided)
        self._asked.append(asked)

    def _read(self, question: str) -> Asked | None:
        """A question as it is compared; None where it is none of this kind, or denies something."""
        asked, left_out = taken_apart(question)
        words = read(asked).words
        if len(words) > LONGEST or not asking_yes_or_no(asked, words):
            return None
        if any(word.text in yes_no_words().denying for word in words) or _asks_to_be_told(words):
            return None
        mentions = self._vocabulary.mentions(asked)
        order = [mention.subject for mention in self._vocabulary.mentions(left_out)]
        said: list[str] = []
        for word in words:
            mention = next((m for m in mentions if m.start <= word.start < m.end), None)
            if mention is None:
                said.append(word.text)
                order.append(yes_no_words().turns_on(word.text) or "")
            elif mention.start == word.start:
                said.append(NAME if mention.subject in self._named else mention.words)
                order.append(mention.subject)
        return Asked(tuple(filter(None, order)), " ".join(said))


def taken_apart(question: str) -> tuple[str, str]:
    """A question, and the subject that it left out, which stands in brackets behind it."""
    if not question.endswith(")"):
        return question, ""
    asked, _, left_out = question[:-1].rpartition("(")
    return asked, left_out


def asking_yes_or_no(asked: str, words: Sequence[Word]) -> Sequence[Word]:
    """The words from where they ask for a yes or a no on; none where they do not.

    Args:
        asked: the message.
        words: those of its words that count.

    They do where they begin so, or where those behind a comma or a stop do.
    """
    begins = True
    for number, word in enumerate(words):
        before = words[number - 1] if number else None
        begins = begins or (before is not None and _BREAK.search(asked[before.end : word.start]) is not None)
        if begins and word.text in yes_no_words().begins:
            return words[number:]
        begins = begins and word.text in yes_no_words().before
    return ()


def _asks_to_be_told(words: Sequence[Word]) -> bool:
    """Whether the yes or no is a matter of politeness: "can anyone explain why we lose muscle"."""
    known = yes_no_words()
    return any(a.text in known.telling and b.text in known.told for a, b in zip(words, words[1:]))


def load_words(path: Path = FILE) -> Words:
    """Read the words that such a question is known by.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return parse(Words, read_yaml(path), path)


@functools.lru_cache(maxsize=1)
def yes_no_words() -> Words:
    """The words that come with the assistant, read once a process."""
    return load_words()
