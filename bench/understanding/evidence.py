"""Everything that was measured, and the figures that it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bench.share import Share
from bench.understanding.asking import Heard, Outcome
from bench.understanding.cross_validation import Judgement
from bench.understanding.held_back import HeldBack, Question


@dataclass(frozen=True)
class Asked:
    """A question that was held back, and what the assistant made of it."""

    question: Question
    heard: Heard

    @property
    def intent_right(self) -> bool:
        """Whether it knew what is asked."""
        return self.heard.intent == self.question.intent

    @property
    def guess_right(self) -> bool:
        """Whether its likeliest intent is right, certain enough or not."""
        return self.heard.guess == self.question.intent

    @property
    def answered(self) -> bool:
        """Whether it gave an answer, right or wrong."""
        return self.heard.outcome is Outcome.ANSWERED

    @property
    def right_first(self) -> bool:
        """Whether the answer begins with a fact that answers the question."""
        return self.answered and self.heard.told[0] in self.question.facts

    @property
    def right_among(self) -> bool:
        """Whether such a fact is in the answer at all."""
        return self.answered and not set(self.heard.told).isdisjoint(self.question.facts)

    @property
    def subject_right(self) -> bool:
        """Whether the answer is about the subject, or one of which a right fact is."""
        about = {self.question.subject, *(fact.partition(".")[0] for fact in self.question.facts)}
        return self.answered and self.heard.told[0].partition(".")[0] in about


@dataclass(frozen=True)
class Outside:
    """A message that no fact answers, and what the assistant made of it."""

    kind: str
    heard: Heard

    @property
    def right(self) -> bool:
        """Whether no fact was said as if it were the answer."""
        return self.heard.outcome is not Outcome.ANSWERED


@dataclass(frozen=True)
class Evidence:
    """What was asked and judged."""

    asked: tuple[Asked, ...]
    outside: tuple[Outside, ...]
    judged: tuple[Judgement, ...]
    """Every example, judged by a model that learned from the other folds."""

    @property
    def confusions(self) -> Counter[tuple[str, str]]:
        """How often an intent was taken for another, in cross-validation: (right, guessed)."""
        return Counter((one.intent, one.guess) for one in self.judged if not one.right)

    @property
    def certain_held_back(self) -> list[tuple[float, bool]]:
        """How certain the likeliest intent of each question held back was, and whether it was right."""
        return [(one.heard.confidence, one.guess_right) for one in self.asked]

    @property
    def certain_judged(self) -> list[tuple[float, bool]]:
        """The same in cross-validation."""
        return [(one.confidence, one.right) for one in self.judged]


def share(of: Iterable[bool]) -> Share:
    """How many are so."""
    found = list(of)
    return Share(sum(found), len(found))


def gather(held_back: HeldBack, heard: dict[str, Heard], judged: Iterable[Judgement]) -> Evidence:
    """Put together what was asked and what was heard.

    Args:
        held_back: the questions and messages.
        heard: what the assistant made of each text.
        judged: what cross-validation gave.
    """
    asked = tuple(Asked(question, heard[question.text]) for question in held_back.questions)
    outside = tuple(Outside(kind, heard[text]) for kind, texts in held_back.outside.items() for text in texts)
    return Evidence(asked, outside, tuple(judged))
