"""What is kept for whoever keeps the assistant up; `python -m assistant.kept` lists it.

How often answers were found good or bad, and which questions nobody could answer: never who said so.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

logger = logging.getLogger(__name__)

PLACE = os.environ.get("ASSISTANT_KEPT") or str(Path(__file__).parents[1] / "kept" / "kept.sqlite")
"""A file; or, where several machines count together, a database: `postgresql://user:password@host:5432/name`."""

UNANSWERED = "utter_rephrase"
"""The response to a question that is counted as unanswered."""

PATIENCE = 0.3
"""Seconds to wait for the file while another process writes to it: somebody waits for an answer."""

REACHED = 2
"""Seconds to wait for a database elsewhere, the fewest that PostgreSQL knows."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS ratings (facts TEXT, good INTEGER, times INTEGER, PRIMARY KEY (facts, good))",
    "CREATE TABLE IF NOT EXISTS unanswered (question TEXT PRIMARY KEY, times INTEGER)",
)
_RATE = """
INSERT INTO ratings VALUES (:facts, :good, 1) ON CONFLICT (facts, good) DO UPDATE SET times = ratings.times + 1
"""
_ASK = """
INSERT INTO unanswered VALUES (:asked, 1) ON CONFLICT (question) DO UPDATE SET times = unanswered.times + 1
"""


class Kept:
    """Counts in a small database: no names, no times, nothing that leads back to a conversation."""

    def __init__(self, place: Path | str = PLACE) -> None:
        """Keep the counts in this file, which is made when something is kept, or in this database."""
        self._engine = _engine(str(place))

    def rate(self, fact_ids: Sequence[str], good: bool) -> None:
        """Count that an answer made of these facts was found good or bad."""
        self._count(_RATE, facts=" ".join(fact_ids), good=int(good))

    def unanswered(self, question: str) -> None:
        """Count a question that got no answer."""
        if asked := plain(question):
            self._count(_ASK, asked=asked)

    def take_back(self, questions: Iterable[str]) -> None:
        """Count questions down again, where somebody asked to be forgotten."""
        for asked in map(plain, questions):
            self._count("UPDATE unanswered SET times = times - 1 WHERE question = :asked", asked=asked)
        self._count("DELETE FROM unanswered WHERE times < 1")

    def report(self) -> str:
        """What is kept, the most frequent first."""
        with self._open() as database:
            questions = database.execute(
                sa.text("SELECT times, question FROM unanswered ORDER BY times DESC, question")
            ).all()
            ratings = database.execute(
                sa.text("SELECT times, good, facts FROM ratings ORDER BY good, times DESC, facts")
            ).all()
        lines = ["Not answered:", *(f"{times:6d}  {question}" for times, question in questions)]
        lines += [
            "Found good or bad:",
            *(f"{times:6d}  {'good' if good else 'bad '}  {facts or '(no fact)'}" for times, good, facts in ratings),
        ]
        return "\n".join(lines)

    def _count(self, statement: str, **values: object) -> None:
        try:
            with self._open() as database:
                database.execute(sa.text(statement), values)
        except (SQLAlchemyError, OSError) as error:  # an answer must not fail because nothing can be counted
            logger.error("Feedback could not be kept: %s", type(error).__name__)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sa.engine.Connection]:
        is_file = self._engine.dialect.name == "sqlite"
        if is_file:
            Path(self._engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        with self._engine.begin() as database:
            for statement in ("PRAGMA secure_delete = ON", *_TABLES) if is_file else _TABLES:
                database.execute(sa.text(statement))
            yield database


@functools.lru_cache(maxsize=16)
def _engine(place: str) -> sa.engine.Engine:
    if "://" not in place:
        url = sa.engine.URL.create("sqlite", database=place)
        return sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
    patience = {"connect_timeout": REACHED, "options": f"-c statement_timeout={1000 * REACHED}"}
    return sa.create_engine(place, pool_pre_ping=True, connect_args=patience)


def plain(question: str) -> str:
    """A question as it is counted: its words, so that spelling out and punctuation make no difference."""
    return " ".join("".join(c if c.isalpha() or c in "'’" else " " for c in question.casefold()).split())


def main() -> int:
    """Print the report.

    Returns:
        0; 1 where it cannot be read (the reason is printed).
    """
    try:
        print(Kept().report())
    except (SQLAlchemyError, OSError) as error:
        place = PLACE if "://" not in PLACE else "the database"  # its address holds a password
        print(f"{place}: {getattr(error, 'orig', error)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
