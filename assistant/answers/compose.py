"""Replies made of facts: the answer first, then what belongs to it, its sources, next questions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers.wording import wording
from assistant.emergency_numbers import numbers, with_own_number
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Citation, Fact, Kind, Subject
from assistant.facts.query import GENERAL, MOST, Found, repeats

BUTTONS = 3
"""How many next questions are offered."""

LIKELY = 0.1
"""From this likelihood on, an aspect is a reading of what was not understood."""

IN_SHORT = 2
"""How many facts a short answer holds."""

START = 85
"""A reply's first characters, in which only an emergency may say "call 911" (or the number that is set)."""


@dataclass(frozen=True)
class Button:
    """A next question."""

    title: str
    payload: str


@dataclass(frozen=True)
class File:
    """What can be kept of a reply."""

    name: str
    text: str
    """Its first line is its title."""


@dataclass(frozen=True)
class Reply:
    """What is said: one message without blank lines, and what is offered next."""

    text: str
    buttons: tuple[Button, ...] = ()
    told: tuple[str, ...] = ()
    """The ids of the facts in it."""
    file: File | None = None


def compose(found: Found) -> Reply:
    """Put what was found into words.

    Args:
        found: what the facts say to a question.

    Returns:
        The first fact as the first sentence and the others as a list; where the documents
        do not cover the question, or may not, that first.
    """
    if found.could_mean:
        return Reply(wording().sentences.which_subject, _which(found.could_mean, found.aspect))
    if not found.facts:
        return Reply(wording().sentences.nothing, _next_questions(found.subject, found.aspect))
    lead, rest = _lead(found, found.facts)
    return Reply(
        _text(lead, _bullets(rest), found.facts),
        _next_questions(found.subject, found.aspect),
        tuple(fact.id for fact in found.facts),
    )


def compose_all(found: Sequence[Found]) -> Reply:
    """Put what was found to each of several questions into one message: the first facts of each.

    Args:
        found: what the facts say, question by question; at least one.
    """
    if len(found) == 1:
        return compose(found[0])
    lines: list[str] = []
    shown: list[Fact] = []
    firsts = [one.facts[0] for one in found]
    for number, one in enumerate(found):
        elsewhere = [*shown, *firsts[number + 1 :]]  # what answers a later question is said there
        new = tuple(fact for fact in one.facts[1:] if not any(repeats(fact, said) for said in elsewhere))
        told = any(repeats(firsts[number], said) for said in firsts[:number])
        facts = (new if told else (firsts[number], *new))[: MOST // len(found)]
        if facts:
            lead, rest = _lead(one, facts)
            lines += [lead, *_bullets(rest)]
            shown += facts
    buttons = _next_questions(found[-1].subject, found[-1].aspect)
    return Reply(_text(lines[0], lines[1:], shown), buttons, tuple(fact.id for fact in shown))


def compose_not_covered(found: Found) -> Reply:
    """Put what comes nearest to a question that is hardly covered into words, and who can tell the rest."""
    reply = compose(found)
    return replace(reply, text=f"{reply.text}\n{wording().sentences.not_covered_rest}")


def compose_short(fact_ids: Sequence[str]) -> Reply:
    """Say facts again in short: the first sentences of the first two.

    Args:
        fact_ids: what was told; facts that are there no more are left out.
    """
    facts = _known(fact_ids)[:IN_SHORT]
    if not facts:
        return Reply(wording().sentences.short_nothing)
    firsts = " ".join(re.split(r"(?<=[.!?])\s", fact.statement)[0] for fact in facts)
    text = _text(wording().sentences.short.format(facts=firsts), [], facts)
    return Reply(text, _next_questions(facts[0].subject, None), tuple(fact.id for fact in facts))


def compose_nothing_more(subject_id: str) -> Reply:
    """Say that all is told."""
    name = default_facts().subjects[subject_id].name
    return Reply(wording().sentences.more_nothing.format(name=name), _next_questions(subject_id, None))


def compose_reflection(found: Found, subjects: Sequence[str] = ()) -> Reply:
    """Answer somebody who tells of signs: what they told, whom to see, and what the documents connect with it.

    Args:
        found: what is connected with the signs.
        subjects: the subjects that were named, of which signs and what brings them on are said back.
    """
    sentences, facts = wording().sentences, default_facts()
    told = [facts.subjects[key].name for key in subjects if facts.subjects[key].kind in (Kind.SIGN, Kind.FACTOR)]
    thanks = sentences.reflect_named.format(signs=_and(told)) if told else sentences.reflect_thanks
    lead = f"{thanks} {sentences.reflect}\n{sentences.reflect_documents}"
    text = _text(lead, _bullets(found.facts), found.facts)
    buttons = tuple(_button(facts.subjects[GENERAL], aspect) for aspect in (Aspect.VISIT, Aspect.CARE))
    return offering_visit(Reply(text, buttons, tuple(fact.id for fact in found.facts)))


def compose_background(found: Found) -> Reply:
    """Answer somebody who tells of an illness, an age, or what they do, and asks nothing yet.

    Args:
        found: what is connected with it; without facts where it names nothing that the documents know.
    """
    sentences = wording().sentences
    buttons = _next_questions(found.subject, None)
    if not found.facts:
        return Reply(f"{sentences.reflect_thanks} {sentences.background}", buttons)
    name = default_facts().subjects[found.subject].name
    lead = f"{sentences.reflect_thanks} {sentences.background_documents.format(name=name)}"
    text = f"{_text(lead, _bullets(found.facts), found.facts)}\n{sentences.background}"
    return Reply(text, buttons, tuple(fact.id for fact in found.facts))


def offering_visit(reply: Reply) -> Reply:
    """A reply that offers to prepare a visit as well; its first button does."""
    sentences = wording().sentences
    prepare = Button(sentences.visit_prepare, "/prepare_visit")
    return replace(reply, text=f"{reply.text}\n{sentences.visit_offer}", buttons=(prepare, *reply.buttons)[:BUTTONS])


def compose_readings(subject_id: str, aspects: Mapping[Aspect, float]) -> Reply | None:
    """Offer what may have been asked about a subject, the most likely first.

    Args:
        subject_id: what it was about.
        aspects: how likely it is that each aspect was asked.

    Returns:
        The offer; None where there are not two readings that there are facts for.
    """
    subject = default_facts().subjects[subject_id]
    there = {fact.aspect for fact in subject.facts}.intersection(wording().next_questions[subject.kind])
    likely = sorted((a for a in aspects if a in there and aspects[a] >= LIKELY), key=lambda a: -aspects[a])
    if len(likely) < 2:
        return None
    text = wording().sentences.which_reading.format(number=numbers().emergency_number)
    return Reply(text, tuple(_button(subject, aspect) for aspect in likely[:BUTTONS]))


def _which(subject_ids: Sequence[str], asked: Aspect | None) -> tuple[Button, ...]:
    """The subjects of which one may be meant, by name; each asks for the same as the question."""
    buttons = []
    for subject in (default_facts().subjects[subject_id] for subject_id in subject_ids):
        aspect = next((fact.aspect for fact in subject.facts if fact.aspect is asked), subject.facts[0].aspect)
        buttons.append(Button(subject.name, _payload(subject, aspect)))
    return tuple(buttons)


def _and(names: Sequence[str]) -> str:
    """Names in a sentence."""
    *firsts, last = names
    return f"{', '.join(firsts)} and {last}" if firsts else last


def compose_listed(top: Sequence[str], lead: str, facts: Sequence[Fact], bottom: Sequence[str]) -> Reply:
    """A page with facts in its middle.

    Args:
        top: the lines before the facts.
        lead: the line that says what the facts are; left out with them.
        facts: the facts, which may be none.
        bottom: the lines after the facts and their sources.
    """
    middle = [lead, *_bullets(facts), _sources(facts)] if facts else []
    return Reply(with_own_number("\n".join([*top, *middle, *bottom])), (), tuple(fact.id for fact in facts))


def compose_sources(fact_ids: Iterable[str]) -> Reply:
    """Say where facts stand: document and section."""
    there = places(fact_ids)
    if not there:
        return Reply(wording().sentences.where_nothing)
    return Reply("\n".join([wording().sentences.where, *(f"• {place}" for place in there)]))


def places(fact_ids: Iterable[str]) -> tuple[str, ...]:
    """Document and section of facts, each place once."""
    return tuple(dict.fromkeys(place for fact in _known(fact_ids) for place in map(_place, fact.sources)))


def source_line(fact_ids: Iterable[str]) -> str:
    """The line with which a reply that tells facts names their sources."""
    return with_own_number(_sources(_known(fact_ids)))


def _known(fact_ids: Iterable[str]) -> list[Fact]:
    """Facts by their ids; those that are there no more are left out."""
    known = default_facts().by_id
    return [known[fact_id] for fact_id in fact_ids if fact_id in known]


def _lead(found: Found, facts: tuple[Fact, ...]) -> tuple[str, tuple[Fact, ...]]:
    """What is said first, and the facts that stand below it."""
    if found.doubt:
        return wording().doubts[found.doubt], facts
    if found.covered:
        decides = found.decision if facts[0] is found.facts[0] else None
        first = wording().decisions[decides] if decides else ""
        return f"{first} {facts[0].statement}".lstrip(), facts[1:]
    subject = default_facts().subjects[found.subject]
    return wording().sentences.not_covered.format(aspect=found.beside or _called(subject, found.aspect)), facts


def _called(subject: Subject, aspect: Aspect | None) -> str:
    """What is not covered; only what the subject has no fact of can be called by its name."""
    if aspect is None or any(fact.aspect is aspect for fact in subject.facts):
        return wording().sentences.not_covered_that
    return wording().aspects[aspect].format(name=subject.name)


def _bullets(facts: Iterable[Fact]) -> list[str]:
    return [f"• {fact.statement}" for fact in facts]


def _text(lead: str, rest: Sequence[str], shown: Sequence[Fact]) -> str:
    """Lead and list, and the sources of the facts shown."""
    text = with_own_number("\n".join([lead, *rest, _sources(shown)]))
    if re.search(rf"call\W{{0,3}}{re.escape(numbers().emergency_number)}", text[:START], re.IGNORECASE):
        return f"{wording().sentences.emergency_first}\n{text}"
    return text


def _sources(facts: Sequence[Fact]) -> str:
    """The publishers and titles of what the facts stand in, each once, documents before notes.

    Of a document that is named anyway, it is said there that an error in it is corrected.
    """
    sentences = wording().sentences
    citations = sorted((c for fact in facts for c in fact.sources), key=lambda c: c.note is not None)
    named = {citation.document for citation in citations if citation.document}
    corrected = {citation.corrects for citation in citations if citation.corrects}
    titles = list(
        dict.fromkeys(
            sentences.corrected.format(title=_title(c)) if c.document in corrected else _title(c)
            for c in citations
            if c.corrects not in named
        )
    )
    return (sentences.source if len(titles) == 1 else sentences.sources).format(titles="; ".join(titles))


def _title(citation: Citation) -> str:
    sources = default_facts().sources
    document = sources.document(str(citation.corrects or citation.document))
    if citation.note is not None:
        note = sources.note(citation.note)
        assert note is not None, "the loader lets no unknown note pass"
        return note.title.format(document=document.title) if document else note.title
    assert document is not None, "the loader lets no unknown document pass"
    return f"{document.publisher or wording().sentences.no_publisher}, “{document.title}”"


def _place(citation: Citation) -> str:
    if citation.note is not None:
        return _title(citation)
    document = default_facts().sources.document(str(citation.document))
    assert document is not None, "the loader lets no unknown document pass"
    dated = f" ({document.date.year})" if document.date else ""
    return f"{_title(citation)}{dated}, section: {citation.section}"


def _next_questions(subject_id: str, asked: Aspect | None) -> tuple[Button, ...]:
    """What somebody is likely to ask next, of what there are facts about."""
    facts = default_facts()
    subject: Subject | None = facts.subjects[subject_id]
    buttons: dict[str, Button] = {}
    while subject is not None and len(buttons) < BUTTONS:
        there = {fact.aspect for fact in subject.facts}
        wanted = [a for a in wording().next_questions[subject.kind] if a in there and a is not asked]
        for button in (_button(subject, aspect) for aspect in wanted):
            buttons.setdefault(button.title, button)
        subject = facts.subjects[subject.broader] if subject.broader else None
    return tuple(buttons.values())[:BUTTONS]


def _button(subject: Subject, aspect: Aspect) -> Button:
    title = wording().next_questions[subject.kind][aspect].format(name=subject.name)
    return Button(title, _payload(subject, aspect))


def _payload(subject: Subject, aspect: Aspect) -> str:
    entities = json.dumps({"subject": subject.subject}, separators=(",", ":"))
    return f"/ask_{aspect.value}{entities}"
