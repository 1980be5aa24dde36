import pytest

from assistant.facts.loader import default_facts
from assistant.visit import SKIPPED, questions, summary

SYMPTOMS, CONDITIONS, MEDICINES, SINCE, MUSCLES = questions().order
ANSWERS = {
    SYMPTOMS: "I trip over my own feet",
    CONDITIONS: "diabetes since 2015",
    MEDICINES: "metformin",
    SINCE: "after Easter",
    MUSCLES: "both shins",
}


def test_the_page_has_the_persons_own_words_under_the_five_questions():
    lines = summary(ANSWERS).text.splitlines()
    assert lines[1:6] == [
        "• Other symptoms: I trip over my own feet",
        "• Other conditions and treatments: diabetes since 2015",
        "• Medicines: metformin",
        "• First noticed: after Easter",
        "• Muscles affected: both shins",
    ]


def test_it_has_what_the_documents_say_with_their_names_and_what_to_ask():
    page = summary(ANSWERS)
    statements = {fact.id: fact.statement for fact in default_facts().all}
    assert page.told
    assert all(statements[fact] in page.text for fact in page.told)
    assert "Source" in page.text
    assert "What to ask the doctor:" in page.text
    assert "no diagnosis" in page.text


def test_it_is_one_message_that_begins_with_no_emergency():
    text = summary(ANSWERS).text
    assert "\n\n" not in text
    assert "911" not in text[:85]
    assert "Nothing of this was sent anywhere" in text


def test_it_can_be_kept_as_a_file_of_its_own_in_parts():
    page = summary(ANSWERS)
    assert page.file.name == "for-the-doctor.txt"
    parts = [part.splitlines() for part in page.file.text.split("\n\n")]
    assert parts[0][0] == "For the doctor, in your own words"
    assert [part[0].partition(" ")[0] for part in parts[1:]] == ["What", "Sources:", "What"]
    *on_the_page, how_to_keep_it = page.text.splitlines()
    assert [line for part in parts for line in part] == on_the_page
    assert how_to_keep_it.startswith("Nothing of this was sent anywhere.")
    assert summary({}).file is None


def test_what_was_left_out_is_said_to_be():
    text = summary({**ANSWERS, CONDITIONS: SKIPPED, SINCE: None}).text
    assert "• Other conditions and treatments: (not answered)" in text
    assert "• First noticed: (not answered)" in text


@pytest.mark.parametrize(("medicines", "asked"), [("aspirin", True), ("no", False), ("None.", False), (SKIPPED, False)])
def test_whether_a_medicine_plays_a_part_is_asked_by_who_takes_some(medicines, asked):
    assert ("Could one of my medicines play a part?" in summary({**ANSWERS, MEDICINES: medicines}).text) is asked


@pytest.mark.parametrize("symptoms", [None, SKIPPED, "no", "not really any", "None that I know of."])
def test_without_signs_no_facts_are_connected(symptoms):
    page = summary({SINCE: "in May", SYMPTOMS: symptoms})
    assert page.told == ()
    assert "documents" not in page.text


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(ANSWERS), dict.fromkeys(ANSWERS, SKIPPED)])
def test_without_answers_there_is_no_page(answers):
    assert "prepare my visit" in summary(answers).text
