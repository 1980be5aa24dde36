"""Judging the intents by examples that were not learned from: five folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasa.shared.importers.importer import TrainingDataImporter
from sklearn.model_selection import StratifiedGroupKFold

from assistant.data_files import read_yaml
from assistant.encoder import encode_known
from assistant.facts.loader import default_facts
from assistant.nlu.intent_classifier import SentenceIntentClassifier
from assistant.nlu.intent_model import IntentModel

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config.yml"

FOLDS = 5


@dataclass(frozen=True)
class Examples:
    """What the intents are learned from."""

    texts: Sequence[str]
    intents: Sequence[str]
    groups: Sequence[str]
    """What belongs to one fold: the questions of one fact are wordings of each other."""

    def of(self, numbers: Sequence[int]) -> Examples:
        """Some of them, by their numbers."""
        return Examples(
            [self.texts[i] for i in numbers], [self.intents[i] for i in numbers], [self.groups[i] for i in numbers]
        )


@dataclass(frozen=True)
class Judgement:
    """What was said of a text, and how surely."""

    text: str
    intent: str
    """The right one."""
    guess: str
    confidence: float
    of_fact: bool
    """Whether it is a question that a fact lists."""

    @property
    def right(self) -> bool:
        """Whether the guess is right."""
        return self.guess == self.intent


def settings(config: Path = CONFIG) -> dict[str, Any]:
    """How the assistant's classifier is set, by `config.yml` and its defaults."""
    pipeline = read_yaml(config)["pipeline"]
    own = next(component for component in pipeline if component["name"].endswith(SentenceIntentClassifier.__name__))
    return {**SentenceIntentClassifier.get_default_config(), **own}


def examples(root: Path = ROOT) -> Examples:
    """What config.yml has the intents learned from: the files of data/nlu, and the questions of the facts."""
    importer = TrainingDataImporter.load_from_config(
        str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")]
    )
    left_out = settings(root / "config.yml")["leave_to_others"]
    found = [e for e in importer.get_nlu_data().intent_examples if e.get("text") and e.get("intent") not in left_out]
    of_fact = {question.casefold(): fact.id for fact in default_facts().all for question in fact.asked}
    texts = [str(e.get("text")) for e in found]
    groups = [of_fact.get(text.casefold(), text) for text in texts]
    return Examples(texts, [str(e.get("intent")) for e in found], groups)


def learn(of: Examples, vectors: np.ndarray, **changed: Any) -> IntentModel:
    """Have the assistant's own model learn from examples.

    Args:
        of: the examples.
        vectors: what the encoder makes of them.
        changed: settings that differ from the assistant's.
    """
    options = {**settings(), **changed}
    return IntentModel.fit(
        of.texts, of.intents, vectors, options["meaning"], strength=options["C"], max_iter=options["max_iter"]
    )


def folds(of: Examples) -> list[tuple[list[int], list[int]]]:
    """The numbers of what is learned from and of what is judged, fold by fold; the same each time."""
    splits = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(of.texts, of.intents, of.groups)
    return [(learned.tolist(), judged.tolist()) for learned, judged in splits]


def cross_validate(of: Examples, tell: Callable[[str], None] = print) -> list[Judgement]:
    """Judge every example by a model that learned from the other folds.

    Args:
        of: the examples.
        tell: is told which fold is at work, since each takes a minute.
    """
    vectors = encode_known(of.texts)
    found: list[Judgement] = []
    for number, (learned, judged) in enumerate(folds(of), 1):
        tell(f"understanding: fold {number} of {FOLDS}")
        model = learn(of.of(learned), vectors[learned])
        found += judge(model, of.of(judged), vectors[judged])
    return found


def judge(model: IntentModel, of: Examples, vectors: np.ndarray) -> list[Judgement]:
    """What a model says of examples."""
    likely = np.array([model.likely(text, vector) for text, vector in zip(of.texts, vectors)])
    best = likely.argmax(axis=1)
    return [
        Judgement(text, intent, model.intents[guess], float(row[guess]), of_fact=group != text)
        for text, intent, group, guess, row in zip(of.texts, of.intents, of.groups, best, likely)
    ]
