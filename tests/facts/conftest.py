"""A small set of curated facts with its document, which a test can spoil."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.facts.check import check
from assistant.facts.loader import Facts, load

SOURCES = """\
documents:
  - id: "A"
    file: a.txt
    publisher: Muscle Office
    title: On muscles
    date: 2020-05-01
    sections:
      - {id: opening, begins: "Muscles and rest"}
      - {id: ending, begins: "Write to us"}
notes:
  - {id: safety, title: Safety note}
  - {id: mended, title: "Mended: {document}"}
"""

WASTING = """\
subject: wasting
name: wasting
kind: atrophy
reviewed: 2026-01-31
synonyms: [shrinking]
facts:
  - id: wasting.meaning
    aspect: definition
    statement: Wasting means that a muscle shrinks.
    asked: [what is wasting]
    sources:
      - {document: A, section: opening, evidence: [get smaller]}
"""

IDLENESS = """\
subject: idleness
name: idleness
kind: factor
broader: wasting
reviewed: 2026-01-31
facts:
  - id: idleness.effect
    aspect: mechanism
    statement: Idleness lets muscles waste.
    sources:
      - {document: A, section: opening, evidence: [never used]}
      - {note: safety}
"""

CORRECTIONS = """\
corrections:
  - id: arteries
    document: A
    section: opening
    evidence: [the arteries shrink]
    error: The arteries are said to shrink.
    right: The muscles shrink.
    why: Another document says so.
    never_say: ['arter(y|ies)']
"""

LEFT_OUT = """\
left_out:
  - {document: A, section: ending, reason: an address}
"""

NOT_COVERED = """\
not_covered:
  - {name: sore throats, words: [sore throat, tonsils]}
"""

AMBIGUOUS = """\
ambiguous:
  - {words: [thinness], subjects: [wasting, idleness]}
"""

DOCUMENT = """\
Muscles and rest
A muscle that is never used will soon get smaller and will be much weaker than it was.
Some people say that the arteries shrink.

Write to us
12 Main Street
"""


@dataclass
class Curated:
    """Facts in `facts`, and what they were taken from in `documents`."""

    facts: Path
    documents: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Put `new` where `old` stands in the one file of that name."""
        path = next(path for path in [*self.facts.rglob(file), *self.documents.glob(file)])
        content = path.read_text(encoding="utf-8")
        assert content.count(old) == 1, f"'{old}' must stand once in {file}"
        path.write_text(content.replace(old, new), encoding="utf-8")

    def load(self) -> Facts:
        return load(self.facts)

    def check(self) -> list[str]:
        return check(self.load(), self.documents)


@pytest.fixture
def curated(tmp_path: Path) -> Curated:
    facts, documents = tmp_path / "facts", tmp_path / "documents"
    (facts / "subjects").mkdir(parents=True)
    documents.mkdir()
    (facts / "sources.yml").write_text(SOURCES, encoding="utf-8")
    (facts / "corrections.yml").write_text(CORRECTIONS, encoding="utf-8")
    (facts / "left_out.yml").write_text(LEFT_OUT, encoding="utf-8")
    (facts / "not_covered.yml").write_text(NOT_COVERED, encoding="utf-8")
    (facts / "ambiguous.yml").write_text(AMBIGUOUS, encoding="utf-8")
    (facts / "subjects" / "wasting.yml").write_text(WASTING, encoding="utf-8")
    (facts / "subjects" / "idleness.yml").write_text(IDLENESS, encoding="utf-8")
    (documents / "a.txt").write_text(DOCUMENT, encoding="utf-8")
    return Curated(facts, documents)
