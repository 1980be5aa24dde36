import pytest

from assistant.facts.asking import asked_of, asks_little, what_asks, words_asking
from assistant.facts.vocabulary import Names

NAMES = Names({"boats": ["boat"], "hats": ["hat"]})


@pytest.mark.parametrize(
    ("text", "asking"),
    [("I have a boat. Is it big?", "is it big"), ("tell me of hats", "tell me of hats"), ("A? b. C?", "a c")],
    ids=["a sentence that ends so", "no question mark", "several"],
)
def test_what_asks_is_what_ends_in_a_question_mark(text, asking):
    assert " ".join(word.text for word in words_asking(text)) == asking


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("I have a boat. Is that a hat on it?", "hats"),
        ("I have a boat. Is it big?", None),
        ("which boat and which hat", "boats"),
    ],
    ids=["asked", "only told", "the first"],
)
def test_names_count_where_they_are_asked_of(question, name):
    assert asked_of(NAMES, question) == name


@pytest.mark.parametrize(
    ("question", "little"),
    [("I have a boat. Any good?", True), ("L4-l5 pain a b c?", True), ("I have a boat. How fast can it go?", False)],
    ids=["two words", "numbers and letters are no words", "enough"],
)
def test_few_words_ask_little(question, little):
    assert asks_little(question) is little


def test_what_asks_is_compared_by_itself_with_the_subject_that_it_left_out():
    story = "My arm is in plaster. How long must it stay so?"

    assert what_asks(f"{story} (ALS)") == "How long must it stay so? (ALS)"
    assert what_asks("How long must it stay so?") == ""
    assert what_asks("My arm is in plaster. How long?") == ""


def test_a_question_that_points_at_what_was_told_is_not_asked_by_itself():
    assert what_asks("He cannot climb the ladder. Is that a sign of weak legs?") == ""
    assert what_asks("He cannot climb the ladder. Which muscles does that take?") != ""
