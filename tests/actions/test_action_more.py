import pytest

from actions.action_more import ActionMore
from assistant.facts.query import MOST

INTENT = "ask_more"


@pytest.fixture(scope="module")
def more():
    return ActionMore()


def test_more_is_what_was_not_told_yet(more, run, ids, statement):
    first, *rest = ids("emg")
    said = run(more, text="tell me more", intent=INTENT, subject="emg", told=[first])
    assert said.text.startswith(statement(rest[0]))
    assert statement(first) not in said.text
    assert said.slots == {"subject": "emg", "told": [first, *rest]}


def test_more_and_more_tells_every_fact_once(more, run, ids):
    told: list[str] = []
    while len(told) < len(ids("muscle_atrophy")):
        said = run(more, text="/ask_more", intent=INTENT, subject="muscle_atrophy", told=told)
        assert said.slots["told"][: len(told)] == told
        assert 0 < len(said.slots["told"]) - len(told) <= MOST
        told = said.slots["told"]
    assert sorted(told) == sorted(ids("muscle_atrophy"))


def test_when_all_is_told_it_says_so(more, run, ids):
    said = run(more, text="more", intent=INTENT, subject="emg", told=ids("emg"))
    assert said.text.startswith("That is all the documents say about ")
    assert said.buttons
    assert said.slots == {"subject": "emg", "told": ids("emg")}


def test_more_of_a_subject_that_is_named(more, run, ids):
    said = run(more, text="more on als", intent=INTENT, subjects=["als"], subject="emg", told=ids("emg"))
    assert said.slots == {"subject": "als", "told": [*ids("emg"), *ids("als")[:MOST]]}


@pytest.mark.parametrize("slots", [{}, {"subject": "gardening", "told": ["gardening.definition"]}])
def test_more_of_nothing_is_about_muscle_atrophy(slots, more, run, ids):
    said = run(more, text="tell me more", intent=INTENT, **slots)
    told = [*slots.get("told", []), *ids("muscle_atrophy")[:MOST]]
    assert said.slots == {"subject": "muscle_atrophy", "told": told}
