"""The layers that weigh words: they catch what no pattern does, and calm patterns that overreach.

One looks at words and short phrases (a logistic regression over TF-IDF), two networks read the message
as a whole (`network.py`). A part of the examples that none of them learned from teaches how their verdicts
weigh against each other and against the grammar's findings, so that "denied" and "long ago" count.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Container, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.special import expit
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from assistant.learned import Learned
from assistant.red_flags.model import Screening, Urgency, Wording
from assistant.red_flags.network import Network
from assistant.text.weights import Weights

logger = logging.getLogger(__name__)

FILE = Path(__file__).parents[2] / "models" / "red_flags.safetensors"

CLEAR = 0.04
"""Below this likelihood by words and grammar the networks, which take longer, are not asked."""

NETWORKS = 2
"""How many there are, each tuned from another start: what one takes wrongly by chance, the other seldom does."""

DOUBT = (0.05, 0.95)
"""Between these likelihoods the first network leaves room for doubt, and the others are asked as well."""

STRENGTH = 5.0
"""The inverse strength of regularisation of the steps that look at words."""

HELD_BACK = 1 / 10
"""The share of examples that teaches how to weigh, and nothing else."""


class _Parts(NamedTuple):
    """What is learned."""

    words: TfidfVectorizer
    verdict: LogisticRegression
    names: DictVectorizer
    quick: LogisticRegression
    tuned: tuple[dict[str, np.ndarray], ...]
    weighed: LogisticRegression

    def save(self, path: Path) -> None:
        """Write them to a file."""
        learned = Learned({_tuned(i, name): a for i, layers in enumerate(self.tuned) for name, a in layers.items()})
        learned.add_vectorizer("words", self.words)
        learned.add_regression("verdict", self.verdict)
        learned.words["names"] = self.names.feature_names_
        learned.add_regression("quick", self.quick)
        learned.add_regression("weighed", self.weighed)
        learned.save(path)

    @classmethod
    def load(cls, path: Path) -> _Parts:
        """Read them from a file.

        Raises:
            KeyError: one is missing (others as `Learned.load` has it).
        """
        learned = Learned.load(path)
        return cls(
            learned.vectorizer("words", _words()),
            learned.regression("verdict"),
            DictVectorizer(sparse=False).fit([dict.fromkeys(learned.words["names"], 1)]),
            learned.regression("quick"),
            tuple(_layers(learned, _tuned(number)) for number in range(NETWORKS)),
            learned.regression("weighed"),
        )


class Likelihood(NamedTuple):
    """What the classifier thinks of a message."""

    alarm: float
    """How likely it reports an emergency or a crisis (0 to 1)."""
    crisis: float
    """How likely it reports a crisis (0 to 1); 0 where the networks were not asked."""


def _silent(line: str) -> None:
    """Tell nobody."""


class Classifier:
    """How likely a message reports an emergency."""

    def __init__(self, parts: _Parts) -> None:
        """Take what was learned."""
        self._parts = parts
        self._networks = [Network(layers) for layers in parts.tuned]
        self._weights = Weights([parts.words])

    @classmethod
    def train(
        cls,
        wordings: Sequence[Wording],
        screenings: Sequence[Screening],
        alarms: Sequence[bool],
        crises: Sequence[bool],
        tuned: Sequence[bool],
        ordinary: Sequence[bool],
        tell: Callable[[str], None] = _silent,
    ) -> Classifier:
        """Learn.

        Args:
            wordings: messages as the screener reads them.
            screenings: what the grammar says to each.
            alarms: whether each reports an emergency or a crisis.
            crises: whether it is a crisis.
            tuned: whether the grammar was made with that message in sight; it would be trusted too
                much there, so these do not teach how to weigh.
            ordinary: whether each has no red flag near.
            tell: is told how far it is, each time in a process of its own.
        """
        labels = np.array(alarms)
        fresh = np.flatnonzero(~np.array(tuned))
        held = train_test_split(fresh, test_size=HELD_BACK, stratify=labels[fresh], random_state=0)[1]
        learned = np.setdiff1d(np.arange(len(labels)), held)
        words = _words().fit([wordings[i].text for i in learned])
        counted = words.transform([wording.text for wording in wordings])
        verdict = LogisticRegression(C=STRENGTH, max_iter=400).fit(counted[learned], labels[learned])
        texts = [wordings[i].text for i in learned]
        told = (labels[learned], np.array(crises)[learned], np.array(ordinary)[learned])
        with ProcessPoolExecutor(NETWORKS, get_context("spawn")) as pool:  # each has one core busy for minutes
            tuned_layers = tuple(pool.map(partial(_tune, texts, *told, tell), range(NETWORKS)))
        names = DictVectorizer(sparse=False).fit([_grammar(screening) for screening in screenings])
        heard = [wordings[i].text for i in held]
        verdicts = np.column_stack(
            [
                verdict.decision_function(counted[held]),
                names.transform([_grammar(screenings[i]) for i in held]),
                np.mean([Network(layers).verdicts(heard)[:, 0] for layers in tuned_layers], axis=0),
            ]
        )
        quick = LogisticRegression(max_iter=400).fit(verdicts[:, :-1], labels[held])
        weighed = LogisticRegression(max_iter=400).fit(verdicts, labels[held])
        return cls(_Parts(words, verdict, names, quick, tuned_layers, weighed))

    def likelihood(self, wording: Wording, screening: Screening, thorough: bool = True) -> Likelihood:
        """What a message is likely to be.

        Args:
            wording: the message, as the screener reads it.
            screening: what the grammar says to it.
            thorough: whether the networks are asked where the quick steps leave room for it.
        """
        parts, counted = self._parts, self._weights.of(wording.text)
        verdicts = [*parts.verdict.decision_function(counted), *parts.names.transform([_grammar(screening)])[0]]
        quick = parts.quick.predict_proba([verdicts])[0, 1]
        if quick < CLEAR or not thorough:
            return Likelihood(float(quick), 0.0)
        first, *others = self._networks
        told = first.verdicts([wording.text])
        if DOUBT[0] < self._weighed(verdicts, told).alarm < DOUBT[1]:
            told = np.vstack([told, *(network.verdicts([wording.text]) for network in others)])
        return self._weighed(verdicts, told)

    def _weighed(self, verdicts: Sequence[float], told: np.ndarray) -> Likelihood:
        """What the quick steps' verdicts and those of networks, at the mean, come to."""
        alarm, crisis = told.mean(axis=0)
        return Likelihood(float(self._parts.weighed.predict_proba([[*verdicts, alarm]])[0, 1]), float(expit(crisis)))

    @property
    def vocabulary(self) -> Container[str]:
        """The words and short phrases that were learned from, all of them English."""
        vocabulary: Container[str] = self._parts.words.vocabulary_
        return vocabulary

    def save(self, path: Path = FILE) -> None:
        """Keep what was learned; whoever reads meanwhile, or if this is cut off, has the old file whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.part")
        self._parts.save(unfinished)
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path = FILE) -> Classifier | None:
        """Read what was learned.

        Returns:
            The classifier; None where the file is missing or broken (logged): the grammar then
            works alone, since an alarm that is less sharp is better than none.
        """
        try:
            classifier = cls(_Parts.load(path))
            # A file that loads and does not work fails here.
            classifier.likelihood(Wording(), Screening(Urgency.NONE, ()))
            return classifier
        except FileNotFoundError:
            logger.error("%s is missing: red flags are found by patterns alone. Run `make train`.", path.name)
        except Exception as error:  # whatever is wrong with the file, the patterns must go on working
            logger.error("%s cannot be read (%s): patterns alone. Run `make train`.", path.name, type(error).__name__)
        return None


def _tune(
    texts: Sequence[str],
    alarms: Sequence[bool],
    crises: Sequence[bool],
    ordinary: Sequence[bool],
    tell: Callable[[str], None],
    seed: int,
) -> dict[str, np.ndarray]:
    """One network, in a process of its own with one thread: two threads of one process wait for each other more."""
    os.environ["ONEDNN_DEFAULT_FPMATH_MODE"] = "BF16"  # where the processor can, steps take a quarter less
    import tensorflow as tf  # here, for only training needs it

    from assistant.red_flags.tuning import tune

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    return tune(texts, alarms, crises, ordinary, tell, seed)


def _tuned(number: int, layer: str = "") -> str:
    """What the weights of one of the networks are called in the file."""
    return f"network {number} {layer}"


def _layers(learned: Learned, named: str) -> dict[str, np.ndarray]:
    """The weights whose names begin so, without that."""
    return {name[len(named) :]: array for name, array in learned.numbers.items() if name.startswith(named)}


def _words() -> TfidfVectorizer:
    """Words and short phrases, nothing learned."""
    return TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, token_pattern=r"\S+", min_df=2)


def _grammar(screening: Screening) -> dict[str, Any]:
    """The grammar's findings as features."""
    seen: Iterable[str] = (f"{finding.level.value} {finding.assertion.value}" for finding in screening.findings)
    return {**dict.fromkeys(seen, 1), screening.urgency.value: 1}
