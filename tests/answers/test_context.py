import pytest

from assistant.answers import Context, around, in_full, parts, points_back
from assistant.answers.context import EARLIER, HEARD, SHORT
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect
from assistant.facts.vocabulary import default_vocabulary

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
        ("which exercise helps against it", ["exercise"], ["als", "exercise"]),
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


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("what causes ALS and how is it treated?", ["what causes ALS", "how is it treated?"]),
        ("What is polio? Can it come back?", ["What is polio", "Can it come back?"]),
        ("tell me what MS is, and tell me what SMA is", ["tell me what MS is", "tell me what SMA is"]),
        ("what is ALS, how common is it and who gets it", ["what is ALS", "how common is it", "who gets it"]),
    ],
)
def test_a_message_can_ask_several_questions(message, questions):
    assert parts(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "which muscles waste and are weak",
        "hi. what is ALS",
        "I am 50, what should I do?",
        "signs and what to do",
        "ALS",
        "",
    ],
)
def test_most_messages_ask_one(message):
    assert parts(message) == [message]


@pytest.mark.parametrize(
    ("text", "is_one"), [("is there a word for that", True), ("asdf it", False), ("do muscles grow again", False)]
)
def test_a_sentence_on_what_was_spoken_of(text, is_one):
    assert points_back(text) is is_one


def test_the_last_question_can_be_asked_about_another_subject():
    question = "is there a cure for ALS?"
    words = around(question, default_vocabulary().mentions(question), "als")
    assert Context(question=words).asked_about("polio") == "is there a cure for polio?"


def test_a_question_that_did_not_name_its_subject_names_the_other_at_its_end():
    assert Context(question=around("is there a cure", [], "als")).asked_about("polio") == "is there a cure (polio)"


def test_what_is_no_illness_stays_in_the_question():
    question = "does exercise help?"
    words = around(question, default_vocabulary().mentions(question), "exercise")
    assert Context(question=words).asked_about("polio") == "does exercise help? (polio)"


def test_a_button_has_no_question_to_ask_again():
    assert Context(question=around("", [], "als")).asked_about("polio") == ""


def test_what_is_kept_can_be_read_again():
    kept = Context(question=("a", "b"), aspects={Aspect.CAUSES: 0.5}, listed=("als",), earlier=("ms",), heard=("x",))
    assert Context.read(kept.keep()) == kept


@pytest.mark.parametrize("slot", [None, {}, {"question": 3}, "old"])
def test_what_cannot_be_read_is_as_if_nothing_was_said(slot):
    assert Context.read(slot) == Context()


def test_after_an_answer_its_subjects_can_be_pointed_at():
    said = "The kinds are disuse atrophy and neurogenic atrophy. Both are muscle atrophy."
    assert Context().after("muscle_atrophy", None, [], said).listed == ("disuse_atrophy", "neurogenic_atrophy")


def test_what_a_question_names_can_be_pointed_at_before_what_its_answer_names():
    kept = Context().after("als", None, [], "Polio and stroke differ.", "is ALS worse than MS?")
    assert kept.listed == ("als", "multiple_sclerosis")


def test_what_is_named_below_an_answer_is_named_by_the_way():
    assert Context().after("als", None, [], "It is rare.\n• Polio and stroke differ.").listed == ()


def test_a_list_stays_while_its_subjects_are_spoken_of_and_fades_with_another():
    listed = Context(listed=("als", "polio"))
    assert listed.after("polio", "als", [], "It is rare.").listed == ("als", "polio")
    assert listed.after("sarcopenia", "als", [], "It is common.").listed == ()


def test_what_was_spoken_of_before_can_be_gone_back_to():
    context, before = Context(), None
    for subject in ["als", "polio", "polio", "stroke", "als"]:
        context, before = context.after(subject, before, [], ""), subject
    assert context.earlier == ("stroke", "polio")


def test_only_the_latest_subjects_are_kept():
    context, before = Context(), None
    for subject in list(default_facts().subjects)[:20]:
        context, before = context.after(subject, before, [], ""), subject
    assert len(context.earlier) == EARLIER


def test_what_was_told_is_kept_once_the_latest_last():
    context = Context(heard=("a", "c")).after("als", None, ["b", "a"], "")
    assert context.heard == ("c", "b", "a")


def test_of_what_was_told_long_ago_nothing_is_kept():
    context = Context()
    for number in range(2 * HEARD):
        context = context.after("als", None, [str(number)], "")
    assert context.heard == tuple(str(number) for number in range(HEARD, 2 * HEARD))


def test_of_any_subject_more_can_be_told_until_there_is_no_more():
    assert max(len(subject.facts) for subject in default_facts().subjects.values()) < HEARD
