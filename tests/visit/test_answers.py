import pytest

from assistant.visit import Step, place, questions, step, to_change
from assistant.visit.answers import LONGEST

SYMPTOMS, CONDITIONS, MEDICINES, SINCE, MUSCLES = questions().order


@pytest.mark.parametrize("asked", questions().order)
@pytest.mark.parametrize("text", ["no", "nothing special", "I would rather say it there"])
def test_an_answer_belongs_to_the_question_asked(asked, text):
    assert place(text, asked) == {asked: text}


@pytest.mark.parametrize(
    ("text", "asked", "slot"),
    [
        ("my left calf", SYMPTOMS, MUSCLES),
        ("since early spring, some weeks after Easter", SYMPTOMS, SINCE),
        ("about three months ago", MUSCLES, SINCE),
        ("lisinopril", SYMPTOMS, MEDICINES),
        ("she takes 20 mg of something", CONDITIONS, MEDICINES),
        ("shoulder arthritis", SYMPTOMS, CONDITIONS),
        ("he had polio as a boy", MEDICINES, CONDITIONS),
        ("I keep dropping cups", MEDICINES, SYMPTOMS),
        ("my arthritis hurts", SYMPTOMS, SYMPTOMS),
        ("cramps in my calves", MUSCLES, MUSCLES),
    ],
)
def test_an_answer_that_clearly_answers_another_question_goes_there(text, asked, slot):
    assert list(place(text, asked)) == [slot]


def test_several_questions_can_be_answered_at_once():
    told = "I get cramps at night, I take prednisone, and it began last winter. My thighs look thin."
    assert place(told, SYMPTOMS) == {
        SYMPTOMS: "I get cramps at night",
        MEDICINES: "I take prednisone",
        SINCE: "it began last winter.",
        MUSCLES: "My thighs look thin.",
    }


def test_a_clause_without_a_cue_stays_with_the_one_before():
    assert place("numb fingers, on and off", CONDITIONS) == {SYMPTOMS: "numb fingers, on and off"}


def test_a_part_of_the_body_alone_does_not_tear_an_answer_apart():
    assert place("a frozen shoulder, with physio", CONDITIONS) == {CONDITIONS: "a frozen shoulder, with physio"}


def test_an_answer_is_one_line_and_not_endless():
    [kept] = place("tingling\n\n" * 200, SYMPTOMS).values()
    assert "\n" not in kept
    assert len(kept) <= LONGEST


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "taken"),
    [
        ("skip this", "skip", 0.9, Step.SKIP),
        ("/skip", "skip", 1.0, Step.SKIP),
        ("go back", "go_back", 0.9, Step.BACK),
        ("change the muscles", "change_answer", 0.9, Step.CHANGE),
        ("what do you mean?", "unsure", 0.9, Step.HELP),
        ("yes", "affirm", 0.9, Step.HELP),
        ("stop", "stop", 0.9, Step.ASIDE),
        ("is that confidential?", "ask_privacy", 0.2, Step.ASIDE),
        ("what is sarcopenia", "ask_definition", 0.9, Step.ASIDE),
        ("by the way, can muscles grow again", "ask_outlook", 0.9, Step.ASIDE),
        ("thank you", "thank", 0.9, Step.ASIDE),
        ("I am scared", "express_feeling", 0.9, Step.ASIDE),
        ("I am so tired all the time", "express_feeling", 0.9, Step.ANSWER),
        ("", "nlu_fallback", 0.3, Step.ASIDE),
        ("no", "deny", 0.9, Step.ANSWER),
        ("naproxen", "ask_dose", 0.9, Step.ANSWER),
        ("asthma", "other_medicine", 0.9, Step.ANSWER),
        ("osteoarthritis", "follow_up", 1.0, Step.ANSWER),
        ("back to polio", "follow_up", 1.0, Step.ASIDE),
        ("I had to stop my walks", "stop", 0.4, Step.ANSWER),
        (
            "I skip breakfast because of the tablets, the doctor says I may, but it makes me weak",
            "skip",
            0.9,
            Step.ANSWER,
        ),
    ],
)
def test_what_a_message_is_while_the_questions_are_asked(text, intent, confidence, taken):
    assert step(text, intent, confidence) is taken


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("change the medicines", MEDICINES),
        ("I forgot a symptom", SYMPTOMS),
        ("fix the date please", SINCE),
        ("my conditions are wrong", CONDITIONS),
        ("redo the part on muscles", MUSCLES),
        ("change something", None),
    ],
)
def test_which_answer_is_to_be_changed(text, slot):
    assert to_change(text) == slot
