import sys

import numpy as np
import pytest

from assistant.encoder import SIZE, default_encoder
from assistant.encoder.minilm import LONGEST, PACKAGE, SHA256, EncoderError, verify, weights_folder


@pytest.fixture(scope="module")
def encode():
    return default_encoder().encode


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        ("That is a happy dog", 0.6946),
        ("That is a very happy person", 0.9429),
        ("Today is a sunny day", 0.2569),
    ],
)
def test_likenesses_are_those_of_the_model_card(encode, other, likeness):
    one, two = encode(["That is a happy person", other])

    assert one @ two == pytest.approx(likeness, abs=0.02)  # of whole numbers, not of fractions


def test_a_sentence_becomes_one_vector_of_length_one(encode):
    vectors = encode(["my legs are weak", "", "\n", "🙂", "腿很弱"])

    assert vectors.shape == (5, SIZE)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_no_sentences_become_no_vectors(encode):
    assert encode([]).shape == (0, SIZE)


def test_company_does_not_change_a_sentence(encode):
    sentences = [f"muscle {'and bone ' * (i % 7)}number {i}" for i in range(9)]

    together = encode(sentences)

    some = [0, 6, 8]
    alone = np.concatenate([encode([sentences[i]]) for i in some])
    assert np.abs(together[some] - alone).max() < 1e-5


def test_of_an_overlong_sentence_the_start_counts(encode):
    whole, start, less = encode(["muscle " * 10_000, "muscle " * (LONGEST - 2), "muscle " * (LONGEST - 3)])

    assert np.abs(whole - start).max() < 1e-6
    assert np.abs(whole - less).max() > 1e-5


def test_a_half_of_an_emoji_does_no_harm(encode):
    broken, marked = encode(["\ud83d my legs are weak", "? my legs are weak"])

    assert np.abs(broken - marked).max() < 1e-5


def test_the_encoder_is_loaded_once():
    assert default_encoder() is default_encoder()


def test_the_installed_weights_are_the_published_ones():
    verify(weights_folder())


def test_a_truncated_file_of_weights_is_found_out(tmp_path):
    with (weights_folder() / "model.safetensors").open("rb") as weights:
        (tmp_path / "model.safetensors").write_bytes(weights.read(1_000_000))

    with pytest.raises(EncoderError, match=rf"is not the published file: its SHA-256 is [0-9a-f]{{64}}, not {SHA256}$"):
        verify(tmp_path)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(EncoderError, match=r"^model\.safetensors cannot be read: .*No such file"):
        verify(tmp_path)


def test_a_missing_package_is_named_with_its_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    with pytest.raises(EncoderError, match=f"^the package {PACKAGE} is not installed: run `make setup`$"):
        weights_folder()


def test_what_an_uninstall_left_over_is_no_package(tmp_path, monkeypatch):
    (tmp_path / PACKAGE / "model").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    with pytest.raises(EncoderError, match="is not installed"):
        weights_folder()


def test_the_weights_are_found_without_running_their_package(tmp_path, monkeypatch):
    package = tmp_path / PACKAGE
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('it was imported')")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    assert weights_folder() == package / "model"
