"""What is looked up beside questions: signs told of, comparisons, and more of the same."""

import pytest

from assistant.facts import Aspect, find
from assistant.facts.loader import default_facts
from assistant.facts.query import (
    CONNECTED,
    GENERAL,
    MOST,
    SIGNS,
    compare,
    connected,
    more,
)


def ids(found):
    return [fact.id for fact in found.facts]


def of(subject, aspect):
    return [fact.id for fact in default_facts().subjects[subject].facts if fact.aspect is aspect]


def test_more_does_not_repeat_what_was_told():
    assert "cachexia.mechanism" not in ids(more("cachexia", ["cachexia.definition"]))


def test_signs_told_of_are_connected_with_facts_on_signs():
    found = connected(["numbness"], "my feet went numb over the last months")

    assert ids(found)[0].startswith("numbness.")
    assert len(found.facts) == CONNECTED
    assert {fact.aspect for fact in found.facts} <= set(SIGNS)
    assert (found.aspect, found.narrow, found.covered) == (None, False, True)


def test_other_facts_are_not_connected_with_signs_however_near():
    story = "they want to take an MRI of my leg"
    assert find([], {}, story).aspect not in SIGNS

    assert {fact.aspect for fact in connected([], story).facts} <= set(SIGNS)


def test_the_subject_named_decides_between_signs():
    story = "something is wrong with me lately"

    assert connected(["stroke"], story).subject == "stroke"
    assert connected(["weakness"], story).subject == "weakness"


def test_signs_are_connected_without_a_subject_and_without_words():
    assert len(connected([], "").facts) == CONNECTED


def test_two_subjects_are_compared_by_what_tells_them_apart():
    found = compare(["als", "multiple_sclerosis"], "ALS or MS?")

    assert [(fact.subject, fact.aspect) for fact in found.facts] == [
        ("als", Aspect.DEFINITION),
        ("als", Aspect.CAUSES),
        ("multiple_sclerosis", Aspect.DEFINITION),
        ("multiple_sclerosis", Aspect.MECHANISM),
    ]
    assert (found.subject, found.aspect, found.covered) == ("als", None, True)


def test_a_fact_that_tells_the_difference_outright_comes_first_and_once():
    found = compare(["disuse_atrophy", "neurogenic_atrophy"], "difference between disuse and neurogenic atrophy")

    assert found.narrow
    assert len(ids(found)) == len(set(ids(found)))
    assert {fact.subject for fact in found.facts} == {"disuse_atrophy", "neurogenic_atrophy"}


def test_of_three_subjects_the_general_one_is_left_out():
    found = compare(["als", GENERAL, "multiple_sclerosis"], "ALS or MS?")

    assert {fact.subject for fact in found.facts} == {"als", "multiple_sclerosis"}


@pytest.mark.parametrize(
    ("subjects", "question", "first"),
    [
        ([], "are wasting and atrophy the same", "muscle_atrophy.everyday_name"),
        (["als", "toothache"], "what is ALS compared to others", "als.definition"),
    ],
)
def test_fewer_than_two_known_subjects_get_what_is_nearest(subjects, question, first):
    assert ids(compare(subjects, question))[0] == first


def test_more_is_what_was_not_told_yet_in_the_order_of_the_file():
    own = [fact.id for fact in default_facts().subjects["bone_loss"].facts]

    found = more("bone_loss", [own[1]])

    assert ids(found) == [own[0], *own[2:]]
    assert (found.subject, found.aspect, found.covered) == ("bone_loss", None, True)


def test_more_of_a_large_subject_comes_bit_by_bit_until_all_is_told():
    told = []
    while facts := more(GENERAL, told).facts:
        assert len(facts) <= MOST
        told += [fact.id for fact in facts]

    assert told == [fact.id for fact in default_facts().subjects[GENERAL].facts]


@pytest.mark.parametrize("named", [["disuse_atrophy", "neurogenic_atrophy"], ["neurogenic_atrophy", "disuse_atrophy"]])
def test_a_comparison_begins_with_what_names_both_in_either_order(named):
    assert compare(named, "disuse or neurogenic, how do they differ").facts[0].id == "neurogenic_atrophy.compared"
