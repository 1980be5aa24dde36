"""What words and parts of words of a text weigh (TF-IDF), for one text at a time.

scikit-learn's own `transform` is made for many texts: for one it takes ten times as long to check and to set up
as to weigh, and it sums up anew how rare each word is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer


class Weights:
    """What was learned of how rare words are. Built once, then pure."""

    def __init__(self, learned: Iterable[TfidfVectorizer]) -> None:
        """Take what was learned.

        Args:
            learned: vectorizers that are fitted, with `sublinear_tf` and weights of length one each.
        """
        self._each = [_One(vectorizer) for vectorizer in learned]
        self._starts = np.cumsum([0, *(one.size for one in self._each)])

    def of(self, text: str, beside: np.ndarray | None = None) -> csr_matrix:
        """Weigh a text.

        Args:
            text: the text.
            beside: numbers to be put behind the weights.

        Returns:
            A row, as the vectorizers' `transform` gives it, one behind the other.
        """
        weighed = [one.of(text) for one in self._each]
        places = [start + place for start, (place, _) in zip(self._starts, weighed)]
        values, size = [value for _, value in weighed], self._starts[-1]
        if beside is not None:
            places, values = [*places, np.arange(size, size + len(beside))], [*values, beside]
            size += len(beside)
        joined = np.concatenate(values)
        return csr_matrix((joined, np.concatenate(places), [0, len(joined)]), shape=(1, size))


class _One:
    """One vectorizer."""

    def __init__(self, learned: TfidfVectorizer) -> None:
        self._cut, self._places, self._rareness = learned.build_analyzer(), learned.vocabulary_, learned.idf_
        self.size = len(self._places)

    def of(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Where in a row its known words stand, and what they weigh."""
        counted = Counter(self._places[word] for word in self._cut(text) if word in self._places)
        places = np.fromiter(counted, dtype=np.int32, count=len(counted))
        times = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
        values = (1 + np.log(times)) * self._rareness[places]
        return places, values / (np.linalg.norm(values) or 1.0)
