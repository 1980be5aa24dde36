"""Rasa's own DIET (Bunk 2020), to hold ours against; with the encoder's vectors, or without."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.encoder import default_encoder
from bench.understanding.cross_validation import Examples

PARTS = {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4}
"""How Rasa's own starter has parts of words counted."""

ORIGIN = "encoder"


class Diet:
    """DIET on counts of words and of their parts, as Rasa's starter sets it up, but for intents only."""

    def __init__(self, folder: Path, epochs: int, dense: bool) -> None:
        """Set it up.

        Args:
            folder: where it keeps what it learned; must be empty.
            epochs: how often it sees each example.
            dense: whether it sees the encoder's vectors too.
        """
        storage, context = LocalModelStorage.create(folder), ExecutionContext(GraphSchema({}), model_id="diet")
        self._dense = dense
        self._tokenizer = WhitespaceTokenizer(WhitespaceTokenizer.get_default_config())
        self._counts = [
            CountVectorsFeaturizer.create(
                {**CountVectorsFeaturizer.get_default_config(), **changed}, storage, Resource(name), context
            )
            for name, changed in (("words", {}), ("parts", PARTS))
        ]
        changed = {"epochs": epochs, "entity_recognition": False, "random_seed": 0, "constrain_similarities": True}
        self._diet = DIETClassifier.create(
            {**DIETClassifier.get_default_config(), **changed}, storage, Resource("diet"), context
        )

    def learn(self, of: Examples, vectors: np.ndarray) -> None:
        """Learn the intents of examples, of which the encoder makes these vectors."""
        messages = [Message.build(text, intent=intent) for text, intent in zip(of.texts, of.intents)]
        data = TrainingData(messages)
        self._tokenizer.process_training_data(data)
        for counts in self._counts:
            counts.train(data)
            counts.process_training_data(data)
        self._see(messages, vectors)
        self._diet.train(data)

    def guess(self, text: str) -> tuple[str, float]:
        """The likeliest intent of a text, and how certain that is."""
        message = Message.build(text)
        self._tokenizer.process([message])
        for counts in self._counts:
            counts.process([message])
        if self._dense:
            self._see([message], default_encoder().encode([text]))
        self._diet.process([message])
        intent = message.get(INTENT) or {}
        return str(intent.get(INTENT_NAME_KEY)), float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0)

    def _see(self, messages: Sequence[Message], vectors: np.ndarray) -> None:
        if self._dense:
            for message, vector in zip(messages, vectors):
                message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))
