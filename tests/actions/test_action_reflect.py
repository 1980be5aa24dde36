import pytest

from actions.action_affirm import OFFER
from actions.action_reflect import ActionReflect
from assistant.facts.query import CONNECTED

INTENT = "report_symptoms"
THANKS = "Thank you for telling me."
LEAD = "I can't say what is behind it; a doctor can"


@pytest.fixture(scope="module")
def reflect():
    return ActionReflect()


def test_signs_get_a_doctor_first_and_what_the_documents_connect(reflect, run, statement):
    said = run(reflect, text="one of my legs has got thinner", intent=INTENT, subjects=["thin_limb"])
    assert said.text.startswith(f"{THANKS} You mention a thin arm or leg. {LEAD}")
    assert said.slots["subject"] == "thin_limb"
    assert len(said.slots["told"]) == CONNECTED
    assert all(statement(fact) in said.text for fact in said.slots["told"])


def test_to_prepare_the_visit_is_offered(reflect, run):
    said = run(reflect, text="my hands feel weak", intent=INTENT, subjects=["weakness"])
    assert OFFER.search(said.text)
    assert said.buttons[0]["payload"] == "/prepare_visit"


@pytest.mark.parametrize("text", ["/report_symptoms", "", "my garden is full of weeds"])
def test_whatever_is_told_a_doctor_is_named(text, reflect, run):
    said = run(reflect, text=text, intent=INTENT)
    assert said.text.startswith(f"{THANKS} {LEAD}")
    assert len(said.slots["told"]) == CONNECTED


@pytest.mark.parametrize("text", ["my speech slurred once", "I lost control of my bladder", "my arm went numb"])
def test_it_does_not_begin_with_calling_911(text, reflect, run):
    assert "911" not in run(reflect, text=text, intent=INTENT).text[:80]


def test_what_was_spoken_of_before_is_not_said_to_be_told(reflect, run):
    said = run(reflect, text="he also trips a lot", intent=INTENT, subject="malnutrition")
    assert said.text.startswith(f"{THANKS} {LEAD}")
    assert "alnutrition" not in said.text
