"""Tuning MiniLM's first layers to tell emergencies; with TensorFlow, only when the detector is trained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import tensorflow as tf

from assistant.encoder.minilm import SIZE, Pieces, published_embeddings, published_layers
from assistant.encoder.transformer import HEADS
from assistant.red_flags.network import FROZEN, LAYERS, LONGEST

BATCH = 32
"""From how many messages at once."""

ROUNDS = 4
"""In the first all messages are learned from, in the others a share."""

HARDEST = 0.22
"""The share of messages learned from again: those furthest from known when they were seen last."""

REPEATED = 0.08
"""The share of messages that are as well, any of the others, so that what was known stays known."""

RATE = 2e-4
"""The learning rate at the start; it falls to nothing."""

DROPOUT = 0.1
"""The share of numbers that is left out in every step, as BERT was trained."""

MISTYPED = 0.1
"""The share of words that are mistyped, anew in every round."""

REMARKED = 0.15
"""The share of messages whose last mark, "?" or ".", is taken for the other: many leave it out, or ask in fear."""

JOINED = 0.35
"""The share of messages that are joined to an ordinary one, anew in every round: what else is said changes nothing."""

COMPANY = 25
"""The most words of the message that another is joined to; longer ones only take long."""

_SIGNATURE = [
    tf.TensorSpec([None, None], tf.int32),
    tf.TensorSpec([None, None], tf.float32),
    tf.TensorSpec([None, 2], tf.float32),
]


def tune(
    texts: Sequence[str],
    alarms: Sequence[bool],
    crises: Sequence[bool],
    ordinary: Sequence[bool],
    tell: Callable[[str], None] = lambda line: None,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Learn.

    Args:
        texts: messages in plain words, as in `Wording.text`.
        alarms: whether each reports an emergency or a crisis.
        crises: whether each reports a crisis.
        ordinary: whether each has no red flag near; what says one thing can be joined to these.
        tell: is told how far it is.
        seed: where chance begins: in what order, with which slips, and with which head.

    Returns:
        What `Network` is made of: the layers under their published names, and the head. In half
        precision, which keeps the file small and changes no decision.
    """
    tf.keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()  # the same messages teach the same, for whoever repeats it
    cut, labels = Pieces(LONGEST), np.column_stack([alarms, crises]).astype(np.float32)
    again = int(HARDEST * len(texts)) + int(REPEATED * len(texts))
    steps = -(-len(texts) // BATCH) + (ROUNDS - 1) * -(-again // BATCH)
    tuned = _Tuned(tf.keras.optimizers.schedules.PolynomialDecay(RATE, steps, 0.0), seed)
    random = np.random.default_rng(seed)
    company = [text for text, alone in zip(texts, ordinary) if alone and text.count(" ") <= COMPANY]
    chosen, losses = np.arange(len(texts)), np.zeros(len(texts))
    for number in range(1, ROUNDS + 1):
        pieces = cut.of([_mistyped(_joined(_remarked(texts[i], random), company, random), random) for i in chosen])
        for batch in _batches(pieces, random):
            of = chosen[batch]
            losses[of] = tuned.step(*_padded([pieces[i] for i in batch]), labels[of])
        loss = np.mean(losses[chosen])
        tell(f"network {seed + 1}, round {number} of {ROUNDS}: loss {loss:.3f} of {len(chosen)} messages")
        chosen = _again(losses, random)
    return {name: variable.numpy().astype(np.float16) for name, variable in tuned.weights.items()}


class _Tuned(tf.Module):
    """The network of `Network`, as TensorFlow computes it."""

    def __init__(self, rate: tf.keras.optimizers.schedules.LearningRateSchedule, seed: int) -> None:
        super().__init__()
        published = {**published_embeddings(), **published_layers()}
        word, position, kind = (published[f"embeddings.{part}.weight"] for part in FROZEN)
        self._word, self._position = tf.constant(word), tf.constant(position + kind[0])
        names = [n for n in published if n.startswith(("embeddings.LayerNorm", *_layers()))]
        self.weights = {name: tf.Variable(published[name]) for name in names}
        self.weights["head.weight"] = tf.Variable(tf.random.normal([2, SIZE], stddev=0.02, seed=seed))
        self.weights["head.bias"] = tf.Variable([0.0, 0.0])
        self._optimizer = tf.keras.optimizers.Adam(rate)

    @tf.function(input_signature=_SIGNATURE)
    def step(self, ids: tf.Tensor, mask: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        """Learn from a batch; the loss of each message."""
        with tf.GradientTape() as tape:
            verdicts = self._verdicts(ids, mask)
            losses = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, verdicts), -1)
            loss = tf.reduce_mean(losses)
        variables = list(self.weights.values())
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return losses

    def _verdicts(self, ids: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
        states = tf.gather(self._word, ids) + self._position[: tf.shape(ids)[1]]
        states = tf.nn.dropout(self._norm(states, "embeddings.LayerNorm"), DROPOUT)
        unseen = (1.0 - mask[:, None, None, :]) * -1e9
        for name in _layers():
            states = self._layer(states, unseen, name)
        pooled = tf.reduce_sum(states * mask[:, :, None], 1) / tf.reduce_sum(mask, 1, keepdims=True)
        pooled = tf.nn.dropout(pooled, DROPOUT)
        return tf.matmul(pooled, self.weights["head.weight"], transpose_b=True) + self.weights["head.bias"]

    def _layer(self, states: tf.Tensor, unseen: tf.Tensor, name: str) -> tf.Tensor:
        attended = self._attention(states, unseen, f"{name}attention.self")
        attended = tf.nn.dropout(self._dense(attended, f"{name}attention.output.dense"), DROPOUT)
        states = self._norm(states + attended, f"{name}attention.output.LayerNorm")
        inner = tf.nn.gelu(self._dense(states, f"{name}intermediate.dense"), approximate=True)
        inner = tf.nn.dropout(self._dense(inner, f"{name}output.dense"), DROPOUT)
        return self._norm(states + inner, f"{name}output.LayerNorm")

    def _attention(self, states: tf.Tensor, unseen: tf.Tensor, name: str) -> tf.Tensor:
        shape = tf.shape(states)

        def heads(part: str) -> tf.Tensor:
            split = tf.reshape(self._dense(states, f"{name}.{part}"), [shape[0], shape[1], HEADS, SIZE // HEADS])
            return tf.transpose(split, [0, 2, 1, 3])

        query, key, value = heads("query"), heads("key"), heads("value")
        scores = tf.matmul(query, key, transpose_b=True) / (SIZE / HEADS) ** 0.5 + unseen
        mixed = tf.matmul(tf.nn.dropout(tf.nn.softmax(scores), DROPOUT), value)
        return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), shape)

    def _dense(self, states: tf.Tensor, name: str) -> tf.Tensor:
        return tf.einsum("bni,oi->bno", states, self.weights[f"{name}.weight"]) + self.weights[f"{name}.bias"]

    def _norm(self, states: tf.Tensor, name: str) -> tf.Tensor:
        mean, variance = tf.nn.moments(states, -1, keepdims=True)
        scaled = (states - mean) * tf.math.rsqrt(variance + 1e-12)
        return scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def _layers() -> tuple[str, ...]:
    """What the names of each layer's weights start with."""
    return tuple(f"encoder.layer.{number}." for number in range(LAYERS))


def _again(losses: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Which messages are learned from again: most are known after a round, and would only take time."""
    order = np.argsort(-losses)
    hardest = int(HARDEST * len(order))
    others = random.choice(order[hardest:], int(REPEATED * len(order)), replace=False)
    return np.concatenate([order[:hardest], others])


def _remarked(text: str, random: np.random.Generator) -> str:
    """A text, now and then with the other mark at its end."""
    if random.random() >= REMARKED or not text.endswith((" ?", " .")):
        return text
    return text[:-1] + ("." if text.endswith("?") else "?")


def _joined(text: str, company: Sequence[str], random: np.random.Generator) -> str:
    """A text, now and then with an ordinary message before or after it, and a full stop between or not."""
    if not company or random.random() >= JOINED:
        return text
    parts = [text, company[random.integers(len(company))]]
    random.shuffle(parts)
    return " ".join([parts[0] if random.random() < 0.5 else parts[0].rstrip(" .?"), parts[1]])


def _mistyped(text: str, random: np.random.Generator) -> str:
    """A text with slips of typing here and there, so that these come to say nothing."""
    words = text.split(" ")
    for i in np.flatnonzero(random.random(len(words)) < MISTYPED):
        word = words[i]
        if len(word) > 3 and word.isalpha():
            at = int(random.integers(len(word) - 1))
            slips = (
                word[:at] + word[at] + word[at:],  # a letter doubled
                word[:at] + word[at + 1 :],  # left out
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],  # swapped with the next
                f"{word} .",  # a line broken behind the word
            )
            words[i] = slips[random.integers(len(slips))]
    return " ".join(words)


def _padded(pieces: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Messages of one length, and which of their pieces are real."""
    longest = max(map(len, pieces))
    ids = np.array([[*p, *[0] * (longest - len(p))] for p in pieces], dtype=np.int32)
    return ids, np.array([[1] * len(p) + [0] * (longest - len(p)) for p in pieces], dtype=np.float32)


def _batches(pieces: Sequence[Sequence[int]], random: np.random.Generator) -> Iterator[list[int]]:
    """All messages once, in random batches of about one length each."""
    # Lengths that are jittered mix the batches anew every round.
    lengths = np.array([len(p) for p in pieces]) * random.uniform(0.7, 1.3, len(pieces))
    order = np.argsort(lengths).tolist()
    starts = random.permutation(range(0, len(order), BATCH)).tolist()
    return (order[start : start + BATCH] for start in starts)
