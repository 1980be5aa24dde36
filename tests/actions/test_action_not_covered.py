import pytest

from actions.action_not_covered import ActionNotCovered
from assistant.answers.wording import wording

INTENT = "ask_not_covered"
DOUBT = wording().doubts["detail"]


@pytest.fixture(scope="module")
def not_covered():
    return ActionNotCovered()


def test_what_is_named_beside_an_illness_is_said_with_what_is_near(not_covered, run):
    said = run(not_covered, text="stem cells for ALS?", intent=INTENT, subjects=["als"])
    assert said.text.startswith("The documents that I answer from don't cover stem cells.")
    assert said.text.endswith(wording().sentences.not_covered_rest)
    assert {fact.split(".")[0] for fact in said.slots["told"]} == {"als"}
    assert said.slots["subject"] == "als"


def test_what_the_documents_say_of_the_illness_is_said_with_a_doubt(not_covered, run):
    ranking = [(INTENT, 0.7), ("ask_treatment", 0.2)]
    said = run(not_covered, text="any new pill for ALS?", intent=INTENT, subjects=["als"], ranking=ranking)
    assert said.text.startswith(DOUBT)
    assert "als.limited_treatment" in said.slots["told"]


@pytest.mark.parametrize("subjects", [[], ["exercise"], ["muscle_atrophy"]])
def test_without_an_illness_it_is_only_not_covered(subjects, not_covered, run):
    said = run(not_covered, text="is there a magnet for it", intent=INTENT, subjects=subjects)
    assert said.responses == ["utter_not_covered"]
    assert (said.texts, said.slots) == ([], {})


def test_a_button_without_words_is_not_covered(not_covered, run):
    said = run(not_covered, text="/ask_not_covered", intent=INTENT, subjects=["als"])
    assert said.responses == ["utter_not_covered"]
