import itertools

import pytest

from assistant.facts import Aspect, find
from assistant.facts.loader import default_facts
from assistant.facts.query import connected, more, repeats

FACTS = {fact.id: fact for fact in default_facts().all}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("exercise.how_much", "inactivity.figure_minutes"),
        ("exercise.start_slowly", "inactivity.begin_slowly"),
        ("exercise.guidance", "resistance_training.guidance"),
        ("als.family_risk", "genetics.family_risk"),
        ("cachexia.definition", "cachexia.mechanism"),
    ],
    ids=[
        "words of a document under two subjects",
        "nearly so",
        "notes alone",
        "an illness and its cause",
        "one subject",
    ],
)
def test_facts_that_say_nearly_the_same_repeat_each_other(one, other):
    assert repeats(FACTS[one], FACTS[other])
    assert repeats(FACTS[other], FACTS[one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("muscle_atrophy.reversible", "muscle_atrophy.not_always_reversible"),
        ("muscle_atrophy.causes_list", "muscle_atrophy.commonest_cause"),
        ("osteoarthritis.mechanism", "rheumatoid_arthritis.mechanism"),
        ("als.tests", "multiple_sclerosis.tests"),
        ("exercise.how_much", "exercise.guidance"),
    ],
    ids=["the contrary", "a list and what leads it", "two illnesses", "tests for two", "a figure and another"],
)
def test_facts_that_are_only_alike_do_not(one, other):
    assert not repeats(FACTS[one], FACTS[other])


@pytest.mark.parametrize("subject", default_facts().subjects)
def test_no_answer_repeats_itself(subject):
    answers = [find([subject], {aspect: 1.0} if aspect else {}, "") for aspect in (None, *Aspect)]
    answers += [more(subject, []), connected([subject], default_facts().subjects[subject].name)]

    for found in answers:
        assert not any(repeats(one, other) for one, other in itertools.combinations(found.facts, 2))


@pytest.mark.parametrize(
    "question",
    [
        "how many minutes a week should I exercise",
        "how should I exercise when my muscles have wasted",
        "can exercise bring my muscles back",
        "which exercise is good for older people",
        "what helps against muscle loss in bed",
    ],
)
def test_no_answer_on_exercise_repeats_itself(question):
    found = find(["exercise"], {Aspect.EXERCISE: 0.9}, question)

    assert not any(repeats(one, other) for one, other in itertools.combinations(found.facts, 2))
