"""How near a question is to each fact, by its words and their parts."""

from __future__ import annotations

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from assistant.facts.model import Fact
from assistant.text import read

WORDING, STATEMENT = 0.7, 0.3
"""What the nearest of the questions that a fact answers counts, and what its statement does."""


class Similarity:
    """Compares questions with the questions that facts answer, and with their statements."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        """Learn the weights of words (TF-IDF) from the facts themselves."""
        texts = [text for fact in facts for text in (*fact.asked, fact.statement)]
        ends = numpy.cumsum([len(fact.asked) + 1 for fact in facts])
        self._rows = [range(end - len(fact.asked) - 1, end) for fact, end in zip(facts, ends)]
        self._vectorizer = FeatureUnion(
            [
                ("words", TfidfVectorizer(preprocessor=_plain, ngram_range=(1, 2), sublinear_tf=True)),
                ("parts", TfidfVectorizer(preprocessor=_plain, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)),
            ]
        )
        self._matrix = self._vectorizer.fit_transform(texts)

    def scores(self, question: str) -> numpy.ndarray:
        """One number a fact, from 0 (nothing in common) to 1 (the same words)."""
        near = numpy.asarray((self._matrix @ self._vectorizer.transform([question]).T).todense()).ravel() / 2
        return numpy.array(
            [WORDING * near[rows[:-1]].max(initial=0.0) + STATEMENT * near[rows[-1]] for rows in self._rows]
        )


def _plain(text: str) -> str:
    return " ".join(word.text for word in read(text).words)
