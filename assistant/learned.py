"""What is learned, in a file: numbers as safetensors has them, words as JSON in its header.

Reading one runs no code, whatever is in it. skops, which keeps whole estimators, takes longer to import
and to read than all else that starts here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


class Learned:
    """Numbers and words by name, and scikit-learn's estimators made of them."""

    def __init__(self, numbers: Mapping[str, np.ndarray] | None = None, words: Mapping[str, Any] | None = None) -> None:
        """Begin with these, or with nothing.

        Args:
            numbers: arrays.
            words: what JSON can hold.
        """
        self.numbers = dict(numbers or {})
        self.words = dict(words or {})

    def add_vectorizer(self, name: str, fitted: TfidfVectorizer) -> None:
        """Keep the vocabulary of a vectorizer, and what each word of it weighs; its settings are in the code."""
        self.words[name] = sorted(fitted.vocabulary_, key=fitted.vocabulary_.__getitem__)
        self.numbers[name] = fitted.idf_

    def vectorizer(self, name: str, unfitted: TfidfVectorizer) -> TfidfVectorizer:
        """The vectorizer that was kept.

        Args:
            name: what it was kept under.
            unfitted: one with the settings that it had; it is given what was learned.

        Raises:
            KeyError: none was kept under that name.
            ValueError: words and weights do not go together.
        """
        unfitted.set_params(vocabulary=self.words[name])
        unfitted.idf_ = self.numbers[name]
        return unfitted

    def add_regression(self, name: str, fitted: LogisticRegression) -> None:
        """Keep what a regression learned."""
        self.words[name] = fitted.classes_.tolist()
        self.numbers[f"{name}.coef"], self.numbers[f"{name}.intercept"] = fitted.coef_, fitted.intercept_

    def regression(self, name: str) -> LogisticRegression:
        """The regression that was kept.

        Raises:
            KeyError: none was kept under that name.
        """
        regression = LogisticRegression()
        regression.classes_ = np.array(self.words[name])
        # In Fortran's order, otherwise scipy copies all of it for each message.
        regression.coef_ = np.asfortranarray(self.numbers[f"{name}.coef"])
        regression.intercept_ = self.numbers[f"{name}.intercept"]
        return regression

    def save(self, path: Path) -> None:
        """Write a file.

        Raises:
            OSError: it cannot be written.
        """
        numbers = {name: np.ascontiguousarray(array) for name, array in self.numbers.items()}
        path.write_bytes(save(numbers, {name: json.dumps(words) for name, words in self.words.items()}))

    @classmethod
    def load(cls, path: Path) -> Learned:
        """Read a file.

        Raises:
            OSError: it is not there, or cannot be read.
            SafetensorError: it is no such file, or cut off.
            ValueError: its words are no JSON.
        """
        file: Any = safe_open(path, "numpy")  # of which the types say too little
        numbers = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118, it is no mapping
        words = {name: json.loads(text) for name, text in (file.metadata() or {}).items()}
        return cls(numbers, words)
