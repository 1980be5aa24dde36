from actions.action_visit_start import ActionVisitStart
from assistant.visit import questions

SLOTS = questions().order


def test_a_new_sheet_is_empty(run):
    said = run(ActionVisitStart(), intent="prepare_visit")
    assert said.responses == ["utter_visit_intro"]
    assert said.slots == dict.fromkeys(SLOTS)


def test_one_that_was_begun_goes_on(run):
    said = run(ActionVisitStart(), intent="prepare_visit", visit_symptoms="cramps")
    assert said.responses == ["utter_visit_go_on"]
    assert said.slots == {}


def test_after_a_complete_one_begins_another(run):
    said = run(ActionVisitStart(), intent="prepare_visit", **dict.fromkeys(SLOTS, "no"))
    assert said.responses == ["utter_visit_intro"]
    assert said.slots == dict.fromkeys(SLOTS)
