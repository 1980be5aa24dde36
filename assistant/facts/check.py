"""Proof that the facts stand in the documents, and that no part of a document is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.facts.loader import Facts
from assistant.facts.model import Document

SHARED_WORDS = 12
"""A statement that has as many words in a row from a document is the document's, not ours."""


def check(facts: Facts, documents: Path) -> list[str]:
    """Hold the facts against the documents.

    Args:
        facts: what is curated.
        documents: the folder with the documents' text files.

    Returns:
        What is wrong, a line each; empty where all is proved.
    """
    problems: list[str] = []
    texts: dict[tuple[str, str], str] = {}
    for document in facts.sources.documents:
        try:
            whole = (documents / document.file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"document {document.id}: cannot be read: {error}")
            continue
        found, missing = split(document, whole)
        problems += missing
        texts.update({(document.id, section): text for section, text in found.items()})
    problems += _evidence(facts, texts)
    problems += _unaccounted(facts, texts)
    problems += _copied(facts, texts)
    problems += _repeated_errors(facts)
    problems += _covered_after_all(facts, texts)
    return problems


def split(document: Document, text: str) -> tuple[dict[str, str], list[str]]:
    """Cut a document into its sections.

    Returns:
        The text of each section by its id, and a line for each section that is not found.
    """
    lines = text.splitlines()
    starts: list[tuple[str, int]] = []
    problems = []
    after = 0
    for section in document.sections:
        begins = normal(section.begins)
        at = next((i for i in range(after, len(lines)) if normal(lines[i]).startswith(begins)), None)
        if at is None:
            problems.append(f"sources.yml: document {document.id}: no line begins '{section.begins}'")
            continue
        starts.append((section.id, at))
        after = at + 1
    first = starts[0][1] if starts else len(lines)
    if any(line.strip() for line in lines[:first]):
        problems.append(f"sources.yml: document {document.id}: the text before its first section is in none")
    ends = [at for _, at in starts[1:]] + [len(lines)]
    return {name: "\n".join(lines[at:end]) for (name, at), end in zip(starts, ends)}, problems


def normal(text: str) -> str:
    """Lower case, straight quotes and hyphens, single blanks: what wording is compared in."""
    text = text.lower().translate(str.maketrans("‘’“”–—é", "''\"\"--e"))
    return re.sub(r"\s+", " ", text).strip()


def _evidence(facts: Facts, texts: dict[tuple[str, str], str]) -> list[str]:
    problems = []
    named = [(fact.id, c.document, c.section, c.evidence) for fact in facts.all for c in fact.sources]
    named += [(f"corrections: {c.id}", c.document, c.section, c.evidence) for c in facts.corrections]
    for owner, document, section, evidence in named:
        if document is None or section is None:
            continue
        text = texts.get((document, section))
        if text is None:
            problems.append(f"{owner}: document {document} has no section '{section}'")
            continue
        problems += [
            f"{owner}: '{words}' is not in document {document}, section '{section}'"
            for words in evidence
            if normal(words) not in normal(text)
        ]
    return problems


def _unaccounted(facts: Facts, texts: dict[tuple[str, str], str]) -> list[str]:
    cited = {(c.document, c.section) for fact in facts.all for c in fact.sources}
    left_out = {(item.document, item.section) for item in facts.left_out}
    problems = [
        f"document {document}, section '{section}': no fact cites it and left_out.yml does not name it"
        for document, section in texts
        if (document, section) not in cited | left_out
    ]
    problems += [
        f"left_out.yml: document {document}, section '{section}' is cited by a fact, or is no section"
        for document, section in sorted(left_out)
        if (document, section) in cited or (document, section) not in texts
    ]
    return problems


def _copied(facts: Facts, texts: dict[tuple[str, str], str]) -> list[str]:
    """Statements that are a document's sentence rather than our own."""
    runs = {run for text in texts.values() for run in _runs(text)}
    return [
        f"{fact.id}: has {SHARED_WORDS} words in a row from a document: say it in your own"
        for fact in facts.all
        if any(run in runs for run in _runs(fact.statement))
    ]


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", normal(text))
    return [tuple(words[i : i + SHARED_WORDS]) for i in range(len(words) - SHARED_WORDS + 1)]


def _repeated_errors(facts: Facts) -> list[str]:
    return [
        f"{fact.id}: repeats the error '{correction.id}': {correction.right}"
        for correction in facts.corrections
        for fact in facts.all
        if any(re.search(pattern, fact.statement, re.IGNORECASE) for pattern in correction.never_say)
    ]


def _covered_after_all(facts: Facts, texts: dict[tuple[str, str], str]) -> list[str]:
    """What is said not to be covered, and stands in a section that facts could be taken from."""
    unread = {(item.document, item.section) for item in facts.left_out}
    read = {place: f" {_plain(text)} " for place, text in texts.items() if place not in unread}
    return [
        f"not_covered.yml: '{words}' stands in document {document}, section '{section}'"
        for topic in facts.not_covered
        for words in topic.words
        for (document, section), text in read.items()
        if f" {_plain(words)} " in text
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", normal(text)))
