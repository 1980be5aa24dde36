"""The texts that are timed: messages as people type them, and long ones of several kinds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from random import Random

from assistant.facts import load as load_facts
from assistant.red_flags.training import CORPUS, ORDINARY, Example, of_corpus, of_flags, ordinary
from bench.layers import Layers

LONGEST = 500
"""The most characters of a message as people type them."""

SAMPLE = 5_000
"""The most messages of a sort, drawn by chance, the same each time; of one in a hundred there are still fifty."""

LENGTHS = (1_000, 10_000, 100_000)
"""The characters of the long texts."""

FLAG = "My father's face is drooping. "
WORD = "arm "

SCRIPTS = (
    "az",
    "AZ",
    "09",
    "àÿ",
    "αω",
    "ая",
    "את",
    "اي",
    "अह",
    "一俿",
    "ａｚ",
    "😀🙏",
    "🚀🛒",
    "\u0300\u036f",
    "\u200b\u200f",
)
"""First and last characters of ranges: letters, digits, emoji, marks that stand on letters, what is not seen."""


def warm_up(layers: Layers) -> list[str]:
    """Texts to begin with that are not timed."""
    return [example.text for example in of_flags(layers.rules)]


def ordinary_messages(layers: Layers) -> list[str]:
    """What people type who report nothing: the dialogue's examples, the facts' questions, the corpus's plain ones."""
    dialogue = [example.text for example in ordinary(ORDINARY, layers.screener)]
    asked = [text for fact in load_facts().all for text in fact.asked]
    plain = [example.text for example in _corpus(layers) if not example.flag]
    return _short((*dialogue, *asked, *plain))


def corpus_sentences(layers: Layers) -> list[str]:
    """All that the corpus holds, the most of it emergencies and look-alikes."""
    return _short(example.text for example in _corpus(layers))


def long_texts(layers: Layers) -> dict[str, list[str]]:
    """Texts of each kind, one of each length."""
    examples = [example for example in _corpus(layers) if example.flag]
    stories = [example.text for example in examples]
    lookalikes = [example.text for example in examples if not example.alarm]
    kinds: dict[str, Callable[[], Iterator[str]]] = {
        "stories of the corpus's sentences": lambda: _shuffled(stories),
        "the same without any end of a sentence": lambda: map(_unended, _shuffled(stories)),
        "one flag, again and again": lambda: itertools.repeat(FLAG),
        "one word, again and again": lambda: itertools.repeat(WORD),
        "look-alikes": lambda: _shuffled(lookalikes),
        "characters of many scripts, emoji, what is not seen": _junk,
    }
    return {kind: [up_to(length, pieces()) for length in LENGTHS] for kind, pieces in kinds.items()}


def up_to(length: int, pieces: Iterable[str]) -> str:
    """The first so many characters of pieces that do not end before."""
    text = ""
    for piece in pieces:
        text += piece
        if len(text) >= length:
            break
    return text[:length]


def _corpus(layers: Layers) -> list[Example]:
    return of_corpus(CORPUS, layers.rules)


def _short(texts: Iterable[str]) -> list[str]:
    short = [text for text in texts if len(text) <= LONGEST]
    return Random(0).sample(short, min(SAMPLE, len(short)))  # noqa: S311  (no secret)


def _shuffled(sentences: list[str]) -> Iterator[str]:
    """The sentences in an order of chance, the same each time, for ever."""
    random = Random(0)  # noqa: S311  (no secret)
    while True:
        yield from (f"{sentence} " for sentence in random.sample(sentences, len(sentences)))


def _unended(sentence: str) -> str:
    return re.sub(r"[.!?;…\n]", " ", sentence)


def _junk() -> Iterator[str]:
    """Words of characters from one range or another, the same each time, for ever."""
    random = Random(0)  # noqa: S311  (no secret)
    while True:
        first, last = map(ord, random.choice(SCRIPTS))
        yield "".join(chr(random.randint(first, last)) for _ in range(random.randint(1, 8)))
        yield random.choice(("", " ", " ", ". "))
