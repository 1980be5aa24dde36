"""Reading the curated facts from their YAML files."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.data_files import DataError, parse, read_yaml
from assistant.facts.model import Ambiguous, Citation, Correction, Fact, LeftOutSection, NotCovered, Sources, Subject

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Facts:
    """Everything that is curated."""

    subjects: dict[str, Subject]
    sources: Sources
    corrections: tuple[Correction, ...]
    left_out: tuple[LeftOutSection, ...]
    not_covered: tuple[NotCovered, ...]
    ambiguous: tuple[Ambiguous, ...]

    @property
    def all(self) -> tuple[Fact, ...]:
        """Every fact, subject by subject, in the order of the files."""
        return tuple(fact for subject in self.subjects.values() for fact in subject.facts)

    @functools.cached_property
    def by_id(self) -> dict[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for fact in self.all}


def load(folder: Path = FOLDER) -> Facts:
    """Read sources, subjects, corrections, sections left out, what is not covered and what is ambiguous.

    Args:
        folder: where `sources.yml`, `corrections.yml`, `left_out.yml`, `not_covered.yml`,
            `ambiguous.yml` and `subjects/` are.

    Returns:
        The facts, checked against each other.

    Raises:
        DataError: naming the file and the key at fault.
    """
    sources = parse(Sources, read_yaml(folder / "sources.yml"), folder / "sources.yml")
    subjects = [_read_subject(path) for path in sorted((folder / "subjects").glob("*.yml"))]
    if not subjects:
        raise DataError("subjects: there is no subject file")
    facts = Facts(
        subjects={subject.subject: subject for subject in subjects},
        sources=sources,
        corrections=tuple(_read_list(folder / "corrections.yml", "corrections", Correction)),
        left_out=tuple(_read_list(folder / "left_out.yml", "left_out", LeftOutSection)),
        not_covered=tuple(_read_list(folder / "not_covered.yml", "not_covered", NotCovered)),
        ambiguous=tuple(_read_list(folder / "ambiguous.yml", "ambiguous", Ambiguous)),
    )
    _check_references(facts)
    return facts


@functools.lru_cache(maxsize=1)
def default_facts() -> Facts:
    """The facts that come with the assistant, read once a process."""
    return load()


def _read_list(path: Path, key: str, model: type) -> list[Any]:
    content = read_yaml(path)
    if not isinstance(content, dict) or list(content) != [key] or not isinstance(content[key], list):
        raise DataError(f"{path.name}: {key}: must be the one key, and a list")
    return [parse(model, item, path, f"{key}[{i}]") for i, item in enumerate(content[key])]


def _read_subject(path: Path) -> Subject:
    content = read_yaml(path)
    subject = parse(Subject, content, path)
    if subject.subject != path.stem:
        raise DataError(f"{path.name}: subject: '{subject.subject}' must be the file's name")
    for fact in subject.facts:
        if not fact.id.startswith(f"{subject.subject}."):
            raise DataError(f"{path.name}: facts: id '{fact.id}' must begin with '{subject.subject}.'")
    facts = tuple(fact.copy(update={"subject": subject.subject}) for fact in subject.facts)
    return subject.copy(update={"facts": facts})


def _check_references(facts: Facts) -> None:
    """Ids are unique, and what is referred to is there."""
    for fact_id, count in Counter(fact.id for fact in facts.all).items():
        if count > 1:
            raise DataError(f"{fact_id.split('.')[0]}.yml: facts: duplicate id '{fact_id}'")
    for subject in facts.subjects:
        _check_broader(subject, facts.subjects)
    _check_named(facts)
    _check_names(facts)
    corrected = {correction.document for correction in facts.corrections}
    for fact in facts.all:
        for citation in fact.sources:
            problem = _unknown_source(citation, facts.sources)
            if not problem and citation.corrects not in corrected | {None}:
                problem = f"corrections.yml has no error of document '{citation.corrects}'"
            if problem:
                raise DataError(f"{fact.subject}.yml: facts: {fact.id}: {problem}")


def _check_named(facts: Facts) -> None:
    """The subjects that ambiguous words may mean, and that come near to what is not covered, are there."""
    named = [("ambiguous.yml", words.words[0], subject) for words in facts.ambiguous for subject in words.subjects]
    named += [("not_covered.yml", topic.name, topic.near) for topic in facts.not_covered if topic.near]
    for file, words, subject in named:
        if subject not in facts.subjects:
            raise DataError(f"{file}: '{words}': no subject '{subject}'")


def _check_names(facts: Facts) -> None:
    """No name is of two subjects, nor of what is not covered."""
    owners: dict[str, str] = {}
    for subject in facts.subjects.values():
        for name in (subject.name, *subject.synonyms, *subject.misspellings, *subject.abbreviations):
            owner = owners.setdefault(name.casefold(), subject.subject)
            if owner != subject.subject:
                raise DataError(
                    f"{subject.subject}.yml: '{name}' is a name of '{owner}' already"
                    " (a word that may mean both belongs into ambiguous.yml)"
                )
    for topic in facts.not_covered:
        for words in topic.words:
            if words.casefold() in owners:
                raise DataError(f"not_covered.yml: '{topic.name}': '{words}' is a name of '{owners[words.casefold()]}'")


def _check_broader(subject: str, subjects: dict[str, Subject]) -> None:
    """What is broader, and broader than that, is there and ends."""
    above = [subject]
    while (broader := subjects[above[-1]].broader) is not None:
        if broader not in subjects:
            raise DataError(f"{above[-1]}.yml: broader: no subject '{broader}'")
        if broader in above:
            raise DataError(f"{above[-1]}.yml: broader: goes in a circle: {' → '.join([*above, broader])}")
        above.append(broader)


def _unknown_source(citation: Citation, sources: Sources) -> str:
    if citation.note is not None:
        return _unknown_note(citation, sources)
    document = sources.document(str(citation.document))
    if document is None:
        return f"unknown document '{citation.document}'"
    sections = [section.id for section in document.sections]
    if citation.section not in sections:
        return f"unknown section '{citation.section}' of document {document.id} (known: {', '.join(sections)})"
    return ""


def _unknown_note(citation: Citation, sources: Sources) -> str:
    note = sources.note(str(citation.note))
    if note is None:
        known = ", ".join(note.id for note in sources.notes)
        return f"unknown note '{citation.note}' (known: {known})"
    if note.of_a_document != (citation.corrects is not None):
        return f"note '{note.id}' {'needs' if note.of_a_document else 'has no'} 'corrects'"
    return ""
