import functools

import numpy as np
import pytest

from assistant.encoder import encode_known
from bench.share import Share
from bench.understanding import compare as comparing
from bench.understanding.compare import as_share, compare, load, regression
from bench.understanding.cross_validation import Examples
from bench.understanding.diet import Diet
from bench.understanding.held_back import HeldBack, Question

TEXTS = [f"{word} {day}" for word in ("rain", "soup") for day in ("today", "now", "again", "soon", "tonight", "please")]
MADE = Examples(TEXTS, ["ask_rain"] * 6 + ["eat"] * 6, TEXTS)
HELD_BACK = HeldBack(
    questions=(Question(text="the rain", intent="ask_rain", subject="als", facts=("als.no_cure",)),),
    outside={"meals": ("some soup", "rain")},
)


@pytest.fixture(autouse=True)
def vectors(tmp_path, monkeypatch):
    monkeypatch.setattr(comparing, "encode_known", functools.partial(encode_known, path=tmp_path / "vectors.npz"))
    monkeypatch.setattr(comparing, "EVERY", 1)


def by_first_word(of, vectors, to):
    (to / "learned").write_bytes(b"x" * 2_000_000)
    return lambda text: ("ask_rain" if "rain" in text else "eat", 0.9)


def test_what_one_comes_to_is_kept_and_read_again(tmp_path):
    path = tmp_path / "comparison.yml"
    found = compare(MADE, HELD_BACK, {"by a word": by_first_word}, path, tell=lambda line: None)
    assert load(path) == found
    [result] = found.results
    assert (result.name, result.megabytes, result.held_back, result.outside) == ("by a word", 2.0, (1, 1), (1, 2))
    assert result.judged[0] == result.judged[1] > 0


def test_an_uncertain_guess_counts_as_none(tmp_path):
    def uncertain(of, vectors, to):
        return lambda text: ("ask_rain", 0.2)

    found = compare(MADE, HELD_BACK, {"unsure": uncertain}, tmp_path / "kept.yml", tell=lambda line: None)
    assert as_share(found.results[0].outside) == Share(2, 2)


def test_nothing_was_compared_yet(tmp_path):
    assert load(tmp_path / "missing.yml") is None


@pytest.mark.parametrize("meaning", [0.0, None])
def test_logistic_regression_learns_with_the_encoder_and_without(meaning, tmp_path):
    guess = regression(MADE, encode_known(TEXTS, tmp_path / "v.npz"), tmp_path, meaning)
    assert [guess("rain now")[0], guess("soup now")[0]] == ["ask_rain", "eat"]
    assert (tmp_path / "model.safetensors").stat().st_size > 1_000


@pytest.mark.parametrize("dense", [False, True])
def test_diet_learns_with_the_encoder_and_without(dense, tmp_path):
    model = Diet(tmp_path, epochs=20, dense=dense)
    model.learn(MADE, np.asarray(encode_known(TEXTS, tmp_path / "v.npz")))
    assert [model.guess("rain now")[0], model.guess("soup now")[0]] == ["ask_rain", "eat"]
