import numpy as np
import pytest
from scipy.special import erf

from assistant.encoder.minilm import LAYERS, published_weights
from assistant.encoder.transformer import Transformer, _gelu

SHORT, LONG = [101, 2026, 3456, 102], [101, *range(2000, 2040), 102]


@pytest.fixture(scope="module", params=[2, LAYERS])
def transformer(request):
    return Transformer(published_weights(), request.param)


def test_a_sentence_gives_the_same_beside_a_longer_one(transformer):
    together = transformer.pooled([SHORT, LONG])

    assert together[0] == pytest.approx(transformer.pooled([SHORT])[0], abs=1e-4)
    assert together[1] == pytest.approx(transformer.pooled([LONG])[0], abs=1e-4)


def test_the_order_of_words_matters(transformer):
    one, other = transformer.pooled([SHORT, [101, 3456, 2026, 102]])

    assert np.abs(one - other).max() > 0.01


def test_more_layers_read_otherwise():
    shallow, deep = (Transformer(published_weights(), layers).pooled([SHORT]) for layers in (2, 3))

    assert np.abs(shallow - deep).max() > 0.01


def test_the_activation_is_the_normal_distributions():
    x = np.linspace(-6, 6, 1001, dtype=np.float32)

    assert _gelu(x) == pytest.approx(x * 0.5 * (1 + erf(x / 2**0.5)), abs=5e-4)
