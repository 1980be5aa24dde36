"""Which intents a text may have: logistic regression over words, parts of words, and the sentence's vector. No Rasa."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from assistant.learned import Learned
from assistant.text.weights import Weights


@dataclass(frozen=True)
class IntentModel:
    """What was learned; word parts survive typing errors, the vector knows other words for the same."""

    words: FeatureUnion
    regression: LogisticRegression
    meaning: float
    """What the vector weighs against the words, which are of length one each; with 0 it is left out."""

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        vectors: np.ndarray,
        meaning: float,
        strength: float,
        max_iter: int,
    ) -> IntentModel:
        """Learn from examples.

        Args:
            texts: the examples.
            intents: the intent of each.
            vectors: what the encoder makes of each, a row a text.
            meaning: what the vectors weigh against the words.
            strength: the inverse strength of regularisation.
            max_iter: the most steps of learning.
        """
        words = FeatureUnion(list(_vectorizers().items())).fit(texts)
        regression = LogisticRegression(C=strength, max_iter=max_iter, class_weight="balanced", random_state=0)
        model = cls(words, regression, meaning)
        regression.fit(model._features(texts, vectors), intents)
        return model

    def keep_in(self, learned: Learned) -> None:
        """Add what was learned to what is kept."""
        for name, vectorizer in self.words.transformer_list:
            learned.add_vectorizer(name, vectorizer)
        learned.add_regression("regression", self.regression)

    @classmethod
    def kept_in(cls, learned: Learned, meaning: float) -> IntentModel:
        """The model that was kept.

        Args:
            learned: what was kept.
            meaning: what the vectors weighed against the words.

        Raises:
            KeyError: a part of it is missing.
        """
        words = [(name, learned.vectorizer(name, unfitted)) for name, unfitted in _vectorizers().items()]
        return cls(FeatureUnion(words), learned.regression("regression"), meaning)

    @property
    def intents(self) -> list[str]:
        """The intents, in the order of what `likely` gives."""
        return [str(intent) for intent in self.regression.classes_]

    def likely(self, text: str, vector: np.ndarray) -> np.ndarray:
        """How likely a text has each intent, in the order of `intents`: together 1.

        Args:
            text: the text.
            vector: what the encoder makes of it.
        """
        beside = vector * self.meaning if self.meaning else None
        return self.regression.predict_proba(self._weights.of(text, beside))[0]

    @functools.cached_property
    def _weights(self) -> Weights:
        return Weights(vectorizer for _, vectorizer in self.words.transformer_list)

    def _features(self, texts: Sequence[str], vectors: np.ndarray) -> csr_matrix:
        words = self.words.transform(texts)
        return hstack([words, csr_matrix(vectors * self.meaning)]).tocsr() if self.meaning else words


def _vectorizers() -> dict[str, TfidfVectorizer]:
    """What counts words and what counts parts of words, nothing learned."""
    return {
        "words": TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        "parts": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
    }
