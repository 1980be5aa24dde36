import json
import re
from pathlib import Path

import pytest
import yaml

from assistant.answers import (
    compose,
    compose_nothing_more,
    compose_reflection,
    compose_short,
    compose_sources,
)
from assistant.answers.compose import BUTTONS
from assistant.facts import Aspect, Found, find
from assistant.facts.loader import default_facts
from assistant.facts.model import Doubt
from assistant.facts.query import GENERAL, compare, connected

ROOT = Path(__file__).parents[2]
START = 80
LONGEST_PAYLOAD = 64
"""In bytes; Telegram takes no longer one."""

SUBJECTS = default_facts().subjects
FACTS = default_facts().all


def found(*facts, covered=True, aspect=None):
    return Found(facts[0].subject, aspect or facts[0].aspect, facts, narrow=False, covered=covered)


def pressed(subject, aspect):
    return find([subject], {aspect: 1.0} if aspect else {}, "")


@pytest.fixture(scope="module")
def replies():
    """Every reply that a button or a single fact leads to, and one of each other sort."""
    return [
        *(compose(found(fact)) for fact in FACTS),
        *(compose(pressed(subject, aspect)) for subject in SUBJECTS for aspect in [None, *Aspect]),
        *(compose_nothing_more(subject) for subject in SUBJECTS),
        *(compose_sources([fact.id]) for fact in FACTS),
        compose_sources([]),
        compose(compare(["als", "stroke"], "ALS or a stroke?")),
        compose_reflection(connected(["numbness"], "my feet are numb")),
        compose(Found(GENERAL, None, (), narrow=False, covered=True)),
    ]


@pytest.fixture(scope="module")
def buttons(replies):
    return {button for reply in replies for button in reply.buttons}


def test_the_first_fact_is_the_first_line_and_the_others_are_a_list(facts):
    reply = compose(found(facts["bone_loss.fractures"], facts["bone_loss.transfer"]))

    assert reply.text.splitlines() == [
        "Loss of bone density makes fractures, or broken bones, more likely.",
        f"• {facts['bone_loss.transfer'].statement}",
        "Source: HealthPrep, “What Causes Muscle Atrophy?”",
    ]
    assert reply.told == ("bone_loss.fractures", "bone_loss.transfer")


def test_each_source_is_named_once_and_notes_come_last(facts):
    reply = compose(found(facts["bone_loss.osteoporosis"], facts["bone_loss.fractures"], facts["bone_loss.transfer"]))

    assert reply.text.splitlines()[-1] == (
        "Sources: Health Grades, “What is muscle atrophy?” (we corrected an error in it); "
        "HealthPrep, “What Causes Muscle Atrophy?”"
    )


def test_a_correction_names_its_document_where_nothing_else_does(facts):
    reply = compose(found(facts["exercise.guidance"], facts["exercise.ask_first"]))
    alone = compose(found(facts["exercise.guidance"]))

    assert alone.text.splitlines()[-1] == "Source: Our correction of an error in “What Causes Muscle Atrophy?”"
    assert reply.text.splitlines()[-1] == (
        "Sources: HealthPrep, “What Causes Muscle Atrophy?” (we corrected an error in it); "
        "General safety note, not from the documents"
    )


def test_a_document_without_a_publisher_says_so(facts):
    reply = compose(found(facts["weakness.emergency"]))

    assert "publisher not named, “Symptoms and Causes of Muscle Atrophy”" in reply.text.splitlines()[-1]


def test_what_is_not_covered_is_said_before_the_nearest(facts):
    reply = compose(found(facts["bone_loss.fractures"], covered=False, aspect=Aspect.DIET))

    assert reply.text.splitlines()[:2] == [
        "The documents that I answer from don't cover food and bone loss. The nearest that they say:",
        "• Loss of bone density makes fractures, or broken bones, more likely.",
    ]
    assert reply.told == ("bone_loss.fractures",)


def test_what_is_named_beside_the_documents_is_said_by_its_name(facts):
    nearest = Found("bone_loss", None, (facts["bone_loss.fractures"],), False, False, beside="sore throats")

    assert compose(nearest).text.startswith("The documents that I answer from don't cover sore throats.")


@pytest.mark.parametrize(
    ("doubt", "lead"),
    [
        (Doubt.DETAIL, "The documents may not say exactly that. The nearest that they say:"),
        (Doubt.ILLNESS, "I can't tell which illness somebody has."),
    ],
)
def test_a_doubt_is_said_before_the_facts(facts, doubt, lead):
    nearest = (facts["bone_loss.fractures"], facts["bone_loss.transfer"])
    reply = compose(Found("bone_loss", None, nearest, narrow=False, covered=True, doubt=doubt))

    assert reply.text.startswith(lead)
    assert reply.text.splitlines()[1:3] == [f"• {fact.statement}" for fact in nearest]
    assert reply.told == tuple(fact.id for fact in nearest)


@pytest.mark.parametrize("aspect", [Aspect.COMPLICATIONS, None])
def test_what_the_documents_do_cover_is_not_called_uncovered(facts, aspect):
    nearest = Found("bone_loss", aspect, (facts["bone_loss.fractures"],), narrow=False, covered=False)

    assert compose(nearest).text.splitlines()[0] == (
        "The documents that I answer from don't cover that. The nearest that they say:"
    )


def test_without_any_fact_the_reply_says_who_can_tell():
    reply = compose(Found("bone_loss", None, (), narrow=False, covered=True))

    assert reply.text == "The documents that I answer from don't cover that. A doctor or nurse can tell you."
    assert len(reply.buttons) == BUTTONS
    assert reply.told == ()


def test_no_answer_begins_with_the_emergency_call():
    loud = {fact.id for fact in FACTS if re.search(r"call\W*911", compose(found(fact)).text[:START], re.IGNORECASE)}

    assert loud == set()


def test_no_other_reply_begins_with_the_emergency_call(replies):
    assert [reply.text for reply in replies if re.search(r"call\W*911", reply.text[:START], re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "statement",
    ["Call 911 at once if a sudden sign comes.", "Then CALL, 911 helps.", "For sudden signs, call 911 now."],
)
def test_a_fact_that_begins_with_the_emergency_call_is_led_up_to(facts, statement):
    loud = facts["weakness.emergency"].copy(update={"statement": statement})

    reply = compose(found(loud))

    assert reply.text.splitlines()[:2] == [
        "Most muscle loss comes slowly, but some signs that come suddenly are an emergency.",
        statement,
    ]
    assert not re.search(r"call\W*911", reply.text[:START], re.IGNORECASE)


def test_a_reply_has_no_blank_line(replies):
    assert [reply.text for reply in replies if not all(line.strip() for line in reply.text.split("\n"))] == []


def test_every_fact_names_all_its_sources():
    sources = default_facts().sources
    titles = {document.id: document.title for document in sources.documents} | {n.id: n.title for n in sources.notes}
    del titles["correction"]  # which names the document
    for fact in FACTS:
        last = compose(found(fact)).text.splitlines()[-1]

        assert re.match(r"Sources?: ", last)
        for citation in fact.sources:
            assert titles[citation.document or citation.corrects or citation.note] in last


@pytest.mark.parametrize("subject", SUBJECTS)
def test_three_different_next_questions_are_offered(subject):
    for aspect in [None, *Aspect]:
        offered = compose(pressed(subject, aspect)).buttons

        assert len({button.title for button in offered}) == len(offered) == BUTTONS
        assert f'/ask_{aspect and aspect.value}{{"subject":"{subject}"}}' not in [b.payload for b in offered]


def test_payloads_are_short_enough_for_every_channel(buttons):
    assert {b.payload for b in buttons if len(b.payload.encode()) > LONGEST_PAYLOAD} == set()


def test_every_button_leads_to_facts(buttons):
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    for button in buttons:
        intent, entities = re.fullmatch(r"/(\w+)(\{.*\})?", button.payload).groups()

        assert intent in intents
        assert (ROOT / "data" / "nlu" / f"{intent}.yml").is_file()
        if intent == "prepare_visit":
            continue
        subject = json.loads(entities)["subject"]
        assert pressed(subject, Aspect(intent.removeprefix("ask_"))).covered, button


def test_all_told_is_said_with_the_subjects_name():
    reply = compose_nothing_more("bone_loss")

    assert reply.text == "That is all the documents say about bone loss. What else would you like to know?"
    assert len(reply.buttons) == BUTTONS


def test_signs_told_of_get_a_doctor_first_and_then_facts(facts):
    told = connected(["numbness"], "my feet are numb")

    lines = compose_reflection(told).text.splitlines()

    assert lines[:2] == [
        "Thank you for telling me. I can't say what is behind it; a doctor can, so please have it looked at soon."
        " If it comes suddenly or gets worse fast, do not wait.",
        "What the documents connect with what you describe:",
    ]
    assert lines[2:-2] == [f"• {fact.statement}" for fact in told.facts]
    assert lines[-2].startswith("Source")
    assert lines[-1].startswith("Shall I help you prepare the visit")
    assert compose_reflection(told).told == tuple(fact.id for fact in told.facts)


def test_signs_that_were_named_are_said_back():
    reply = compose_reflection(connected([], "my legs got thin"), ["thin_limb", "inactivity", "als"])
    assert reply.text.startswith("Thank you for telling me. You mention a thin arm or leg and inactivity. I can't say")


def test_signs_told_of_get_an_offer_to_prepare_the_visit():
    assert [button.payload for button in compose_reflection(connected([], "my legs got thin")).buttons] == [
        "/prepare_visit",
        '/ask_visit{"subject":"muscle_atrophy"}',
        '/ask_care{"subject":"muscle_atrophy"}',
    ]


def test_in_short_is_the_first_sentences_of_the_first_facts(facts):
    reply = compose_short(["als.tests", "als.worry", "als.definition"])
    first = "Doctors may order tests when a disease such as ALS could be behind muscle wasting."
    assert reply.text.startswith(f"In short: {first} Most muscle wasting comes from too little use.\nSource")
    assert reply.told == ("als.tests", "als.worry")


@pytest.mark.parametrize("told", [[], ["gardening.roses"]])
def test_nothing_told_cannot_be_shortened(told):
    assert compose_short(told).told == ()


def test_sources_are_told_with_year_and_section_and_once():
    reply = compose_sources(["bone_loss.fractures", "bone_loss.transfer", "bone_loss.osteoporosis"])

    assert reply.text.splitlines() == [
        "That comes from:",
        "• HealthPrep, “What Causes Muscle Atrophy?” (2023), section: spinal cord injury",
        "• Health Grades, “What is muscle atrophy?” (2013), section: disuse",
        "• Our correction of an error in “What is muscle atrophy?”",
    ]


def test_a_source_without_a_date_has_no_year():
    lines = compose_sources(["weakness.emergency"]).text.splitlines()

    assert "• publisher not named, “Symptoms and Causes of Muscle Atrophy”, section: life-threatening symptoms" in lines


@pytest.mark.parametrize("told", [[], ["gone.fact"]])
def test_without_facts_told_there_is_no_source_yet(told):
    reply = compose_sources(told)

    assert reply.text.startswith("I have not told you a fact yet. ")
    assert reply.buttons == ()


def test_where_one_of_two_subjects_may_be_meant_it_is_asked_which(facts):
    unsure = Found(
        GENERAL, Aspect.OUTLOOK, (facts["als.no_cure"],), False, True, could_mean=("multiple_sclerosis", "als")
    )

    reply = compose(unsure)

    assert reply.text == "Which one do you mean?"
    assert [button.title for button in reply.buttons] == ["MS", "ALS"]
    assert reply.buttons[1].payload == '/ask_outlook{"subject":"als"}'
    assert reply.told == ()


@pytest.mark.parametrize("subject", ["broken_bones", "stroke", "herniated_disc", "burns"])
def test_next_questions_on_what_one_has_one_of_say_so(subject):
    fact = SUBJECTS[subject].facts[0]

    titles = [button.title for button in compose(found(fact)).buttons]

    assert any(f" {SUBJECTS[subject].name}" in title for title in titles)
    assert SUBJECTS[subject].name.startswith("a ")
