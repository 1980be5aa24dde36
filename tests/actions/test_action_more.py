import pytest

from actions.action_more import ActionMore
from assistant.facts.model import Aspect
from assistant.facts.query import MOST

INTENT = "ask_more"


@pytest.fixture(scope="module")
def more():
    return ActionMore()


def test_more_is_what_was_not_told_yet(more, run, ids, statement):
    first, *rest = ids("emg")
    said = run(more, text="tell me more", intent=INTENT, subject="emg", context={"heard": [first]})
    assert said.text.startswith(statement(rest[0]))
    assert statement(first) not in said.text
    assert said.slots == {"subject": "emg", "told": rest}


def test_more_and_more_tells_every_fact_once(more, run, ids):
    heard: list[str] = []
    while len(heard) < len(ids("muscle_atrophy")):
        said = run(more, text="/ask_more", intent=INTENT, subject="muscle_atrophy", context={"heard": heard})
        assert 0 < len(said.slots["told"]) <= MOST
        assert list(said.context.heard) == [*heard, *said.slots["told"]]
        heard = list(said.context.heard)
    assert sorted(heard) == sorted(ids("muscle_atrophy"))


def test_more_begins_with_what_was_asked_last(more, run, ids):
    context = {"aspects": {"treatment": 0.8, "outlook": 0.1}}
    said = run(more, text="more", intent=INTENT, subject="als", context=context)
    treatment = ids("als", Aspect.TREATMENT)
    assert said.slots["told"][: len(treatment)] == treatment


def test_when_all_is_told_it_says_so_and_what_was_told_last_can_still_be_asked_for(more, run, ids):
    said = run(more, text="more", intent=INTENT, subject="emg", told=ids("emg")[:1], context={"heard": ids("emg")})
    assert said.text.startswith("That is all the documents say about ")
    assert said.buttons
    assert said.slots == {"subject": "emg", "told": ids("emg")[:1]}


def test_more_of_a_subject_that_is_named(more, run, ids):
    said = run(more, text="more on als", intent=INTENT, subjects=["als"], subject="emg", context={"heard": ids("emg")})
    assert said.slots == {"subject": "als", "told": ids("als")[:MOST]}
    assert list(said.context.heard) == [*ids("emg"), *ids("als")[:MOST]]


@pytest.mark.parametrize("slots", [{}, {"subject": "gardening", "context": {"heard": ["gardening.definition"]}}])
def test_more_of_nothing_is_about_muscle_atrophy(slots, more, run, ids):
    said = run(more, text="tell me more", intent=INTENT, **slots)
    assert said.slots == {"subject": "muscle_atrophy", "told": ids("muscle_atrophy")[:MOST]}
