from actions.action_stop import ActionStop


def test_stopping_ends_the_questions_and_keeps_the_answers(run):
    said = run(ActionStop(), text="stop", requested_slot="visit_since", visit_symptoms="cramps")
    assert said.responses == ["utter_visit_stopped"]
    assert {"event": "active_loop", "timestamp": None, "name": None} in said.events
    assert said.slots == {"requested_slot": None}


def test_where_nothing_is_asked_nothing_is_stopped(run):
    said = run(ActionStop(), text="stop")
    assert said.responses == ["utter_what_else"]
    assert said.events == []
