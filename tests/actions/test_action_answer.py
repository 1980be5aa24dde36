import pytest

from actions.action_affirm import OFFER
from actions.action_answer import ActionAnswer
from assistant.facts.model import Aspect
from assistant.facts.query import MOST


@pytest.fixture(scope="module")
def answer():
    return ActionAnswer()


def test_a_narrow_question_gets_its_fact_in_the_first_sentence(answer, run, statement):
    said = run(answer, text="how many minutes should I exercise to keep my muscles", intent="ask_exercise")
    assert said.text.startswith(statement("disuse_atrophy.figure_twenty_minutes"))
    assert said.slots["subject"] == "disuse_atrophy"
    assert said.slots["told"][0] == "disuse_atrophy.figure_twenty_minutes"


def test_a_question_is_answered_about_the_subject_that_it_names(answer, run):
    said = run(answer, text="what is cachexia?", intent="ask_definition", subjects=["cachexia"])
    assert said.slots["subject"] == "cachexia"
    assert said.slots["told"][0] == "cachexia.definition"


@pytest.mark.parametrize(
    ("subject", "aspect"),
    [("als", Aspect.CAUSES), ("disuse_atrophy", Aspect.TREATMENT), ("sarcopenia", Aspect.SYMPTOMS)],
)
def test_a_button_gets_the_facts_of_its_subject_and_aspect(subject, aspect, answer, run, ids, statement):
    payload = f'/ask_{aspect.value}{{"subject": "{subject}"}}'
    said = run(answer, text=payload, intent=f"ask_{aspect.value}", subjects=[subject])
    told = ids(subject, aspect)[:MOST]
    assert said.text.startswith(statement(told[0]))
    assert said.slots == {"subject": subject, "told": told}


def test_a_button_for_what_the_documents_do_not_cover_says_so(answer, run, ids):
    said = run(answer, text='/ask_diet{"subject": "emg"}', intent="ask_diet", subjects=["emg"])
    assert said.text.startswith("The documents that I answer from don't cover food and ")
    assert said.slots == {"subject": "emg", "told": ids("emg")}


@pytest.mark.parametrize("subjects", [[], ["gardening"]])
def test_a_button_without_a_known_subject_is_about_muscle_atrophy(subjects, answer, run, ids):
    said = run(answer, text="/ask_causes", intent="ask_causes", subjects=subjects)
    assert said.slots == {"subject": "muscle_atrophy", "told": ids("muscle_atrophy", Aspect.CAUSES)[:MOST]}


def test_a_question_that_points_back_is_answered_about_the_last_subject(answer, run):
    said = run(
        answer, text="can it be treated?", intent="ask_treatment", subject="polymyositis", told=["als.definition"]
    )
    assert said.slots["subject"] == "polymyositis"
    assert said.slots["told"]
    assert "als.definition" not in said.slots["told"]


def test_the_next_questions_are_buttons_on_the_same_subject(answer, run):
    said = run(answer, text='/ask_causes{"subject": "als"}', intent="ask_causes", subjects=["als"])
    assert [button["payload"] for button in said.buttons] == [
        '/ask_definition{"subject":"als"}',
        '/ask_mechanism{"subject":"als"}',
        '/ask_symptoms{"subject":"als"}',
    ]


def test_an_answer_is_one_message_that_names_its_source(answer, run):
    said = run(answer, text="what causes muscle atrophy?", intent="ask_causes", subjects=["muscle_atrophy"])
    assert "\n\n" not in said.text
    assert said.text.splitlines()[-1].startswith("Source")


def test_a_message_without_words_and_intent_gets_an_answer(answer, run, ids):
    said = run(answer)
    assert said.slots == {"subject": "muscle_atrophy", "told": ids("muscle_atrophy")[:MOST]}


def test_who_asks_about_a_visit_is_offered_to_prepare_it(answer, run):
    said = run(answer, text="what will the doctor ask me?", intent="ask_visit")
    assert OFFER.search(said.text)
    assert said.buttons[0]["payload"] == "/prepare_visit"


def test_two_questions_in_one_message_get_two_answers(answer, run, ids):
    said = run(answer, text="what is ALS and how is it treated?", intent="ask_definition", subjects=["als"])
    assert said.slots["told"][0] == "als.definition"
    assert set(said.slots["told"]) & set(ids("als", Aspect.TREATMENT))
