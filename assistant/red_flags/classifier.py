"""The layer that weighs words: it catches what no pattern does, and calms patterns that overreach.

Learned in two steps, both logistic regressions. The first looks at the words alone, as the
screener reads them (spelling mended). The second weighs its verdict against the grammar's
findings, so that "denied" and "long ago" count. A third tells a crisis from other alarms.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import skops.io
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.red_flags.model import Screening, Urgency

logger = logging.getLogger(__name__)

FILE = Path(__file__).parents[2] / "models" / "red_flags.skops"

STRENGTH = 5.0
"""The inverse strength of regularisation of the steps that look at words."""

FOLDS = 5
"""The second step learns from verdicts on sentences that the first had not seen: in so many parts."""

_TRUSTED = ["scipy.sparse._csr.csr_matrix"]  # of TfidfVectorizer; skops knows the others


class _Parts(NamedTuple):
    """What is learned."""

    words: TfidfVectorizer
    verdict: LogisticRegression
    names: DictVectorizer
    weighed: LogisticRegression
    crisis: LogisticRegression


class Likelihood(NamedTuple):
    """What the classifier thinks of a message."""

    alarm: float
    """How likely it reports an emergency or a crisis (0 to 1)."""
    crisis: float
    """How likely it is a crisis, if it is an alarm (0 to 1)."""


class Classifier:
    """How likely a message reports an emergency."""

    def __init__(self, parts: _Parts) -> None:
        """Take what was learned."""
        self._parts = parts

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        screenings: Sequence[Screening],
        alarms: Sequence[bool],
        crises: Sequence[bool],
        tuned: Sequence[bool],
    ) -> Classifier:
        """Learn.

        Args:
            texts: messages as the screener reads them.
            screenings: what the grammar says to each.
            alarms: whether each reports an emergency or a crisis.
            crises: whether it is a crisis.
            tuned: whether the grammar was made with that message in sight; the second step would
                trust it too much there, and does not learn from these.
        """
        words = TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, token_pattern=r"\S+", min_df=2)
        counted, labels = words.fit_transform(texts), np.array(alarms)
        del words.stop_words_  # what was too rare: only kept to be looked at, and large
        verdict, crisis = (LogisticRegression(C=STRENGTH, max_iter=400) for _ in range(2))
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
        verdicts = cross_val_predict(verdict, counted, labels, cv=folds, method="decision_function")
        names = DictVectorizer(sparse=False)
        features = np.column_stack([verdicts, names.fit_transform([_grammar(s) for s in screenings])])
        fresh = ~np.array(tuned)
        weighed = LogisticRegression(max_iter=400).fit(features[fresh], labels[fresh])
        verdict.fit(counted, labels)
        crisis.fit(counted[labels], np.array(crises)[labels])
        return cls(_Parts(words, verdict, names, weighed, crisis))

    def likelihood(self, readings: Sequence[tuple[str, Screening]]) -> list[Likelihood]:
        """What each message, or sentence of one, is likely to be.

        Args:
            readings: each one's words as the screener reads them, and what the grammar says to them.
        """
        parts, counted = self._parts, self._parts.words.transform([words for words, _ in readings])
        names = parts.names.transform([_grammar(screening) for _, screening in readings])
        features = np.column_stack([parts.verdict.decision_function(counted), names])
        alarms, crises = parts.weighed.predict_proba(features)[:, 1], parts.crisis.predict_proba(counted)[:, 1]
        return [Likelihood(float(alarm), float(crisis)) for alarm, crisis in zip(alarms, crises)]

    def save(self, path: Path = FILE) -> None:
        """Keep what was learned; whoever reads meanwhile, or if this is cut off, has the old file whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.part")
        skops.io.dump(tuple(self._parts), unfinished)
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path = FILE) -> Classifier | None:
        """Read what was learned.

        Returns:
            The classifier; None where the file is missing or broken (logged): the grammar then
            works alone, since an alarm that is less sharp is better than none.
        """
        try:
            classifier = cls(_Parts(*skops.io.load(path, trusted=_TRUSTED)))
            classifier.likelihood([("", Screening(Urgency.NONE, ()))])  # a file that loads and does not work fails here
            return classifier
        except FileNotFoundError:
            logger.error("%s is missing: red flags are found by patterns alone. Run `make train`.", path.name)
        except Exception as error:  # whatever is wrong with the file, the patterns must go on working
            logger.error("%s cannot be read (%s): patterns alone. Run `make train`.", path.name, type(error).__name__)
        return None


def _grammar(screening: Screening) -> dict[str, Any]:
    """The grammar's findings as features."""
    seen: Iterable[str] = (f"{finding.level.value} {finding.assertion.value}" for finding in screening.findings)
    return {**dict.fromkeys(seen, 1), screening.urgency.value: 1}
