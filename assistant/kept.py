"""What is kept for whoever keeps the assistant up; `python -m assistant.kept` lists it.

How often answers were found good or bad, and which questions nobody could answer: never who said so.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

logger = logging.getLogger(__name__)

FILE = Path(os.environ.get("ASSISTANT_KEPT") or Path(__file__).parents[1] / "kept" / "kept.sqlite")

UNANSWERED = "utter_rephrase"
"""The response to a question that is counted as unanswered."""

PATIENCE = 0.3
"""Seconds to wait for the file while another process writes to it: somebody waits for an answer."""

_TABLES = """
CREATE TABLE IF NOT EXISTS ratings (facts TEXT, good INTEGER, times INTEGER, PRIMARY KEY (facts, good));
CREATE TABLE IF NOT EXISTS unanswered (question TEXT PRIMARY KEY, times INTEGER);
"""


class Kept:
    """Counts in a small database: no names, no times, nothing that leads back to a conversation."""

    def __init__(self, path: Path = FILE) -> None:
        """Keep the counts in this file, which is made when something is kept."""
        self._path = path

    def rate(self, fact_ids: Sequence[str], good: bool) -> None:
        """Count that an answer made of these facts was found good or bad."""
        self._count(
            "INSERT INTO ratings VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1", " ".join(fact_ids), good
        )

    def unanswered(self, question: str) -> None:
        """Count a question that got no answer."""
        if asked := plain(question):
            self._count("INSERT INTO unanswered VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1", asked)

    def take_back(self, questions: Iterable[str]) -> None:
        """Count questions down again, where somebody asked to be forgotten."""
        for asked in map(plain, questions):
            self._count("UPDATE unanswered SET times = times - 1 WHERE question = ?", asked)
        self._count("DELETE FROM unanswered WHERE times < 1")

    def report(self) -> str:
        """What is kept, the most frequent first."""
        with self._open() as database:
            questions = database.execute(
                "SELECT times, question FROM unanswered ORDER BY times DESC, question"
            ).fetchall()
            ratings = database.execute(
                "SELECT times, good, facts FROM ratings ORDER BY good, times DESC, facts"
            ).fetchall()
        lines = ["Not answered:", *(f"{times:6d}  {question}" for times, question in questions)]
        lines += [
            "Found good or bad:",
            *(f"{times:6d}  {'good' if good else 'bad '}  {facts or '(no fact)'}" for times, good, facts in ratings),
        ]
        return "\n".join(lines)

    def _count(self, statement: str, *values: object) -> None:
        try:
            with self._open() as database:
                database.execute(statement, values)
        except (sqlite3.Error, OSError) as error:  # an answer must not fail because nothing can be counted
            logger.error("Feedback could not be kept: %s", type(error).__name__)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._path, timeout=PATIENCE)) as database, database:
            database.executescript("PRAGMA secure_delete = ON;" + _TABLES)
            yield database


def plain(question: str) -> str:
    """A question as it is counted: its words, so that spelling out and punctuation make no difference."""
    return " ".join("".join(c if c.isalpha() or c in "'’" else " " for c in question.casefold()).split())


def main() -> int:
    """Print the report.

    Returns:
        0; 1 where the file cannot be read (the reason is printed).
    """
    try:
        print(Kept().report())
    except (sqlite3.Error, OSError) as error:
        print(f"{FILE}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
