"""Vectors of known sentences on disk, so that training and starting need not compute them again."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from assistant.encoder.minilm import SHA256, SIZE, default_encoder
from assistant.encoder.transformer import LARGEST

logger = logging.getLogger(__name__)

FILE = Path(__file__).parents[2] / "models" / "vectors.npz"


def encode_known(sentences: Sequence[str], path: Path = FILE) -> np.ndarray:
    """Encode sentences that come again and again: training examples, questions that facts answer.

    Args:
        sentences: the sentences.
        path: the file that vectors are kept in; what is not in it is computed and added.

    Returns:
        One row a sentence, as `Encoder.encode` gives them.
    """
    known = _read(path)
    new = [sentence for sentence in dict.fromkeys(sentences) if _key(sentence) not in known]
    if new:
        logger.info("Encoding %d sentences; this is done once.", len(new))
        encoder = default_encoder()
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # a thread is kept to one core, and waits for no other
            known.update(pool.map(lambda sentence: (_key(sentence), encoder.encode([sentence])[0]), new))
        _write(path, known)
    return np.array([known[_key(sentence)] for sentence in sentences], dtype=np.float32).reshape(-1, SIZE)


def _key(sentence: str) -> str:
    """What a vector is kept under: the sentence, the weights that it was made with, and how finely these are kept."""
    return hashlib.sha256(f"{SHA256[:8]} {LARGEST} {sentence}".encode()).hexdigest()


def _read(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path) as file:
            keys, vectors = file["keys"].tolist(), file["vectors"]
        if vectors.shape != (len(keys), SIZE):
            raise ValueError(f"{len(keys)} keys for vectors of shape {vectors.shape}")
        return dict(zip(keys, vectors))
    except FileNotFoundError:
        return {}
    except Exception as error:  # a broken archive may raise anything, and can always be made anew
        logger.warning("%s cannot be read (%s) and is made anew.", path.name, type(error).__name__)
        return {}


def _write(path: Path, known: dict[str, np.ndarray]) -> None:
    """Replace the file in one step, so that no other process reads half of it."""
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=np.array(list(known)), vectors=np.array(list(known.values())))
        os.chmod(name, 0o644)  # who serves need not be who trained
        os.replace(name, path)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        logger.warning("%s cannot be kept: %s", path.name, error)
