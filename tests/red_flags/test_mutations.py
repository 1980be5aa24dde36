"""Nothing can be taken out of the screener unnoticed: no pattern, no layer, no language.

Each pattern is needed for one of its flag's own sentences: without it, the patterns no longer find that flag there.
So whoever takes one out, or spoils it, fails the first test or the second; and whoever adds one must add a sentence
that needs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

import numpy as np
import pytest

from assistant.red_flags import screener as screener_module
from assistant.red_flags.languages import Languages
from assistant.red_flags.loader import FOLDER
from assistant.red_flags.matching import PatternIndex, Span
from assistant.red_flags.model import TAKEOVER, Finding, Flag, Level, Rules
from assistant.red_flags.patterns import Pattern
from assistant.red_flags.screener import Screener
from assistant.red_flags.training import Example, of_corpus
from bench.safety.sets import DEVELOPMENT

FLAGS = sorted(path.stem for path in (FOLDER / "flags").glob("*.yml"))
LANGUAGES = sorted(path.stem for path in (FOLDER / "languages").glob("*.yml"))

Remove = Callable[[Screener, pytest.MonkeyPatch], None]
"""Takes a layer out of a screener."""

Place = tuple[tuple[str, str], int]
"""Where a pattern stands: its flag and level, and its number there."""

FOUND_OTHERWISE = {
    "my auntie is choking on her own spit she has bulbar als and cant clear it",
    "no pain, just a chunk of apple stuck fast and I can hardly breathe",
    "he was perfectly sharp at breakfast and now he's talking gibberish about the war and trying to leave the house",
    "my mum isnt makin sense at all she thinks im her sister and she was fine las nite",
    "my feet fell asleep at recess yesterday and now my whole legs are asleep and they wont wake up",
    "my brother is not breathing right after his fit",
    "Chair collapsed under me at lunch. Tailbone agony, groin is numb, can't pee since.",
    "The doctor's told us he's at high risk of stroke, and tonight he can't hold his fork or speak clearly",
    "Something burst in my head it felt like, I'm dizzy, vomiting, one side is clumsy",
    "mother keeps staring left, wont answer right, right arm curled up. 15 minutes.",
    "mommy fell down and says her legs are broken but they're not and she cant get up",
}
"""What must fire and does, but not by a pattern of its own flag: another flag's finds it, or the classifier."""


class SparingIndex(PatternIndex):
    """An index that does without one pattern."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: Counter[Hashable] = Counter()
        self.spared: Place | None = None
        self.found: set[Place] = set()

    def add(self, label: Hashable, pattern: Pattern) -> None:
        super().add((label, self._counted[label]), pattern)
        self._counted[label] += 1

    def find(self, words: list[str]) -> Iterator[tuple[Hashable, Span]]:
        for place, span in super().find(words):
            if place != self.spared:
                self.found.add(place)
                yield place[0], span


class Grammar:
    """The patterns alone, all of them or all but one."""

    def __init__(self, rules: Rules) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(screener_module, "PatternIndex", SparingIndex)
            self._screener = Screener(rules)
        self._index: SparingIndex = self._screener._index

    def reports(self, text: str, flag: str, spared: Place | None = None) -> bool:
        """Whether a flag is found that takes over."""
        return any(finding.urgency in TAKEOVER for finding in self._findings(text, flag, spared))

    def names(self, text: str, flag: str, spared: Place | None = None) -> bool:
        """Whether a flag is found at all."""
        return bool(self._findings(text, flag, spared))

    def needed(self, flag: Flag) -> set[Place]:
        """The flag's patterns without which it is no longer found in one of its sentences."""
        return {
            place
            for finds, texts in ((self.reports, flag.must_fire), (self.names, flag.must_mention))
            for text in texts
            if finds(text, flag.flag)
            for place in self._matching(text, flag)
            if not finds(text, flag.flag, place)
        }

    def _matching(self, text: str, flag: Flag) -> list[Place]:
        """The flag's patterns that match somewhere in a text."""
        self._index.found.clear()
        self._findings(text, flag.flag, None)
        return [place for place in self._index.found if place[0][0] == flag.flag]

    def _findings(self, text: str, flag: str, spared: Place | None) -> list[Finding]:
        self._index.spared = spared
        return [finding for finding in self._screener.grammar(text)[1].findings if finding.flag == flag]


@pytest.fixture(scope="module")
def grammar(rules) -> Grammar:
    return Grammar(rules)


@pytest.mark.parametrize("flag", FLAGS)
def test_the_patterns_report_the_flag_of_what_must_fire(flag, rules, grammar):
    missed = {text for text in rules.flags[flag].must_fire if not grammar.reports(text, flag)}

    assert missed == FOUND_OTHERWISE.intersection(rules.flags[flag].must_fire)


@pytest.mark.parametrize("flag", FLAGS)
def test_the_patterns_name_the_flag_of_what_must_be_mentioned(flag, rules, grammar):
    assert [text for text in rules.flags[flag].must_mention if not grammar.names(text, flag)] == []


@pytest.mark.parametrize("flag", FLAGS)
def test_every_pattern_is_needed_for_a_sentence_of_its_flag(flag, rules, grammar):
    needed = grammar.needed(rules.flags[flag])

    idle = [
        f"{level.value}: {pattern}"
        for level in Level
        for number, pattern in enumerate(rules.flags[flag].patterns(level))
        if ((flag, level.value), number) not in needed
    ]
    assert idle == [], "without one of these nothing changes: add a sentence that needs it, or take it out"


class Silent:
    """A part of the classifier that has no opinion."""

    def decision_function(self, counted: object) -> list[float]:
        return [0.0]

    def verdicts(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), 2))


def patterns(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screener, "_index", PatternIndex())


def classifier(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screener, "_classifier", None)


def words(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = screener._classifier._parts
    monkeypatch.setattr(screener._classifier, "_parts", parts._replace(verdict=Silent()))


def network(screener: Screener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screener._classifier, "_networks", [Silent()])


@pytest.fixture(scope="module")
def unlearned(rules, screener) -> list[Example]:
    """Messages that nothing was learned from, and that are judged rightly with all layers."""
    return [example for example in of_corpus(DEVELOPMENT, rules) if judged_rightly(screener, example)]


def judged_rightly(screener: Screener, example: Example) -> bool:
    return (screener.screen(example.text).urgency in TAKEOVER) == example.alarm


@pytest.mark.parametrize("layer", [patterns, classifier, words, network], ids=lambda layer: layer.__name__)
def test_without_any_one_layer_there_are_mistakes_that_there_are_not_with_it(layer, screener, unlearned, monkeypatch):
    layer(screener, monkeypatch)

    assert not all(judged_rightly(screener, example) for example in unlearned)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_catches_what_the_others_miss(code, rules, screener, monkeypatch):
    [language] = [language for language in rules.languages if language.language == code]
    others = [language for language in rules.languages if language.language != code]

    monkeypatch.setattr(screener, "_languages", Languages(others, rules.flags))

    assert any(screener.screen(text).urgency not in TAKEOVER for text in language.must_fire)
