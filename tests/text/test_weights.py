"""One text's weights are those that scikit-learn gives it among many."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from assistant.text.weights import Weights

TEXTS = ["My arm is weak, weak and thin.", "What is ALS?", "Can a weak arm get stronger?"]


@pytest.fixture(scope="module")
def learned():
    parts = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    return FeatureUnion([("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)), ("parts", parts)]).fit(
        TEXTS
    )


@pytest.fixture(scope="module")
def weights(learned):
    return Weights(vectorizer for _, vectorizer in learned.transformer_list)


@pytest.mark.parametrize("text", [*TEXTS, "is ALS weak? weak! weak!", "xyz", "", "¿ÇĞ?"])
def test_they_are_those_of_scikit_learn(text, learned, weights):
    np.testing.assert_allclose(weights.of(text).toarray(), learned.transform([text]).toarray(), atol=1e-12)


def test_what_is_to_stand_beside_them_does(learned, weights):
    row = weights.of("what is weak", np.array([1.0, 0.0, -2.0])).toarray()[0]
    np.testing.assert_allclose(row[:-3], learned.transform(["what is weak"]).toarray()[0], atol=1e-12)
    assert list(row[-3:]) == [1.0, 0.0, -2.0]


def test_a_text_of_nothing_known_weighs_nothing(weights):
    assert weights.of("9 9 9").nnz == 0
