"""Every reply that the assistant can give, gathered."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from assistant.answers import (
    compose,
    compose_nothing_more,
    compose_reflection,
    compose_short,
    offering_visit,
)
from assistant.answers.wording import wording
from assistant.channels.guard import read_responses
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Decision, Fact, Kind, Subject
from assistant.facts.query import Found, compare, connected, find, more
from assistant.red_flags.loader import load
from assistant.visit.questions import questions
from assistant.visit.summary import summary

ANSWER, RESPONSE, VISIT, EMERGENCY = "answers", "responses", "visit", "emergency"

_URGENT = ("utter_emergency", "utter_crisis", "utter_called_911", "utter_not_now", "utter_when_to_call")
"""What the responses that are said in danger begin with."""


class Said(NamedTuple):
    """A reply."""

    group: str
    """One of ANSWER, RESPONSE, VISIT and EMERGENCY."""
    name: str
    text: str


def replies() -> list[Said]:
    """Every reply that is written down or composed, in English; what is typed only chooses among the facts."""
    return [*answers(), *responses(), *visit()]


def answers() -> Iterator[Said]:
    """What is composed: each fact alone and in short, what buttons ask for, stories, comparisons, what is left."""
    facts = default_facts()
    for fact in facts.all:
        for decision in (None, *(decides.answer for decides in fact.decides)):
            name = f"{fact.id}, {decision.value}" if decision else fact.id
            yield Said(ANSWER, name, compose(_alone(fact, decision)).text)
        yield Said(ANSWER, f"in short: {fact.id}", compose_short([fact.id]).text)
    for key, subject in facts.subjects.items():
        yield from _about(key, subject)
    conditions = [key for key, subject in facts.subjects.items() if subject.kind is Kind.CONDITION]
    for one, other in itertools.combinations(conditions, 2):
        yield Said(ANSWER, f"{one} or {other}", compose(compare([one, other], "")).text)
    for name in ("nothing", "where_nothing", "repeat_nothing", "short_nothing", "which_button"):
        yield Said(ANSWER, f"wording: {name}", getattr(wording().sentences, name))


def responses() -> Iterator[Said]:
    """What stands in data/responses, but for other languages."""
    languages = {language.language for language in load().languages}
    for name, text in read_responses().items():
        if name.rpartition("_")[2] not in languages and name != "utter_english_only":
            yield Said(EMERGENCY if name.startswith(_URGENT) else RESPONSE, name, text)


def visit() -> Iterator[Said]:
    """What is said while a visit is prepared, and its page."""
    known = questions()
    yield Said(VISIT, "page: empty", summary({}).text)
    yield Said(VISIT, "page", summary({question.slot: "pain in one leg" for question in known.questions}).text)
    yield Said(VISIT, "noted", known.noted.format(titles=known.questions[0].title))
    for question in known.questions:
        yield Said(VISIT, f"help: {question.title}", question.help)


def _about(key: str, subject: Subject) -> Iterator[Said]:
    """What a subject's name alone and each aspect of it lead to, and what else is said about it."""
    for aspect in (None, *Aspect):
        yield Said(ANSWER, f"{key}, {aspect.value if aspect else 'anything'}", compose(_pressed(key, aspect)).text)
    yield Said(ANSWER, f"{key}, more", compose(more(key, [])).text)
    yield Said(ANSWER, f"{key}, all told", compose_nothing_more(key).text)
    yield Said(ANSWER, f"{key}, a visit", offering_visit(compose(_pressed(key, Aspect.VISIT))).text)
    yield Said(ANSWER, f"{key}, a story", compose_reflection(connected([key], subject.name), [key]).text)


def _alone(fact: Fact, decision: Decision | None) -> Found:
    return Found(fact.subject, fact.aspect, (fact,), narrow=True, covered=True, decision=decision)


def _pressed(key: str, aspect: Aspect | None) -> Found:
    return find([key], {aspect: 1.0} if aspect else {}, "")
