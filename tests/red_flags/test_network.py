import numpy as np
import pytest

from assistant.red_flags.network import LONGEST, Network
from assistant.red_flags.tuning import tune


@pytest.fixture(scope="module")
def tuned():
    return tune(["he collapsed", "how do I train?"] * 4, [True, False] * 4, [False] * 8, [False, True] * 4)


@pytest.fixture(scope="module")
def network(tuned):
    return Network(tuned)


def test_a_message_gets_the_same_verdict_in_company(network):
    texts = [f"he {'really ' * (i % 9)}collapsed {i}" for i in range(9)]

    together = network.verdicts(texts)

    assert together.shape == (len(texts), 2)
    alone = np.concatenate([network.verdicts([texts[i]]) for i in (0, 5, 8)])
    assert together[[0, 5, 8]] == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize("text", ["", "\n", "🙂", "\ud83d", "腿很弱", "\x00"])
def test_any_text_gets_a_verdict(network, text):
    assert np.isfinite(network.verdicts([text])).all()


def test_no_texts_get_no_verdicts(network):
    assert network.verdicts([]).shape == (0, 2)


def test_of_an_overlong_message_the_start_counts(network):
    start = "rest " * LONGEST

    assert network.verdicts([start])[0] == pytest.approx(network.verdicts([f"{start} he collapsed"])[0], abs=1e-5)
    assert network.verdicts(["rest"])[0] != pytest.approx(network.verdicts(["rest he collapsed"])[0], abs=1e-5)


@pytest.mark.parametrize("name", ["head.weight", "head.bias", "encoder.layer.1.output.dense.weight"])
def test_missing_weights_are_an_error(tuned, name):
    with pytest.raises(KeyError, match=name):
        Network({key: array for key, array in tuned.items() if key != name}).verdicts(["rest"])
