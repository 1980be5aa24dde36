"""From sentences and what is said of them to shares with their intervals."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.red_flags.model import Urgency
from assistant.red_flags.training import Example
from bench.layers import Layer, Layers, Verdict
from bench.safety.sets import SentenceSet
from bench.share import Share


class Kind(str, enum.Enum):
    """What a sentence is. The share judged right is the sensitivity of the first, the specificity of the others."""

    EMERGENCY = "emergencies"
    LOOKALIKE = "look-alikes"
    ORDINARY = "ordinary messages"

    @classmethod
    def of(cls, example: Example) -> Kind:
        """The kind of an example."""
        if example.alarm:
            return cls.EMERGENCY
        return cls.LOOKALIKE if example.flag else cls.ORDINARY


class Catch(str, enum.Enum):
    """Who raised an alarm."""

    BOTH = "either layer alone would have"
    PATTERNS = "the patterns"
    CLASSIFIER = "the classifier"
    JOINED = "only the two together"
    CALMED = "none: one layer alone would have"
    NONE = "none"

    @classmethod
    def of(cls, verdict: Verdict) -> Catch:
        """Who raised the alarm on a message, if any."""
        patterns, classifier = verdict.alarms[Layer.PATTERNS], verdict.alarms[Layer.CLASSIFIER]
        if not verdict.alarms[Layer.TOGETHER]:
            return cls.CALMED if patterns or classifier else cls.NONE
        if patterns and classifier:
            return cls.BOTH
        if patterns:
            return cls.PATTERNS
        return cls.CLASSIFIER if classifier else cls.JOINED


@dataclass(frozen=True)
class Judged:
    """A sentence, and what is said of it."""

    example: Example
    verdict: Verdict

    @property
    def kind(self) -> Kind:
        """What it is."""
        return Kind.of(self.example)

    @property
    def catch(self) -> Catch:
        """Who raised the alarm on it, if any."""
        return Catch.of(self.verdict)

    @property
    def as_crisis(self) -> bool:
        """Whether it is answered as a crisis."""
        return self.verdict.urgency is Urgency.CRISIS

    def right(self, layer: Layer = Layer.TOGETHER) -> bool:
        """Whether that layer judges it right."""
        return self.verdict.alarms[layer] == self.example.alarm


@dataclass(frozen=True)
class Played:
    """A set, and what is said of its sentences."""

    of: SentenceSet
    judged: tuple[Judged, ...]

    def share(self, kind: Kind, layer: Layer = Layer.TOGETHER, flag: str | None = None) -> Share:
        """How many of a kind, and of a flag if one is given, a layer judges right."""
        return share_right((j for j in self.judged if flag is None or j.example.flag == flag), kind, layer)

    def wrong(self, kind: Kind) -> list[Judged]:
        """Those of a kind that the two layers together judge wrong."""
        return [judged for judged in self.judged if judged.kind is kind and not judged.right()]

    @property
    def flags(self) -> list[str]:
        """The flags that it has sentences of."""
        return sorted({judged.example.flag for judged in self.judged} - {""})


def play(layers: Layers, of: SentenceSet) -> Played:
    """Have each sentence judged."""
    return Played(of, tuple(Judged(example, layers.verdict(example.text)) for example in of.examples))


def share_right(judged: Iterable[Judged], kind: Kind, layer: Layer = Layer.TOGETHER) -> Share:
    """How many of a kind a layer judges right."""
    right = [one.right(layer) for one in judged if one.kind is kind]
    return Share(sum(right), len(right))
