import pytest

from actions.validate_visit_form import ValidateVisitForm
from assistant.visit import SKIPPED, questions

SYMPTOMS, CONDITIONS, MEDICINES, SINCE, MUSCLES = questions().order


@pytest.fixture
def typed(run):
    """What a message does while a question is asked."""

    def run_it(text: str, asked: str | None, intent: str = "report_symptoms", **slots):
        return run(ValidateVisitForm(), text=text, intent=intent, requested_slot=asked, **slots)

    return run_it


def test_the_action_has_the_name_that_rasa_looks_for():
    assert ValidateVisitForm().name() == "validate_visit_form"


def test_an_answer_is_kept_in_its_own_words(typed):
    assert typed("My hands go numb at night", SYMPTOMS).slots == {SYMPTOMS: "My hands go numb at night"}


def test_an_answer_to_another_question_is_put_there_and_it_is_said(typed):
    said = typed("I take prednisone", SYMPTOMS)
    assert said.slots == {MEDICINES: "I take prednisone"}
    assert said.texts == ["I have noted that under: medicines."]


def test_what_is_added_stands_behind_what_was_said(typed):
    assert typed("metformin tablets", SYMPTOMS, visit_medicines="aspirin").slots == {
        MEDICINES: "aspirin; metformin tablets"
    }


def test_the_message_that_begins_the_questions_answers_none(typed):
    assert typed("help me prepare for the doctor", None, intent="prepare_visit").slots == {}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is sarcopenia?", "ask_definition"),
        ("thanks", "thank"),
        ("stop", "stop"),
        ("/visit_summary", "visit_summary"),
        ('/ask_causes{"subject": "als"}', "ask_causes"),
    ],
)
def test_an_aside_fills_nothing(text, intent, typed):
    said = typed(text, MEDICINES, intent=intent)
    assert said.events == []
    assert said.texts == []


def test_skipping_leaves_the_question_out(typed):
    assert typed("skip", MEDICINES, intent="skip").slots == {MEDICINES: SKIPPED}


def test_going_back_asks_the_one_before_again(typed):
    assert typed("go back", MEDICINES, intent="go_back").slots == {MEDICINES: None, CONDITIONS: None}


def test_before_the_first_there_is_none(typed):
    assert typed("go back", SYMPTOMS, intent="go_back").slots == {SYMPTOMS: None}


def test_an_answer_that_is_named_can_be_changed(typed):
    said = typed("change the symptoms", MUSCLES, intent="change_answer", visit_symptoms="cramps")
    assert said.slots == {MUSCLES: None, SYMPTOMS: None}


@pytest.mark.parametrize(("text", "intent"), [("what do you mean", "unsure"), ("yes", "affirm")])
def test_who_does_not_know_what_to_say_gets_help_and_the_question_again(text, intent, typed):
    said = typed(text, SINCE, intent=intent)
    assert "rough time" in said.text
    assert said.slots == {SINCE: None}
