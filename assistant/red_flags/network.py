"""The layer that reads a message as a whole: MiniLM's first layers, tuned to tell emergencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.encoder.minilm import Pieces, published_embeddings
from assistant.encoder.transformer import Transformer

LAYERS = 4
"""How many of MiniLM's six are used: more read better and take longer, to be tuned above all."""

LONGEST = 128
"""Of a message with more word pieces, the start counts."""

FROZEN = ("word_embeddings", "position_embeddings", "token_type_embeddings")
"""What stays as published, so that a word never learned from keeps its place beside its neighbours."""


class Network:
    """How much a message looks like an alarm, and like a crisis. Built once, then pure."""

    def __init__(self, tuned: Mapping[str, np.ndarray]) -> None:
        """Put the layers together.

        Args:
            tuned: what `tuning.tune` learned.

        Raises:
            KeyError: something is missing in `tuned`.
        """
        frozen = {name: a for name, a in published_embeddings().items() if any(part in name for part in FROZEN)}
        layers = {name: array.astype(np.float32) for name, array in tuned.items()}
        self._head, self._bias = layers.pop("head.weight"), layers.pop("head.bias")
        self._transformer = Transformer({**frozen, **layers}, LAYERS)
        self._pieces = Pieces(LONGEST)

    def verdicts(self, texts: Sequence[str]) -> np.ndarray:
        """Judge messages.

        Args:
            texts: messages in plain words, as in `Wording.text`.

        Returns:
            Two numbers a message: above 0 where an alarm, and where a crisis is likelier than not
            (the logs of the odds).
        """
        found = np.zeros((len(texts), 2), dtype=np.float32)
        for number, pieces in enumerate(self._pieces.of(texts)):
            found[number] = self._transformer.pooled(pieces) @ self._head.T + self._bias
        return found
