"""How a finding is meant: denied, past, only asked about, or happening now.

The way of ConText (Harkema 2009): cues with a scope. It leans to the alarm: whatever
says that something is new outweighs what says that it is old, asked or imagined.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.red_flags.model import Assertion, Flag, Level, Urgency
from assistant.red_flags.places import Places, Span
from assistant.text import Reading

NEGATION_REACH = 7
"""How many words may stand between a negation and what it denies."""

NEGATION_AFTER_REACH = 4
"""The same for a negation that comes after."""

HYPOTHETICAL_REACH = 12
"""How many words may stand between an "if" and what it imagines."""

ANIMAL_REACH = 5
"""How many words may stand between an animal and what happens to it."""

SUBJECT_REACH = 3
"""How many words may stand between "I" and what happens to the writer."""

CALMING_REACH = 25
"""How many words before or after a finding that may begin which calms it otherwise: some never end a sentence."""

BARE = 1
"""How many words may stand beside a finding with a question mark, for it to be fear and no question ("a stroke??")."""


@dataclass(frozen=True)
class Context:
    """A message, and where its cues stand."""

    reading: Reading
    cues: dict[str, Places]
    findings: Places
    """Of all flags."""

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
        study = self._study(span, recent)
        if study:
            return Assertion.HYPOTHETICAL, f"for study or a story: '{study}'"
        animal = self._animal(span)
        if animal:
            return Assertion.HYPOTHETICAL, f"of an animal: '{animal}'"
        resolved = self._resolved(span, recent)
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
        sudden = self._in_sentence("sudden", self.reading.words[span[0]].sentence)
        old = self._calming("past", span)
        if old and not (sudden and self._is_present(span)):
            return Assertion.PAST, f"long ago or long known: '{old}'"
        imagined = self._hypothetical(span)
        # Who imagines it of oneself ("what happens if I jump") means it.
        earnest = flag.urgency is Urgency.CRISIS and self.cues["subject"].cover(max(span[0] - 2, 0), span[1])
        if imagined and not earnest:
            return Assertion.HYPOTHETICAL, f"imagined: '{imagined}'"
        stable = self._stable(span) if flag.lasting and not sudden else ""
        if stable:
            return Assertion.PAST, f"a lasting disability: '{stable}'"
        if flag.urgency is not Urgency.CRISIS and self._is_question(span):
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
        start, stop = self._bounds(span)
        ends, not_one = self.cues["negation_ends"], self.cues["not_negation"]
        for first, end in self.cues["negation"].ending(max(start, span[0] - NEGATION_REACH - 1), span[0]):
            if not ends.cover(end, span[0]) and not not_one.cover(first, first + 1):
                return self.reading.typed(first, end)
        for first, end in self.cues["negation_after"].beginning(span[1], min(stop, span[1] + NEGATION_AFTER_REACH + 1)):
            if not ends.cover(span[1], first):
                return self.reading.typed(first, end)
        return ""

    def _hypothetical(self, span: Span) -> str:
        start = max(self._bounds(span)[0], span[0] - HYPOTHETICAL_REACH - 1)
        for first, end in self.cues["hypothetical"].ending(start, span[0]):
            if not self.cues["not_hypothetical"].cover(first, first + 1):
                return self.reading.typed(first, end)
        return ""

    def _animal(self, span: Span) -> str:
        start = max(self._bounds(span)[0], span[0] - ANIMAL_REACH - 1)
        for first, end in self.cues["animal"].ending(start, span[1]):
            if first <= span[0] and not self.cues["personal"].cover(end, span[0] + 1):
                return self.reading.typed(first, end)
        return ""

    def _is_question(self, span: Span) -> bool:
        """Whether the words are only asked about: nobody is named that it happens to, nor does a report follow."""
        sentence = self.reading.words[span[0]].sentence
        follows = all(self._in_sentence(cue, sentence + 1) for cue in ("refers", "recent"))
        if self._in_sentence("personal", sentence) or follows and self._goes_on(sentence):
            return False
        start, stop = self._bounds(span)
        bare = stop - start - (span[1] - span[0]) <= BARE
        marked = sentence in self.reading.questions and not bare and stop - span[1] <= CALMING_REACH
        return marked or bool(self._calming("question", span))

    def _study(self, span: Span, recent: str) -> str:
        """What says that the words are for study or a story: in their sentence, or in that of a story that goes on."""
        sentence = self.reading.words[span[0]].sentence
        start = max(self._bounds(span)[0], span[0] - SUBJECT_REACH)
        if recent and self._in_sentence("personal", sentence) or self.cues["subject"].cover(start, span[0] + 1):
            return ""
        return self._calming("study", span) or self._stories.get(sentence, "")

    def _resolved(self, span: Span, recent: str) -> str:
        """What says that it is over: in its sentence, or in the next where that tells of nothing else."""
        sentence = self.reading.words[span[0]].sentence
        if self._is_present(span):
            return ""
        after = "" if recent or self._in_sentence("past", sentence + 1) else self._in_sentence("resolved", sentence + 1)
        return self._calming("resolved", span) or (after if after and self._goes_on(sentence) else "")

    def _stable(self, span: Span) -> str:
        """A disability told of in the sentence, or of the same person in another."""
        sentence = self.reading.words[span[0]].sentence
        told, others = self._disability
        named = self._in_sentence("personal", sentence) and not any(self._in_sentence(cue, sentence) for cue in others)
        return self._calming("stable", span) or (told if named else "")

    def _goes_on(self, sentence: int) -> bool:
        """Whether the next sentence may tell more of the same: it asks nothing, and tells of no other red flag."""
        other = next(self._of_sentence(self.findings, sentence + 1), None)
        return other is None and sentence + 1 not in self.reading.questions

    def _is_present(self, span: Span) -> bool:
        """Whether the words tell what is ("her face is drooping") and not what was."""
        return self.cues["present"].cover(max(span[0] - 1, self._bounds(span)[0]), span[1])

    def _calming(self, cue: str, span: Span) -> str:
        """The first such cue about the words, as typed: one before ends where somebody else is named."""
        if not self._in_sentence(cue, self.reading.words[span[0]].sentence):
            return ""
        start, stop = self._bounds(span)
        nearby = max(start, span[0] - CALMING_REACH), min(stop, span[1] + CALMING_REACH)
        for first, end in self.cues[cue].beginning(*nearby):
            inside = span[0] <= first and end <= span[1]
            if not inside and not self.cues["relative"].cover(end, span[1]):
                return self.reading.typed(first, end)
        return ""

    @functools.cached_property
    def _stories(self) -> dict[int, str]:
        """The sentences that go on with a story, or that lead to it, each with what says that it is one.

        They name somebody, but nobody real; and somewhere the story has introduced a person ("the hero", "a man").
        """
        stories: dict[int, str] = {}
        for told, run in itertools.groupby(range(len(self._starts) - 1), key=self._is_told):
            sentences = list(run)
            study = next((cue for s in sentences if (cue := self._in_sentence("study", s))), "")
            introduced = itertools.dropwhile(lambda s: not self._in_sentence("character", s), sentences)
            if told and study:
                stories.update((s, study) for s in introduced if not self._in_sentence("writer", s))
        return stories

    def _is_told(self, sentence: int) -> bool:
        """Whether a sentence may be part of a story."""
        named = self._in_sentence("personal", sentence) or self._in_sentence("character", sentence)
        return bool(self._in_sentence("study", sentence) or named and not self._in_sentence("relative", sentence))

    @functools.cached_property
    def _disability(self) -> tuple[str, tuple[str, ...]]:
        """The first disability that is said to be somebody's, and the cues for others than that person."""
        for first, end in self.cues["stable"].beginning(0, len(self.reading.words)):
            sentence = self.reading.words[first].sentence
            if self._in_sentence("personal", sentence):
                writers = self._in_sentence("writer", sentence) and not self._in_sentence("relative", sentence)
                return self.reading.typed(first, end), ("relative",) if writers else ("relative", "writer")
        return "", ()

    def _bounds(self, span: Span) -> Span:
        """The sentence that the words stand in."""
        sentence = self.reading.words[span[0]].sentence
        return self._starts[sentence], self._starts[sentence + 1]

    @functools.cached_property
    def _starts(self) -> list[int]:
        """The first word of each sentence, and the end of the text."""
        words = self.reading.words
        starts = [i for i, word in enumerate(words) if i == 0 or word.sentence != words[i - 1].sentence]
        return [*starts, len(words)]

    def _in_sentence(self, cue: str, sentence: int) -> str:
        """The first such cue of a sentence, as typed; empty where there is none."""
        if (cue, sentence) not in self._found:
            place = next(self._of_sentence(self.cues[cue], sentence), None)
            self._found[cue, sentence] = self.reading.typed(*place) if place else ""
        return self._found[cue, sentence]

    @functools.cached_property
    def _found(self) -> dict[tuple[str, int], str]:
        """What was asked before: most sentences with a finding have several."""
        return {}

    def _of_sentence(self, places: Places, sentence: int) -> Iterator[Span]:
        if 0 <= sentence < len(self._starts) - 1:
            yield from places.beginning(self._starts[sentence], self._starts[sentence + 1])

    def _near(self, cue: str, sentence: int) -> str:
        """The same in the sentence or one beside it."""
        found = (self._in_sentence(cue, s) for s in (sentence, sentence + 1, sentence - 1))
        return next((text for text in found if text), "")
