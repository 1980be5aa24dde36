"""The sets of sentences that the screener is measured on."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.red_flags.model import Rules
from assistant.red_flags.training import CORPUS, FACTS, ORDINARY, Example, asked, of_corpus, of_file, of_flags, ordinary
from bench.layers import Layers

FOLDER = Path(__file__).parent
HELD_OUT = FOLDER / "held_out"
DEVELOPMENT = FOLDER / "development"


class Standing(str, enum.Enum):
    """What those who made the detector, and it itself, knew of a set."""

    HELD_OUT = "held out: never learned from, never looked at"
    LOOKED_AT = "never learned from, but looked at while tuning"
    LEARNED = "learned from"


@dataclass(frozen=True)
class SentenceSet:
    """Sentences with the right answer to each."""

    name: str
    standing: Standing
    examples: tuple[Example, ...]
    repeated: int = 0
    """How many were left out because what is learned from holds them too."""


def every_set(layers: Layers, held_out: Path = HELD_OUT, development: Path = DEVELOPMENT) -> list[SentenceSet]:
    """All that there are, those held out first and those learned from last.

    Raises:
        DataError: naming the file and the key at fault.
    """
    learned = learned_sets(layers)
    return [
        *unlearned_sets(held_out, Standing.HELD_OUT, layers.rules, learned),
        *unlearned_sets(development, Standing.LOOKED_AT, layers.rules, learned),
        *learned,
    ]


def learned_sets(layers: Layers) -> list[SentenceSet]:
    """What the detector learned from."""
    return [
        SentenceSet("The flags' own sentences", Standing.LEARNED, tuple(of_flags(layers.rules))),
        SentenceSet("The corpus", Standing.LEARNED, tuple(of_corpus(CORPUS, layers.rules))),
        SentenceSet("The dialogue's examples", Standing.LEARNED, tuple(ordinary(ORDINARY, layers.screener))),
        SentenceSet("The facts' questions", Standing.LEARNED, tuple(asked(FACTS, layers.screener))),
    ]


def unlearned_sets(folder: Path, standing: Standing, rules: Rules, learned: Iterable[SentenceSet]) -> list[SentenceSet]:
    """The sets in a folder, one of each file.

    Args:
        folder: where the files are; without any there is no set.
        standing: what is known of them.
        rules: the flags that they may name.
        learned: what the detector learned from; what stands there too is left out.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return [
        _unseen(f"{folder.name}/{path.name}", standing, of_file(path, rules), learned)
        for path in sorted(folder.glob("*.yml"))
    ]


def _unseen(name: str, standing: Standing, examples: Iterable[Example], learned: Iterable[SentenceSet]) -> SentenceSet:
    known = {_key(example.text) for of in learned for example in of.examples}
    every = tuple(examples)
    unseen = tuple(example for example in every if _key(example.text) not in known)
    return SentenceSet(name, standing, unseen, len(every) - len(unseen))


def _key(text: str) -> str:
    """What is the same in sentences that differ only in case and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))
