"""How near a question is to each fact: by its meaning, and by its words and their parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.encoder import default_encoder, encode_known
from assistant.facts.model import Fact
from assistant.text import read
from assistant.text.weights import Weights

NEAREST, STATED = 0.6, 0.4
"""What the nearest of a fact's texts (questions that it answers, statement) counts, and what its statement does."""

MEANING, WORDING = 0.65, 0.35
"""What the likeness of vectors counts, and what that of words and word parts (TF-IDF) does."""


class Similarity:
    """Compares questions with the questions that facts answer, and with their statements."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        """Encode the facts, and learn the weights of words from them."""
        texts = [text for fact in facts for text in (*fact.asked, fact.statement)]
        ends = np.cumsum([len(fact.asked) + 1 for fact in facts])
        self._starts, self._statements = np.concatenate([[0], ends[:-1]]), ends - 1
        self._vectors = encode_known(texts)
        words = TfidfVectorizer(preprocessor=_plain, ngram_range=(1, 2), sublinear_tf=True)
        parts = TfidfVectorizer(preprocessor=_plain, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        known = hstack([vectorizer.fit_transform(texts) for vectorizer in (words, parts)])
        # A row each word, not each text: so a question costs as much as it has words, not as much as all texts have.
        self._words = known.T.tocsr()
        self._weights = Weights((words, parts))

    def scores(self, question: str) -> np.ndarray:
        """One number a fact, from about 0 (nothing in common) to 1 (the same question)."""
        meaning = self._vectors @ default_encoder().encode([question])[0]
        wording = (self._weights.of(question) @ self._words).toarray()[0] / 2
        near = MEANING * meaning + WORDING * wording
        return NEAREST * np.maximum.reduceat(near, self._starts) + STATED * near[self._statements]

    def nearest(self, text: str, numbers: Sequence[int]) -> float:
        """How near a text's meaning is to the nearest of what some facts are told in (-1 to 1), by their numbers."""
        rows = [row for n in numbers for row in range(self._starts[n], self._statements[n] + 1)]
        return float((self._vectors[rows] @ default_encoder().encode([text])[0]).max())

    def alike(self, one: int, other: int) -> float:
        """How near the statements of two facts are (-1 to 1), by their numbers."""
        return float(self._vectors[self._statements[one]] @ self._vectors[self._statements[other]])


def _plain(text: str) -> str:
    return " ".join(word.text for word in read(text).words)
