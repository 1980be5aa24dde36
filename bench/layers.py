"""The screener's layers, apart and together: what all measuring goes through."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from assistant.data_files import DataError
from assistant.red_flags.classifier import Classifier
from assistant.red_flags.loader import load
from assistant.red_flags.model import TAKEOVER, Rules, Screening, Urgency, Wording
from assistant.red_flags.screener import Screener
from assistant.red_flags.weighing import ALARM_ALONE

NOTHING_FOUND = Screening(Urgency.NONE, ())
"""What the patterns say where there are none: with this the classifier judges alone."""


class Layer(str, enum.Enum):
    """Who judges."""

    TOGETHER = "both together"
    PATTERNS = "patterns alone"
    CLASSIFIER = "classifier alone"
    WORDS = "classifier without its network"


@dataclass(frozen=True)
class Verdict:
    """What is said of one message."""

    alarms: dict[Layer, bool]
    """Who would have taken over."""
    urgency: Urgency
    """What all say together."""


@dataclass(frozen=True)
class Layers:
    """The screener, and the classifier in it."""

    rules: Rules
    screener: Screener
    classifier: Classifier

    @classmethod
    def load(cls) -> Layers:
        """Those that come with the assistant.

        Raises:
            DataError: a data file is at fault, or nothing was learned yet.
        """
        rules, classifier = load(), Classifier.load()
        if classifier is None:
            raise DataError("the detector is not there, and cannot be measured: run `make train`")
        return cls(rules, Screener(rules, classifier), classifier)

    def wording(self, text: str) -> Wording:
        """A message as the classifier reads it."""
        return self.screener.grammar(text)[0]

    def likelihood(self, wording: Wording) -> float:
        """How likely the classifier alone thinks that a message reports an emergency."""
        return self.classifier.likelihood(wording, NOTHING_FOUND).alarm

    def likelihood_by_words(self, wording: Wording) -> float:
        """The same without its network."""
        return self.classifier.likelihood(wording, NOTHING_FOUND, thorough=False).alarm

    def verdict(self, text: str) -> Verdict:
        """What the layers say of a message, together and each alone."""
        wording, by_patterns = self.screener.grammar(text)
        together = self.screener.screen(text).urgency
        alarms = {
            Layer.TOGETHER: together in TAKEOVER,
            Layer.PATTERNS: by_patterns.urgency in TAKEOVER,
            Layer.CLASSIFIER: bool(wording.plain) and self.likelihood(wording) >= ALARM_ALONE,
            Layer.WORDS: bool(wording.plain) and self.likelihood_by_words(wording) >= ALARM_ALONE,
        }
        return Verdict(alarms, together)
