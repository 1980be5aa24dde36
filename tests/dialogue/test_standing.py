"""What is worked out once comes to the same as what Rasa works out each time."""

from __future__ import annotations

import json

import pytest
from fake_action_server import RUBBISH
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.utils.common import all_subclasses

from assistant.dialogue import standing
from assistant.dialogue.standing import work_out_once

GOOD = {
    "events": [{"event": "slot", "timestamp": None, "name": "subject", "value": "als"}],
    "responses": [{"text": "The answer.", "buttons": []}],
}
BAD = ["JSON of another form", "an event that there is not"]
"""Rubbish that is JSON, and that Rasa refuses."""


@pytest.fixture(params=["as Rasa does it", "once"])
def action(request, monkeypatch):
    for place, name in ((RemoteAction, "_validate_action_result"), (Event, "resolve_by_type")):
        monkeypatch.setattr(place, name, place.__dict__[name])  # gives it back
    if request.param == "once":
        work_out_once()
        work_out_once()
    return RemoteAction("action_answer", None)


def test_a_proper_answer_is_taken(action):
    assert action._validate_action_result(GOOD)


@pytest.mark.parametrize("rubbish", BAD)
def test_an_answer_of_another_form_is_an_error(rubbish, action):
    with pytest.raises(ValidationError):
        action._validate_action_result(json.loads(RUBBISH[rubbish][1]))


@pytest.mark.usefixtures("action")
def test_events_are_known_by_their_names():
    for kind in all_subclasses(Event):
        assert Event.resolve_by_type(kind.type_name).type_name == kind.type_name
    assert Event.resolve_by_type("user") is UserUttered
    assert Event.resolve_by_type("unheard of", default=SlotSet) is SlotSet
    with pytest.raises(ValueError, match="unheard of"):
        Event.resolve_by_type("unheard of")


def test_there_is_room_for_all_kinds_of_events():
    assert len(all_subclasses(Event)) < standing.KINDS
