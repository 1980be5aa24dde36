"""What is asked; a thin cover of `assistant.nlu.intent_model`."""

from __future__ import annotations

import functools
import re
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.answers import parts
from assistant.encoder import default_encoder, encode_known
from assistant.facts.loader import default_facts
from assistant.facts.spelling import default_spelling
from assistant.learned import Learned
from assistant.nlu.intent_model import IntentModel

_FILE = "intent_classifier.safetensors"
_EXAMPLES = "examples"
"""What the examples are kept under in the file."""

PARTS = "parts_ranking"
"""Where a message that holds several questions keeps the ranking of each, in their order."""

_MARKS = re.compile(r"[\W_]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks intents.

    Rasa's own LogisticRegressionClassifier weighs all word counts alike, and its regularisation
    cannot be set.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The default configuration."""
        return {
            # What the vector weighs against the words, which are of length one each.
            "meaning": 2.0,
            # The inverse strength of regularisation.
            "C": 5.0,
            "max_iter": 200,
            # How many intents the ranking names.
            "ranking_length": 10,
            # Intents that another component tells; to know their examples too would blur the others.
            "leave_to_others": [],
        }

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained classifier."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model: IntentModel | None = None
        self._learned: frozenset[str] = frozenset()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceIntentClassifier:
        """Make an untrained classifier (see the parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceIntentClassifier:
        """Load a trained classifier."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            learned = Learned.load(folder / _FILE)
        component._model = IntentModel.kept_in(learned, config["meaning"])
        component._learned = frozenset(learned.words[_EXAMPLES])
        default_encoder()
        default_spelling()
        _listed()
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents of the examples."""
        left_out = self._config["leave_to_others"]
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) not in left_out]
        texts = [e.get(TEXT) for e in examples]
        self._learned = frozenset(map(_plain, texts))
        self._model = IntentModel.fit(
            texts,
            [e.get(INTENT) for e in examples],
            encode_known(texts),
            meaning=self._config["meaning"],
            strength=self._config["C"],
            max_iter=self._config["max_iter"],
        )
        learned = Learned(words={_EXAMPLES: sorted(self._learned)})
        self._model.keep_in(learned)
        with self._model_storage.write_to(self._resource) as folder:
            learned.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of each message, and a ranking for each of several questions in it."""
        for message in messages:
            text = message.get(TEXT) or ""
            ranking = self._rank(text)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            if len(questions := parts(text)) > 1:
                message.set(PARTS, [self._rank(question) for question in questions], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: no other component learns from the ranking."""
        return training_data

    def _rank(self, text: str) -> list[dict[str, Any]]:
        if not text.strip():  # nothing asks for nothing; it would be like the shortest examples
            return [{INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}]
        if _plain(text) not in self._learned and (intent := _listed().get(_plain(text))):
            return [{INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}]
        assert self._model is not None, "process is called on a trained classifier"
        text = default_spelling().correct(text)
        likely = self._model.likely(text, default_encoder().encode([text])[0])
        best = np.argsort(-likely)[: self._config["ranking_length"]]
        intents = self._model.intents
        return [{INTENT_NAME_KEY: intents[i], PREDICTED_CONFIDENCE_KEY: float(likely[i])} for i in best]


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


@functools.lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    """The intents of the questions in the facts' files: one that is added is known before anything is learned anew."""
    facts = (fact for subject in default_facts().subjects.values() for fact in subject.facts)
    return {_plain(question): f"ask_{fact.aspect.value}" for fact in facts for question in fact.asked}
