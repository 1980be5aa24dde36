"""What a fact, a subject and a source are."""

from __future__ import annotations

import datetime
import enum
import re

from pydantic import Field, validator

from assistant.data_files import Strict


class Aspect(str, enum.Enum):
    """What can be asked about a subject. The intent `ask_<value>` asks for it."""

    DEFINITION = "definition"
    KINDS = "kinds"
    SYMPTOMS = "symptoms"
    CAUSES = "causes"
    MECHANISM = "mechanism"
    RISK = "risk"
    FIGURES = "figures"
    DIAGNOSIS = "diagnosis"
    VISIT = "visit"
    TREATMENT = "treatment"
    EXERCISE = "exercise"
    DIET = "diet"
    PREVENTION = "prevention"
    OUTLOOK = "outlook"
    COMPLICATIONS = "complications"
    CARE = "care"


class Kind(str, enum.Enum):
    """What sort of thing a subject is; it decides which next questions are offered."""

    ATROPHY = "atrophy"
    CONDITION = "condition"
    FACTOR = "factor"
    SIGN = "sign"
    TEST = "test"
    TREATMENT = "treatment"


class Decision(str, enum.Enum):
    """What a fact says to a question that asks for a yes or a no."""

    YES = "yes"
    NO = "no"
    SOMETIMES = "sometimes"
    DEPENDS = "depends"
    UNSAID = "unsaid"
    """The documents do not say; the fact is what is nearest."""


class Doubt(str, enum.Enum):
    """Why facts do not answer a question outright, although they are of what was asked about."""

    DETAIL = "detail"
    """They may not say exactly that."""
    ILLNESS = "illness"
    """Which illness somebody has, nobody can tell from here."""


def _non_empty(value: tuple) -> tuple:
    if not value:
        raise ValueError("must hold at least one")
    return value


class Citation(Strict):
    """Where a fact stands: a document's section with words that must be in it, or a note."""

    document: str | None = None
    section: str | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    corrects: str | None = None
    """The document in which a note corrects an error."""

    @validator("note", always=True)
    def _one_of_the_two(cls, note: str | None, values: dict) -> str | None:
        place = [values.get(key) for key in ("document", "section", "evidence")]
        if note is None and not all(place):
            raise ValueError("needs document, section and evidence, or a note")
        if note is not None and any(place):
            raise ValueError("a note has no document, section or evidence")
        return note

    @validator("corrects")
    def _a_note_corrects(cls, corrects: str | None, values: dict) -> str | None:
        if corrects is not None and values.get("note") is None:
            raise ValueError("stands with a note")
        return corrects


class Decides(Strict):
    """Questions that ask for a yes or a no, and what a fact says to them."""

    answer: Decision
    questions: tuple[str, ...]

    _has_question = validator("questions", allow_reuse=True)(_non_empty)


class Fact(Strict):
    """One thing that is known about a subject, in plain words."""

    id: str
    aspect: Aspect
    statement: str = Field(min_length=10, max_length=400)
    asked: tuple[str, ...] = ()
    """Questions that this fact answers, as people put them; `find` compares with them."""
    decides: tuple[Decides, ...] = ()
    """What it says to questions that ask for a yes or a no."""
    sources: tuple[Citation, ...]
    subject: str = ""
    """The subject's id; the loader fills it in from the file."""

    _has_source = validator("sources", allow_reuse=True)(_non_empty)

    @validator("statement")
    def _a_sentence(cls, statement: str) -> str:
        if "\n" in statement:
            raise ValueError("must be one line")
        if not re.search(r"[.!?]$", statement):
            raise ValueError("must end like a sentence")
        return statement


class Subject(Strict):
    """A condition, a test, a treatment, a sign, or atrophy itself; one file each."""

    subject: str
    name: str
    kind: Kind
    broader: str | None = None
    """The subject that this one is a kind or a part of; asked when this one lacks an answer."""
    reviewed: datetime.date
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    other_meanings: tuple[str, ...] = ()
    """Phrases in which one of the names means something else: "bedridden pt" is a patient."""
    facts: tuple[Fact, ...]

    _has_fact = validator("facts", allow_reuse=True)(_non_empty)


class Section(Strict):
    """A part of a document, from the line that begins so to the next section."""

    id: str
    begins: str


class Document(Strict):
    """One of the documents that the facts are taken from."""

    id: str
    file: str
    publisher: str | None
    """None where the document does not name one."""
    title: str
    date: datetime.date | None
    sections: tuple[Section, ...]


class Note(Strict):
    """A source of our own, for what the documents do not say."""

    id: str
    title: str
    """Where it holds the place of a {document}, whoever cites it says in which one it corrects an error."""

    @property
    def of_a_document(self) -> bool:
        """Whether it corrects an error in a document."""
        return "{document}" in self.title


class Sources(Strict):
    """All that a fact may cite."""

    documents: tuple[Document, ...]
    notes: tuple[Note, ...]

    def document(self, document_id: str) -> Document | None:
        """The document of that id, or None."""
        return next((d for d in self.documents if d.id == document_id), None)

    def note(self, note_id: str) -> Note | None:
        """The note of that id, or None."""
        return next((n for n in self.notes if n.id == note_id), None)


class LeftOutSection(Strict):
    """A section that no fact cites, and why."""

    document: str
    section: str
    reason: str = Field(min_length=5)


class NotCovered(Strict):
    """Something that people ask about and no document says anything of."""

    name: str
    """What it is called in a sentence."""
    words: tuple[str, ...]
    near: str | None = None
    """The subject that comes nearest: its facts are said then."""

    _has_words = validator("words", allow_reuse=True)(_non_empty)


class Ambiguous(Strict):
    """Words by which one of several subjects may be meant."""

    words: tuple[str, ...]
    subjects: tuple[str, ...]

    _has_words_and_subjects = validator("words", "subjects", allow_reuse=True)(_non_empty)


class Correction(Strict):
    """An error in a document that no fact repeats."""

    id: str
    document: str
    section: str
    evidence: tuple[str, ...]
    error: str
    right: str
    why: str
    never_say: tuple[str, ...] = ()
    """Regular expressions that no statement may match."""

    _has_evidence = validator("evidence", allow_reuse=True)(_non_empty)

    @validator("never_say", each_item=True)
    def _an_expression(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from error
        return pattern
