"""Calling an action server that hangs, breaks off or talks rubbish: a real one, on a real port."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from types import SimpleNamespace

import pytest
from fake_action_server import RUBBISH, FakeActionServer
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig, read_endpoint_config

from assistant.dialogue import action_server
from assistant.dialogue.action_server import ActionServer, ActionServerError, guard_actions
from tests.conftest import ROOT

CALL = {"next_action": "action_answer", "tracker": {"slots": {}, "events": []}}
HANGS = "The action server hangs, and was not asked."
FORMED = {"JSON of another form", "an event that there is not", "a text that is a number", "buttons that are a text"}
FORMED |= {"a response that there is not", "nothing to say", "no events"}
"""What only Rasa knows to be rubbish."""


@pytest.fixture
def fake():
    server = FakeActionServer()
    yield server
    server.close()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(action_server, "ACTION_SECONDS", 0.3)
    monkeypatch.setattr(action_server, "HEALTH_SECONDS", 0.1)
    monkeypatch.setattr(action_server, "PAUSES", (0.05, 0.1))


async def said(server: ActionServer) -> str:
    """What a call comes to."""
    try:
        return (await server.request(json=CALL, method="post", timeout=300, compress=False))["responses"][0]["text"]
    except ActionServerError as error:
        return str(error)


def test_it_is_called_as_rasa_calls_it(fake):
    assert asyncio.run(said(ActionServer(fake.url))) == "The answer."


def test_no_more_is_sent_than_actions_read(fake):
    happened = [
        {"event": "session_started", "timestamp": 1.0, "metadata": {"earlier": [40, True]}},
        {"event": "slot", "timestamp": 1.0, "name": "told", "value": ["als.definition"]},
        {
            "event": "user",
            "timestamp": 1.0,
            "text": "thanks",
            "parse_data": {"text": "thanks"},
            "input_channel": "rest",
        },
        {"event": "action", "timestamp": 1.0, "name": "utter_welcome"},
        {"event": "bot", "timestamp": 1.0, "text": "Welcome.", "data": {"buttons": []}, "metadata": {"sources": None}},
    ]
    tracker = {"slots": {"told": ["als.definition"]}, "latest_message": {"text": "thanks"}, "events": happened}
    asyncio.run(ActionServer(fake.url).request(json={"next_action": "action_repeat", "tracker": tracker}))
    asked = json.loads(fake.body)
    assert asked["next_action"] == "action_repeat"
    assert (asked["tracker"]["slots"], asked["tracker"]["latest_message"]) == (tracker["slots"], {"text": "thanks"})
    assert asked["tracker"]["events"] == [
        {"event": "session_started", "metadata": {"earlier": [40, True]}},
        {"event": "user", "text": "thanks", "input_channel": "rest"},
        {"event": "bot", "text": "Welcome.", "data": {"buttons": []}, "metadata": {"sources": None}},
    ]


@pytest.mark.parametrize("path", ["endpoints.yml", "deploy/endpoints.yml"])
def test_the_domain_is_not_sent(path, monkeypatch):
    for name in re.findall(r"\$\{(\w+)\}", (ROOT / path).read_text()):
        monkeypatch.setenv(name, "http://actions.example/webhook")
    agent = SimpleNamespace(action_endpoint=read_endpoint_config(str(ROOT / path), "action_endpoint"), processor=None)
    guard_actions(agent)
    action, domain = RemoteAction("action_answer", agent.action_endpoint), Domain.load(str(ROOT / "domain.yml"))
    call = action._action_call_format(DialogueStateTracker("somebody", domain.slots), domain)
    assert "domain" not in call
    assert call["next_action"] == "action_answer"


@pytest.mark.parametrize("rubbish", sorted(set(RUBBISH) - FORMED))
def test_rubbish_is_an_error_that_says_what_it_is(rubbish, fake):
    fake.does = rubbish
    assert asyncio.run(said(ActionServer(fake.url))).startswith("The action server answered ")


@pytest.mark.parametrize(
    ("does", "error"),
    [
        ("break off", "The action server cannot be reached: ServerDisconnectedError."),
        ("talk without an end", "The action server answered more than 1000000 bytes."),
    ],
)
def test_no_answer_at_all_and_one_without_an_end_are_errors(does, error, fake):
    fake.does = does
    assert asyncio.run(said(ActionServer(fake.url))) == error


def test_one_that_is_not_there_is_an_error():
    unreachable = asyncio.run(said(ActionServer("http://127.0.0.1:9/webhook")))
    assert unreachable == "The action server cannot be reached: ClientConnectorError."


def test_an_actions_refusal_is_handed_on_as_rasa_reads_it(fake, monkeypatch):
    monkeypatch.setitem(RUBBISH, "a refusal", (400, b'{"action_name": "action_answer", "error": "x"}'))
    fake.does = "a refusal"
    with pytest.raises(ClientResponseError) as refused:
        asyncio.run(ActionServer(fake.url).request(json=CALL))
    assert (refused.value.status, refused.value.text) == (400, '{"action_name": "action_answer", "error": "x"}')


@pytest.mark.usefixtures("impatient")
def test_where_it_hung_once_nobody_else_waits_until_it_is_well(fake, caplog):
    async def talk() -> list[str]:
        server = ActionServer(fake.url)
        fake.does, fake.is_well = "hang", False
        together = await asyncio.gather(said(server), said(server))
        after = [await said(server) for _ in range(20)]
        await asyncio.sleep(0.06)
        still = await said(server)
        fake.does, fake.is_well = "answer", True
        await asyncio.sleep(0.06)
        return [*together, *after, still, await said(server), await said(server)]

    with caplog.at_level(logging.WARNING, action_server.__name__):
        answers = asyncio.run(talk())
    timeout = "The action server did not answer within 0.3 seconds."
    assert answers == [timeout] * 2 + [HANGS] * 21 + ["The answer."] * 2
    assert fake.calls == 4
    assert caplog.messages == [
        "The action server hangs: it is left alone until it is well.",
        "The action server is well again.",
    ]


@pytest.mark.usefixtures("impatient")
def test_where_it_says_that_it_is_well_and_hangs_again_it_is_left_alone_for_longer(fake):
    async def pauses() -> list[float]:
        server, lengths = ActionServer(fake.url), []
        fake.does = "hang"
        for _ in range(3):
            await said(server)
            lengths.append(server._pause)
            await asyncio.sleep(server._pause)
        fake.does = "answer"
        await said(server)
        return [*lengths, server._pause]

    assert asyncio.run(pauses()) == [0.1, 0.1, 0.1, 0.05]


def test_an_agent_calls_its_action_server_so_before_and_after_a_new_model():
    rasas = EndpointConfig("http://actions.example/webhook", token="t", cafile="ca.pem")
    agent = SimpleNamespace(action_endpoint=rasas, processor=SimpleNamespace(action_endpoint=rasas))
    guard_actions(agent)
    guard_actions(agent)
    ours = agent.action_endpoint
    assert type(ours) is ActionServer
    assert (ours, ours.cafile) == (rasas, "ca.pem")
    assert agent.processor.action_endpoint is ours


@pytest.mark.parametrize("endpoint", [None, EndpointConfig("http://actions.example/webhook")])
def test_an_agent_without_a_model_or_an_action_server_is_let_be(endpoint):
    agent = SimpleNamespace(action_endpoint=endpoint, processor=None)
    guard_actions(agent)
    assert agent.processor is None
    assert (agent.action_endpoint is None) is (endpoint is None)
