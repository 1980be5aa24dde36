"""Two small made flags, and a classifier that knows three words."""

from __future__ import annotations

import pytest

from assistant.red_flags.classifier import Likelihood
from assistant.red_flags.model import TAKEOVER, Cues, Flag, Lexicon, Rules
from assistant.red_flags.screener import Screener
from assistant.red_flags.weighing import ALARM
from bench.layers import Layers

DROOP = Flag(
    flag="droop",
    title="",
    source="",
    now=["face droops"],
    names=["droop"],
    must_fire=["My face droops."],
    must_not_fire=[],
)
DESPAIR = Flag(
    flag="despair", title="", source="", urgency="crisis", now=["want to vanish"], must_fire=[], must_not_fire=[]
)


class AnyWord:
    """A vocabulary that every word is in."""

    def __contains__(self, word):
        return True


class Words:
    """Alarmed by "dire", and by "odd" where the patterns found something; calmed by "poker"; else of their opinion."""

    vocabulary = AnyWord()

    def likelihood(self, wording, screening, thorough=True):
        text = wording.text
        if "dire" in text or ("odd" in text and screening.findings):
            return Likelihood(alarm=0.9, crisis=0.0)
        backed = screening.urgency in TAKEOVER and "poker" not in text
        return Likelihood(alarm=ALARM if backed else 0.0, crisis=0.0)


@pytest.fixture(scope="session")
def layers() -> Layers:
    """A screener that the tests know by heart."""
    rules = Rules(
        flags={flag.flag: flag for flag in (DROOP, DESPAIR)},
        lexicon=Lexicon(concepts={}, greetings=(), lookalikes=(), misspellings={}),
        cues=Cues(**{name: () for name in Cues.__fields__}),
    )
    return Layers(rules, Screener(rules, Words()), Words())
