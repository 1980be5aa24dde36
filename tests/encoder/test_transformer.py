import numpy as np
import pytest
from scipy.special import erf, softmax

from assistant.encoder.minilm import LAYERS, published_embeddings, published_layers
from assistant.encoder.transformer import HEADS, Transformer

SHORT, LONG = [101, 2026, 3456, 102], [101, *range(2000, 2060), 102]


@pytest.fixture(scope="module")
def weights():
    return {**published_embeddings(), **published_layers()}


@pytest.mark.parametrize("layers", [1, 2, LAYERS])
@pytest.mark.parametrize("pieces", [[101], SHORT, LONG], ids=["one piece", "a few", "many"])
def test_whole_numbers_come_near_to_what_fractions_give(weights, layers, pieces):
    rounded, exact = Transformer(weights, layers).pooled(pieces), _exactly(weights, layers, pieces)

    assert rounded @ exact / np.linalg.norm(rounded) / np.linalg.norm(exact) > 0.97
    assert np.linalg.norm(rounded) == pytest.approx(np.linalg.norm(exact), rel=0.05)


def test_the_order_of_words_matters(weights):
    transformer = Transformer(weights, 2)
    one, other = (transformer.pooled(pieces) for pieces in (SHORT, [101, 3456, 2026, 102]))

    assert np.abs(one - other).max() > 0.01


def test_more_layers_read_otherwise(weights):
    shallow, deep = (Transformer(weights, layers).pooled(SHORT) for layers in (2, 3))

    assert np.abs(shallow - deep).max() > 0.01


def test_a_column_of_nothing_does_no_harm(weights):
    name = "encoder.layer.0.intermediate.dense.weight"
    emptied = {**weights, name: np.where(np.arange(len(weights[name]))[:, None] == 7, 0, weights[name])}

    assert np.isfinite(Transformer(emptied, 1).pooled(SHORT)).all()


@pytest.mark.parametrize("name", ["embeddings.LayerNorm.bias", "encoder.layer.1.output.dense.weight"])
def test_missing_weights_are_an_error(weights, name):
    with pytest.raises(KeyError, match=name):
        Transformer({key: array for key, array in weights.items() if key != name}, 2)


def _exactly(weights, layers, pieces):
    """What the published network gives, computed in fractions step by step."""

    def dense(states, name):
        return states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(states, name):
        scaled = (states - states.mean(1, keepdims=True)) / np.sqrt(states.var(1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    words, places, kind = (
        weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position", "token_type")
    )
    states = norm(words[pieces] + places[: len(pieces)] + kind[0], "embeddings.LayerNorm")
    for name in (f"encoder.layer.{layer}" for layer in range(layers)):
        query, key, value = (
            dense(states, f"{name}.attention.self.{part}").reshape(len(pieces), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        mixed = softmax(query @ key.swapaxes(1, 2) / query.shape[-1] ** 0.5, axis=-1) @ value
        attended = dense(mixed.swapaxes(0, 1).reshape(states.shape), f"{name}.attention.output.dense")
        states = norm(states + attended, f"{name}.attention.output.LayerNorm")
        inner = dense(states, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / 2**0.5))
        states = norm(states + dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    return states.mean(axis=0)
