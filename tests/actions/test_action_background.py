import pytest

from actions.action_background import ActionBackground
from assistant.facts.query import NEAREST

INTENT = "tell_background"
THANKS = "Thank you for telling me."
ASKS = "What do you want to know?"


@pytest.fixture(scope="module")
def background():
    return ActionBackground()


@pytest.mark.parametrize(
    ("text", "subject", "name"),
    [
        ("my dad has ALS", "als", "ALS"),
        ("I take cortisone tablets", "corticosteroids", "corticosteroids and other medicines"),
        ("I had a stroke six years ago", "stroke", "a stroke"),
    ],
)
def test_what_the_documents_connect_with_it_comes_first(text, subject, name, background, run, statement):
    said = run(background, text=text, intent=INTENT, subjects=[subject])
    assert said.text.startswith(f"{THANKS} The documents say of {name}:\n•")
    assert said.text.endswith(ASKS)
    assert said.slots["subject"] == subject
    assert len(said.slots["told"]) == NEAREST
    assert all(fact.startswith(f"{subject}.") and statement(fact) in said.text for fact in said.slots["told"])


def test_what_the_documents_know_nothing_of_is_heard_and_they_are_asked(background, run):
    said = run(background, text="I am 81", intent=INTENT)
    assert said.text == f"{THANKS} {ASKS}"
    assert len(said.buttons) == 3
    assert said.slots["subject"] == "muscle_atrophy"


def test_what_was_spoken_of_stays(background, run):
    said = run(background, text="she is 12", intent=INTENT, subject="als")
    assert said.slots["subject"] == "als"


def test_a_subject_that_is_there_no_more_is_left(background, run):
    assert run(background, text="I am 81", intent=INTENT, subject="gone").slots["subject"] == "muscle_atrophy"


def test_a_sign_is_nothing_that_somebody_has_had_for_certain(background, run):
    assert run(background, text="it is for my gran", intent=INTENT, subjects=["weakness"]).text == f"{THANKS} {ASKS}"


def test_what_was_told_is_not_told_again(background, run):
    first = run(background, text="my dad has ALS", intent=INTENT, subjects=["als"])
    again = run(background, text="he has ALS", intent=INTENT, subjects=["als"], context=first.context.keep())
    assert set(again.slots["told"]).isdisjoint(first.slots["told"])
