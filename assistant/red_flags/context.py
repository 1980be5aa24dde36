"""How a finding is meant: denied, past, only asked about, or happening now.

The way of ConText (Harkema 2009): cues with a scope. It leans to the alarm: whatever
says that something is new outweighs what says that it is old, asked or imagined.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from assistant.red_flags.model import Assertion, Flag, Level, Urgency
from assistant.text import Reading

Span = tuple[int, int]
"""First word, and the word after the last."""

NEGATION_REACH = 7
"""How many words may stand between a negation and what it denies."""

NEGATION_AFTER_REACH = 4
"""The same for a negation that comes after."""

HYPOTHETICAL_REACH = 12
"""How many words may stand between an "if" and what it imagines."""

ANIMAL_REACH = 5
"""How many words may stand between an animal and what happens to it."""


@dataclass(frozen=True)
class Context:
    """A message, and where its cues stand."""

    reading: Reading
    cues: dict[str, list[Span]]

    def judge(self, span: Span, level: Level, flag: Flag) -> tuple[Assertion, str]:
        """Say how the words `span` are meant.

        Args:
            span: the words that a pattern of the flag matched.
            level: that pattern's.
            flag: whose crises are asked about in earnest ("is it wrong to want to die?"), and
                whose lasting disabilities are no news.

        Returns:
            The assertion, and the reason in words.
        """
        sentence = self.reading.words[span[0]].sentence
        recent = self._in_sentence("recent", sentence)
        denial = self._negation(span)
        if denial:
            return Assertion.NEGATED, f"denied by '{denial}'"
        if self._anywhere("study") and not (recent and self._in_sentence("personal", sentence)):
            return Assertion.HYPOTHETICAL, f"for study or a story: '{self._anywhere('study')}'"
        animal = self._animal(span)
        if animal:
            return Assertion.HYPOTHETICAL, f"of an animal: '{animal}'"
        resolved = self._near("resolved", sentence)
        if resolved and flag.urgency is not Urgency.CRISIS and not self._in_sentence("sudden", sentence):
            return Assertion.PAST, f"over and seen to: '{resolved}'"
        no_news = None if recent else self._no_news(span, flag)
        if no_news:
            return no_news
        if level is Level.NOW:
            return Assertion.ASSERTED, "said to be so"
        return self._onset(sentence, recent)

    def _no_news(self, span: Span, flag: Flag) -> tuple[Assertion, str] | None:
        """How what nothing recent is said of is meant, if it is no report."""
        sentence = self.reading.words[span[0]].sentence
        old = self._in_sentence("past", sentence, besides=span)
        if old:
            return Assertion.PAST, f"long ago or long known: '{old}'"
        imagined = self._hypothetical(span)
        if imagined:
            return Assertion.HYPOTHETICAL, f"imagined: '{imagined}'"
        if flag.lasting and not self._in_sentence("sudden", sentence) and self._anywhere("stable"):
            return Assertion.PAST, f"a lasting disability: '{self._anywhere('stable')}'"
        asked = self._is_question(sentence) and not self._in_sentence("personal", sentence)
        if asked and flag.urgency is not Urgency.CRISIS:
            return Assertion.QUESTION, "a general question"
        return None

    def _onset(self, sentence: int, recent: str) -> tuple[Assertion, str]:
        """Whether what is serious only when new is new."""
        onset = self._in_sentence("sudden", sentence) or recent
        gradual = self._in_sentence("gradual", sentence)
        if not onset and not gradual:
            onset = self._near("sudden", sentence) or self._near("recent", sentence)
        if onset and not (gradual and onset == recent):
            return Assertion.ASSERTED, f"new or sudden: '{onset}'"
        return Assertion.NAMED, f"came slowly: '{gradual}'" if gradual else "nothing says that it is new"

    def _negation(self, span: Span) -> str:
        words = self.reading.words
        sentence = words[span[0]].sentence
        for first, last in self.cues["negation"]:
            between = range(last, span[0])
            if last > span[0] or words[first].sentence != sentence or len(between) > NEGATION_REACH:
                continue
            if not any(self._within("negation_ends", i) for i in between) and not self._within("not_negation", first):
                return self.reading.typed(first, last)
        for first, last in self.cues["negation_after"]:
            between = range(span[1], first)
            if first < span[1] or words[first].sentence != sentence or len(between) > NEGATION_AFTER_REACH:
                continue
            if not any(self._within("negation_ends", i) for i in between):
                return self.reading.typed(first, last)
        return ""

    def _hypothetical(self, span: Span) -> str:
        words = self.reading.words
        for first, last in self.cues["hypothetical"]:
            if last > span[0] or span[0] - last > HYPOTHETICAL_REACH or self._within("not_hypothetical", first):
                continue
            if words[first].sentence == words[span[0]].sentence:
                return self.reading.typed(first, last)
        return ""

    def _animal(self, span: Span) -> str:
        words = self.reading.words
        for first, last in self.cues["animal"]:
            if first > span[0] or span[0] - last > ANIMAL_REACH or words[first].sentence != words[span[0]].sentence:
                continue
            if not any(self._within("personal", i) for i in range(last, span[0] + 1)):
                return self.reading.typed(first, last)
        return ""

    def _is_question(self, sentence: int) -> bool:
        return sentence in self.reading.questions or bool(self._in_sentence("question", sentence))

    def _within(self, cue: str, word: int) -> bool:
        return word in self._covered[cue]

    @functools.cached_property
    def _covered(self) -> dict[str, frozenset[int]]:
        """The words that each cue covers."""
        return {
            cue: frozenset(word for first, last in spans for word in range(first, last))
            for cue, spans in self.cues.items()
        }

    def _in_sentence(self, cue: str, sentence: int, besides: Span = (0, 0)) -> str:
        """The first such cue of a sentence, as typed; empty where there is none."""
        for first, last in self.cues[cue]:
            inside_span = besides[0] <= first and last <= besides[1]
            if self.reading.words[first].sentence == sentence and not inside_span:
                return self.reading.typed(first, last)
        return ""

    def _near(self, cue: str, sentence: int) -> str:
        """The same in the sentence or one beside it."""
        found = (self._in_sentence(cue, s) for s in (sentence, sentence + 1, sentence - 1))
        return next((text for text in found if text), "")

    def _anywhere(self, cue: str) -> str:
        return self.reading.typed(*self.cues[cue][0]) if self.cues[cue] else ""
