"""Everything that is timed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import spacy

from assistant.red_flags.classifier import Classifier
from assistant.red_flags.loader import load
from assistant.red_flags.screener import Screener
from bench.layers import Layer, Layers
from bench.speed import texts
from bench.speed.machine import machine
from bench.speed.matcher import Comparison, compare
from bench.speed.timing import Timings, Work, time_side_by_side

REPEATS = 3
"""How often everything is timed, after the first time."""

COMPARED = 300
"""Of how many messages the sentences are looked through with spaCy's Matcher, which takes its time."""

TOKENIZER = "spaCy's tokenizer"
SCREEN = "screen()"


@dataclass(frozen=True)
class Group:
    """Messages of one sort, and how long each took, by who read them."""

    name: str
    texts: Sequence[str]
    timings: dict[str, Timings]


@dataclass(frozen=True)
class Speed:
    """What was timed, on what."""

    machine: dict[str, str]
    building: dict[str, Timings]
    messages: tuple[Group, ...]
    long: tuple[Group, ...]
    """A group each kind, with one text of each length."""
    matcher: Comparison


def measure(layers: Layers, tell: Callable[[str], None] = print) -> Speed:
    """Time it all.

    Args:
        layers: what is timed.
        tell: is told what is timed, since it takes minutes.
    """
    facts = machine()
    tell("bench: building")
    building = time_building()
    ordinary, corpus = texts.ordinary_messages(layers), texts.corpus_sentences(layers)
    for work, inputs in works(layers, texts.warm_up(layers)).values():
        for given in inputs:
            work(given)
    messages = []
    for name, read in (("Ordinary messages", ordinary), ("The corpus's sentences", corpus)):
        tell(f"bench: {name}, {len(read):,}")
        messages.append(time_texts(layers, name, read))
    long = []
    for kind, of_each_length in texts.long_texts(layers).items():
        tell(f"bench: {kind}")
        long.append(time_texts(layers, kind, of_each_length))
    tell("bench: spaCy's Matcher")
    every = [*ordinary, *corpus]
    some = every[:: max(len(every) // COMPARED, 1)]
    sentences = [line.split() for text in some for line in layers.wording(text).plain]
    matcher = compare(layers.rules, sentences, REPEATS)
    return Speed(facts, building, tuple(messages), tuple(long), matcher)


def time_texts(layers: Layers, name: str, some: Sequence[str]) -> Group:
    """Have some texts read by everybody."""
    return Group(name, some, time_side_by_side(works(layers, some), REPEATS))


def works(layers: Layers, some: Sequence[str]) -> dict[str, Work]:
    """Who reads texts; the classifier is given the words that it would be, and no findings."""
    return {
        TOKENIZER: (spacy.blank("en").tokenizer, some),
        SCREEN: (layers.screener.screen, some),
        Layer.PATTERNS.value: (layers.screener.grammar, some),
        Layer.CLASSIFIER.value: (layers.likelihood, [layers.wording(text) for text in some]),
    }


def time_building() -> dict[str, Timings]:
    """Time what is done once, at the start of a process."""
    rules = load()
    classifier = Classifier.load()
    steps: dict[str, Work] = {
        "reading flags, lexicon and cues": (lambda _: load(), [None]),
        "compiling them": (lambda _: Screener(rules, classifier), [None]),
        "reading what the classifier learned": (lambda _: Classifier.load(), [None]),
    }
    return time_side_by_side(steps, REPEATS)
