"""Answers to several questions in one message, and to a question that a fact decides."""

import pytest

from assistant.answers import (
    compose,
    compose_all,
)
from assistant.facts import Aspect, Found, find
from assistant.facts.model import Decision
from assistant.facts.query import MOST


def found(*facts, covered=True, aspect=None):
    return Found(facts[0].subject, aspect or facts[0].aspect, facts, narrow=False, covered=covered)


def decided(fact, decision):
    return Found(fact.subject, fact.aspect, (fact,), narrow=True, covered=True, decision=decision)


def test_several_questions_get_the_first_facts_of_each():
    found = [find(["als"], {Aspect.DEFINITION: 1.0}, ""), find(["als"], {Aspect.TREATMENT: 1.0}, "")]

    reply = compose_all(found)

    each = MOST // 2
    assert reply.told == tuple(fact.id for one in found for fact in one.facts[:each])
    assert reply.text.startswith(found[0].facts[0].statement)
    assert f"\n{found[1].facts[0].statement}\n" in reply.text
    assert len([line for line in reply.text.splitlines() if line.startswith("Source")]) == 1


def test_what_one_of_several_questions_has_said_is_not_said_again(facts):
    weekly = [facts["exercise.how_much"], facts["inactivity.figure_minutes"], facts["exercise.guidance"]]

    reply = compose_all([found(weekly[0]), found(*weekly[1:])])

    assert reply.told == ("exercise.how_much", "exercise.guidance")


def test_what_answers_a_later_question_is_not_said_before_it(facts):
    first = found(facts["multiple_sclerosis.definition"], facts["multiple_sclerosis.no_cure"])

    reply = compose_all([first, decided(facts["multiple_sclerosis.no_cure"], Decision.NO)])

    assert reply.told == ("multiple_sclerosis.definition", "multiple_sclerosis.no_cure")
    assert "\nNo. MS is a chronic" in reply.text


def test_two_questions_with_one_answer_get_it_once(facts):
    reply = compose_all([found(facts["emg.not_explained"]), found(facts["emg.not_explained"])])

    assert reply.told == ("emg.not_explained",)
    assert reply.text.count(facts["emg.not_explained"].statement) == 1


def test_one_of_several_questions_that_is_not_covered_says_so():
    found = [find(["als"], {Aspect.DEFINITION: 1.0}, ""), find(["emg"], {Aspect.DIET: 1.0}, "")]
    assert "don't cover food and " in compose_all(found).text


@pytest.mark.parametrize(
    ("decision", "first"),
    [
        (Decision.YES, "Yes."),
        (Decision.NO, "No."),
        (Decision.SOMETIMES, "In some cases."),
        (Decision.DEPENDS, "It depends."),
        (Decision.UNSAID, "The documents that I answer from don't say that. The nearest that they say:"),
    ],
)
def test_what_a_fact_decides_is_said_before_it(facts, decision, first):
    fact = facts["als.no_cure"]

    assert compose(decided(fact, decision)).text.startswith(f"{first} {fact.statement}")


def test_a_decision_is_not_said_before_another_fact(facts):
    cure, kinds = facts["als.no_cure"], facts["als.two_kinds"]
    second = Found("als", None, (cure, kinds), narrow=True, covered=True, decision=Decision.NO)

    reply = compose_all([found(cure), second])

    assert reply.told == ("als.no_cure", "als.two_kinds")
    assert "No." not in reply.text


def test_one_question_is_answered_as_ever():
    found = find(["als"], {Aspect.DEFINITION: 1.0}, "")
    assert compose_all([found]) == compose(found)
