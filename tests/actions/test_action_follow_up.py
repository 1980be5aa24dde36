import pytest

from actions.action_answer import ActionAnswer
from actions.action_follow_up import ActionFollowUp
from assistant.facts.model import Aspect
from assistant.facts.query import MOST


@pytest.fixture(scope="module")
def follow():
    return ActionFollowUp()


@pytest.fixture
def after(run):
    """What is kept after a question."""

    def slots(text: str, intent: str, *subjects: str) -> dict:
        said = run(ActionAnswer(), text=text, intent=intent, subjects=subjects)
        return {"subject": said.slots["subject"], "told": said.slots["told"], "context": said.context.keep()}

    return slots


@pytest.mark.parametrize("text", ["and for MS?", "MS?", "no, I meant MS", "not ALS, MS", "what about MS then"])
def test_another_subject_gets_the_same_question(text, follow, run, after):
    kept = after("is there a cure for ALS", "ask_treatment", "als")
    said = run(follow, text=text, subjects=["multiple_sclerosis"], **kept)
    assert said.slots["subject"] == "multiple_sclerosis"
    assert "cure" in said.text


def test_the_question_is_kept_from_one_subject_to_the_next(follow, run, after):
    kept = after("what causes ALS", "ask_causes", "als")
    for text, subject in [("and SMA?", "spinal_muscular_atrophy"), ("MD?", "muscular_dystrophy")]:
        said = run(follow, text=text, subjects=[subject], **kept)
        assert said.slots["told"][0].startswith(subject)
        kept = {"subject": subject, "told": said.slots["told"], "context": said.context.keep()}
    assert "gene" in said.text


def test_after_a_button_too(follow, run, after, ids):
    kept = after('/ask_symptoms{"subject": "sarcopenia"}', "ask_symptoms", "sarcopenia")
    said = run(follow, text="and ALS", subjects=["als"], **kept)
    assert said.slots["told"][0] == ids("als", Aspect.SYMPTOMS)[0]


def test_a_subject_without_a_question_before_is_told_what_it_is(follow, run, ids):
    said = run(follow, text="polio?", subjects=["polio"])
    assert said.slots["told"] == ids("polio", Aspect.DEFINITION)[:MOST]


def test_the_second_one_is_the_second_that_was_named(follow, run, after):
    kept = after("what kinds of muscle atrophy are there", "ask_kinds", "muscle_atrophy")
    said = run(follow, text="tell me about the second one", **kept)
    assert said.slots["subject"] == "neurogenic_atrophy"
    assert said.slots["told"][0] == "neurogenic_atrophy.definition"


def test_the_other_kind_is_the_one_not_spoken_of(follow, run, after):
    kept = after("what is disuse atrophy", "ask_definition", "disuse_atrophy")
    said = run(follow, text="what about the other kind?", **kept)
    assert said.slots["subject"] == "neurogenic_atrophy"


def test_back_to_a_subject_tells_what_was_not_told(follow, run, after):
    kept = after("what is sarcopenia", "ask_definition", "sarcopenia")
    said = run(follow, text="back to sarcopenia", subjects=["sarcopenia"], **kept)
    assert said.slots["subject"] == "sarcopenia"
    assert not set(said.slots["told"]) & set(kept["told"])


def test_why_gets_how_it_comes_about(follow, run, after, ids):
    kept = after("does neurogenic atrophy make weak", "ask_symptoms", "neurogenic_atrophy")
    said = run(follow, text="but why?", **kept)
    reasons = [*ids("neurogenic_atrophy", Aspect.MECHANISM), *ids("neurogenic_atrophy", Aspect.CAUSES)]
    assert said.slots["told"] == [fact for fact in reasons if fact not in kept["told"]][:MOST]


def test_why_and_why_again_says_when_all_is_told(follow, run, ids):
    said = run(follow, text="why?", subject="emg", context={"heard": ids("emg")})
    assert said.text.startswith("That is all the documents say about ")


@pytest.mark.parametrize("text", ["the third one", "why?", "the other one"])
def test_what_points_at_nothing_is_asked_back(text, follow, run):
    said = run(follow, text=text)
    assert said.responses == ["utter_which_one"]
    assert said.slots == {}


def test_after_what_a_test_is_another_subject_is_no_more_about_the_test(follow, run, after, ids):
    kept = after("EMG?", "ask_diagnosis", "emg")
    said = run(follow, text="ok what about cachexia", subjects=["cachexia"], **kept)
    assert said.slots["told"] == ids("cachexia", Aspect.DEFINITION)[:MOST]
