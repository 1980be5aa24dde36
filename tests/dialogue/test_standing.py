"""What is worked out once comes to the same as what Rasa works out each time."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from fake_action_server import RUBBISH
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphComponentException
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
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


class Words(GraphComponent):
    """Notes what is done, in its order."""

    done: ClassVar[list[str]] = []

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: Any, resource: Any, execution_context: ExecutionContext
    ) -> Words:
        return cls()

    def cut(self, text: str) -> list[str]:
        self.done.append("cut")
        return text.split()

    def count(self, words: list[str], most: list[str]) -> int:
        self.done.append("count")
        return min(len(words), len(most))

    def fail(self, text: str) -> None:
        raise ValueError(text)


def node(does: str, **needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Words, constructor_name="create", fn=does, config={})


@pytest.fixture
def runner(action, tmp_path):
    Words.done.clear()
    nodes = {
        "number": node("count", words="words", most="words"),
        "words": node("cut", text="typed"),
        "nothing": node("fail", text="typed"),
    }
    schema = GraphSchema(nodes)
    return DaskGraphRunner.create(schema, LocalModelStorage.create(tmp_path), ExecutionContext(schema))


@pytest.fixture(params=["as Rasa does it", "once"])
def action(request, monkeypatch):
    for place, name in (
        (RemoteAction, "_validate_action_result"),
        (Event, "resolve_by_type"),
        (Domain, "is_empty"),
        (DaskGraphRunner, "run"),
    ):
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


@pytest.mark.usefixtures("action")
def test_an_empty_domain_is_empty():
    assert Domain.empty().is_empty()
    assert not Domain.from_dict({"intents": ["greet"]}).is_empty()


def test_what_a_target_needs_is_run_once_and_before_it(runner):
    assert runner.run(inputs={"typed": "my arm"}, targets=["number"]) == {"number": 2}
    assert Words.done == ["cut", "count"]
    assert runner.run(inputs={"typed": "arm"}, targets=["number", "words"]) == {"number": 1, "words": ["arm"]}


def test_an_error_of_a_component_comes_out(runner):
    with pytest.raises(GraphComponentException, match="for node nothing"):
        runner.run(inputs={"typed": "my arm"}, targets=["nothing"])
