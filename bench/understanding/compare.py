"""Ours held against others that learn from the same examples: what is right, and what it costs."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.data_files import Strict, parse, read_yaml
from assistant.encoder import default_encoder, encode_known
from assistant.learned import Learned
from bench.share import Share
from bench.speed.machine import machine
from bench.understanding.cross_validation import Examples, folds, learn
from bench.understanding.diet import Diet
from bench.understanding.held_back import HeldBack

FILE = Path(__file__).with_name("comparison.yml")

EVERY = 6
"""One of so many examples is learned from and judged: on all of them DIET takes hours."""

EPOCHS = 20
"""How often DIET sees each example; Rasa's default is 300."""

THRESHOLD = 0.3
"""Below this a guess counts as none, as config.yml has it."""

IN_SCOPE = "ask_"
NOT_COVERED = ("ask_not_covered", "ask_dose")
"""Intents that begin so as well, but are answered with a limit."""

OURS = "words, their parts and the encoder, logistic regression (ours)"

Guess = Callable[[str], tuple[str, float]]
"""The likeliest intent of a text, and how certain that is."""

Learn = Callable[[Examples, np.ndarray, Path], Guess]
"""Learns from examples with their vectors, keeps what it learned in a folder, and gives what guesses."""


class Result(Strict):
    """What a model comes to."""

    name: str
    judged: tuple[int, int]
    """Right, of all that were judged of the examples that it did not learn from."""
    held_back: tuple[int, int]
    """Right, of the questions held back."""
    outside: tuple[int, int]
    """Of the messages that no fact answers, those that it takes for no question that facts answer."""
    milliseconds: float
    """Of the processor, to guess one text, at the median."""
    megabytes: float
    """Of what it learned, on disk; without the encoder's weights."""
    seconds: float
    """Of the processor, to learn, the encoder's vectors being known."""


class Comparison(Strict):
    """All of `comparison.yml`."""

    machine: dict[str, str]
    learned: int
    """From how many examples each learned,"""
    every: int
    """which is one of so many of four folds."""
    epochs: int
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Trial:
    """What every model learns from, and is judged by."""

    learned: Examples
    judged: Examples
    held_back: HeldBack


def load(path: Path = FILE) -> Comparison | None:
    """Read what was measured last; None where nothing was.

    Raises:
        DataError: naming the key at fault.
    """
    return parse(Comparison, read_yaml(path), path) if path.exists() else None


def compare(
    of: Examples,
    held_back: HeldBack,
    learners: dict[str, Learn] | None = None,
    path: Path = FILE,
    tell: Callable[[str], None] = print,
) -> Comparison:
    """Have all learn from the same examples, judge them by those of the first fold, and keep what came out.

    Args:
        of: all examples.
        held_back: the questions and messages.
        learners: who learns, by name; all that there are, if none are given.
        path: the file that it is kept in.
        tell: is told who learns, since it takes minutes.
    """
    learned, judged = folds(of)[0]
    trial = Trial(of.of(learned[::EVERY]), of.of(judged[::EVERY]), held_back)
    results: list[Result] = []
    for name, learner in (learners or everybody()).items():
        tell(f"understanding: {name}")
        results.append(measure(name, learner, trial))
        found = Comparison(
            machine=machine(), learned=len(trial.learned.texts), every=EVERY, epochs=EPOCHS, results=tuple(results)
        )
        keep(found, path)
    return found


def keep(found: Comparison, path: Path) -> None:
    """Write what was measured so far."""
    head = "# `python -m bench.understanding compare` wrote this.\n"
    path.write_text(head + yaml.safe_dump(_plain(found.dict()), sort_keys=False, allow_unicode=True), encoding="utf-8")


def everybody() -> dict[str, Learn]:
    """All that are compared, the simplest first."""
    return {
        "words and their parts, logistic regression": lambda of, vectors, to: regression(of, vectors, to, 0.0),
        OURS: regression,
        "DIET": lambda of, vectors, to: diet(of, vectors, to, dense=False),
        "DIET and the encoder": lambda of, vectors, to: diet(of, vectors, to, dense=True),
    }


def regression(of: Examples, vectors: np.ndarray, to: Path, meaning: float | None = None) -> Guess:
    """Ours, or with another weight of the encoder's vectors."""
    model = learn(of, vectors, **({} if meaning is None else {"meaning": meaning}))
    learned = Learned()
    model.keep_in(learned)
    learned.save(to / "model.safetensors")

    def guess(text: str) -> tuple[str, float]:
        vector = default_encoder().encode([text])[0] if model.meaning else vectors[0]
        likely = model.likely(text, vector)
        return model.intents[int(likely.argmax())], float(likely.max())

    return guess


def diet(of: Examples, vectors: np.ndarray, to: Path, dense: bool) -> Guess:
    """Rasa's DIET."""
    model = Diet(to, EPOCHS, dense)
    model.learn(of, vectors)
    return model.guess


def measure(name: str, learner: Learn, trial: Trial) -> Result:
    """Have one learn and guess, and see what it comes to."""
    vectors, start = encode_known(trial.learned.texts), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        guess = learner(trial.learned, vectors, Path(folder))
        seconds = time.process_time() - start
        megabytes = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
    taken: list[float] = []
    judged = [_timed(guess, text, taken)[0] == i for text, i in zip(trial.judged.texts, trial.judged.intents)]
    held_back = [_timed(guess, q.text, taken)[0] == q.intent for q in trial.held_back.questions]
    outside = [not _asks(*_timed(guess, text, taken)) for texts in trial.held_back.outside.values() for text in texts]
    return Result(
        name=name,
        judged=_counts(judged),
        held_back=_counts(held_back),
        outside=_counts(outside),
        milliseconds=round(1000 * statistics.median(taken), 2),
        megabytes=round(megabytes, 1),
        seconds=round(seconds, 1),
    )


def as_share(counts: tuple[int, int]) -> Share:
    """Counts as a share with its interval."""
    return Share(*counts)


def _plain(value: Any) -> Any:
    """With lists for tuples, which safe YAML does not know."""
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, (list, tuple)) else value


def _asks(intent: str, confidence: float) -> bool:
    return confidence >= THRESHOLD and intent.startswith(IN_SCOPE) and intent not in NOT_COVERED


def _counts(right: list[bool]) -> tuple[int, int]:
    return sum(right), len(right)


def _timed(guess: Guess, text: str, taken: list[float]) -> tuple[str, float]:
    start = time.process_time()
    found = guess(text)
    taken.append(time.process_time() - start)
    return found
