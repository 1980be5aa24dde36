"""What holds for the facts that come with the assistant, whatever they say."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Kind
from assistant.facts.query import GENERAL
from assistant.facts.ranking import KINDS_OF_ATROPHY
from assistant.facts.vocabulary import default_vocabulary
from assistant.text import read

ROOT = Path(__file__).parents[2]
FACTS = default_facts()
CONDITIONS = [subject for subject in FACTS.subjects.values() if subject.kind is Kind.CONDITION]
LONGEST_SENTENCE = 20


def sentences(statement):
    return re.split(r'(?<=[.!?])["”)]*\s+(?=["“(]?[A-Z0-9])', statement)


def plain(name):
    return " ".join(word.text for word in read(name).words)


def owners(names_of):
    """Which subjects have a name, for each name that more than one has."""
    found = defaultdict(set)
    for subject in FACTS.subjects.values():
        for name in names_of(subject):
            found[plain(name)].add(subject.subject)
    return {name: subjects for name, subjects in found.items() if len(subjects) > 1}


def test_no_fact_says_that_all_is_well():
    calming = re.compile(r"\b(no|not an) emergency|nothing to worry|do(n't| not) worry|no need to call", re.IGNORECASE)
    assert [fact.id for fact in FACTS.all if calming.search(fact.statement)] == []


def test_there_are_at_least_250_facts():
    assert len(FACTS.all) >= 250


def test_sentences_are_told_from_each_other():
    assert sentences('It is "one." So is 1.5 m. Two (2). Is it? Yes') == [
        'It is "one.',
        "So is 1.5 m.",
        "Two (2).",
        "Is it?",
        "Yes",
    ]


def test_no_sentence_is_longer_than_twenty_words():
    long = {
        fact.id: sentence
        for fact in FACTS.all
        for sentence in sentences(fact.statement)
        if len(sentence.split()) > LONGEST_SENTENCE
    }

    assert long == {}


@pytest.mark.parametrize("aspect", Aspect, ids=lambda aspect: aspect.value)
def test_every_aspect_that_can_be_asked_for_has_facts(aspect):
    assert [fact.id for fact in FACTS.all if fact.aspect is aspect]


def test_every_aspect_is_an_intent():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

    assert {f"ask_{aspect.value}" for aspect in Aspect} <= set(domain["intents"])


def test_no_two_subjects_share_a_name():
    assert owners(lambda s: [s.name, *s.synonyms, *s.misspellings, *s.abbreviations]) == {}


def test_every_name_is_found_as_its_subject():
    vocabulary = default_vocabulary()

    for subject in FACTS.subjects.values():
        for name in (subject.name, *subject.synonyms, *subject.misspellings, *subject.abbreviations):
            assert [mention.subject for mention in vocabulary.mentions(name)] == [subject.subject], name


@pytest.mark.parametrize("subject", CONDITIONS, ids=lambda subject: subject.subject)
def test_every_condition_is_defined_and_tied_to_atrophy(subject):
    aspects = {fact.aspect for fact in subject.facts}

    assert Aspect.DEFINITION in aspects
    assert aspects & {Aspect.MECHANISM, Aspect.KINDS}, "how it leads to atrophy, or which kind it belongs to"


def test_the_subjects_that_the_code_names_are_there():
    assert {GENERAL, *KINDS_OF_ATROPHY} <= set(FACTS.subjects)


def test_every_fact_says_which_questions_it_answers():
    assert [fact.id for fact in FACTS.all if not fact.asked] == []


def test_no_question_is_listed_for_two_facts():
    listed = defaultdict(set)
    for fact in FACTS.all:
        for question in fact.asked:
            listed[plain(question)].add(fact.id)

    assert {question: facts for question, facts in listed.items() if len(facts) > 1} == {}


def test_every_note_is_cited():
    assert {note.id for note in FACTS.sources.notes} <= {c.note for fact in FACTS.all for c in fact.sources}


def test_no_correction_has_the_id_of_another():
    assert len({correction.id for correction in FACTS.corrections}) == len(FACTS.corrections)


def test_nothing_that_is_said_not_to_be_covered_is_a_subject():
    named = {words: default_vocabulary().mentions(words) for topic in FACTS.not_covered for words in topic.words}

    whole = [words for words, found in named.items() if any(m.words.casefold() == words.casefold() for m in found)]
    assert whole == []


def test_what_is_not_covered_is_named_once():
    names = [topic.name for topic in FACTS.not_covered]
    words = [words.casefold() for topic in FACTS.not_covered for words in topic.words]

    assert len(names) == len(set(names))
    assert len(words) == len(set(words))
