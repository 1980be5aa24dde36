import pytest

from assistant.answers import in_full
from assistant.answers.context import SHORT
from assistant.facts.loader import default_facts

ALS = default_facts().subjects["als"].name


@pytest.mark.parametrize(
    ("question", "named", "before", "subjects"),
    [
        ("what is ALS", ["als"], None, ["als"]),
        ("what is ALS", ["als"], "stroke", ["als"]),
        ("what is ALS", ["als"], "als", ["als"]),
        ("does it differ from ALS", ["als"], "stroke", ["als"]),
        ("does ALS cause numbness", ["numbness", "als"], None, ["als", "numbness"]),
        ("what causes numbness", ["numbness"], "als", ["numbness"]),
        ("what is it", [], None, []),
    ],
)
def test_a_question_that_stands_by_itself_stays_as_it_is(question, named, before, subjects):
    assert in_full(question, named, before) == (subjects, question)


@pytest.mark.parametrize(
    ("question", "named", "subjects"),
    [
        ("is there a cure for it", [], ["als"]),
        ("how many of the people who live here have that illness", [], ["als"]),
        ("does it cause numbness", ["numbness"], ["als", "numbness"]),
        ("Can THAT cause numbness?", ["numbness"], ["als", "numbness"]),
        ("it's numbness, right", ["numbness"], ["als", "numbness"]),
        ("do they get it from ageing", ["ageing"], ["als", "ageing"]),
    ],
)
def test_a_question_that_points_back_gets_the_name_of_what_was_spoken_of(question, named, subjects):
    assert in_full(question, named, "als") == (subjects, f"{question} ({ALS})")


def test_a_short_question_without_a_subject_goes_on():
    assert in_full("how common", [], "als") == (["als"], f"how common ({ALS})")


def test_a_longer_question_without_a_subject_starts_anew():
    longest = " ".join(["why"] * SHORT)

    assert in_full(longest, [], "als").subjects == ["als"]
    assert in_full(f"{longest} why", [], "als") == ([], f"{longest} why")


def test_a_button_has_no_words_but_is_about_what_was_spoken_of():
    assert in_full("", [], "als") == (["als"], "")


def test_the_subject_before_is_not_doubled():
    question = "does it cause numbness in ALS"

    assert in_full(question, ["numbness", "als"], "als") == (["als", "numbness"], question)


@pytest.mark.parametrize(("named", "known"), [(["toothache"], []), (["toothache", "als"], ["als"])])
def test_unknown_subjects_are_dropped(named, known):
    assert in_full("what is it", named, None).subjects == known


def test_a_subject_that_is_gone_since_the_answer_before_is_dropped():
    assert in_full("what is it", [], "toothache") == ([], "what is it")
    assert in_full("does it cause numbness", ["numbness"], "toothache").subjects == ["numbness"]
