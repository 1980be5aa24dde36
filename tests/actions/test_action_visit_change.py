import pytest

from actions.action_visit_change import ActionVisitChange


def test_the_answer_that_is_named_is_asked_for_again(run):
    said = run(ActionVisitChange(), text="change the medicines", visit_medicines="aspirin")
    assert said.slots == {"visit_medicines": None}
    assert said.events[-1]["event"] == "followup"
    assert said.events[-1]["name"] == "visit_form"


@pytest.mark.parametrize(
    ("text", "slots"), [("change something", {"visit_medicines": "aspirin"}), ("change the medicines", {})]
)
def test_where_it_is_not_clear_which_it_asks(text, slots, run):
    said = run(ActionVisitChange(), text=text, **slots)
    assert said.responses == ["utter_change_which"]
    assert said.events == []
