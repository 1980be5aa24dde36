"""Whether it runs and works, and how much: what who operates it can ask."""

from __future__ import annotations

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from prometheus_client import REGISTRY

from assistant.channels import bots, operating, turns
from assistant.channels import crowd as crowds
from assistant.channels.guard import responses
from assistant.channels.operating import Operating
from assistant.channels.rest import GuardedRest
from assistant.dialogue.tracker_store import NOBODY
from assistant.kept import UNANSWERED
from tests.channels.conftest import echoes
from tests.channels.handlers import FLAG
from tests.channels.people import PEOPLE
from tests.channels.test_openapi import OPENAPI, assert_documented
from tests.conftest import MESSAGES_A_MINUTE, METRICS_TOKEN


@pytest.fixture(scope="module")
def served(serve):
    """The addresses in front of something that is not Rasa."""
    return serve(GuardedRest(), Operating())


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(operating, "READY_SECONDS", 0.0)
    monkeypatch.setattr(turns, "PATIENCE_IN_DANGER", 0.3)


def ask(where, path: str, token: str | None = None) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.get(f"{getattr(where, 'home_url', None) or where.home}{path}", headers=headers, timeout=60)


def since(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """What was counted in between."""
    grown = {name: value - before.get(name, 0) for name, value in after.items() if name.startswith("assistant_")}
    parts = ("_created", "_bucket", "_sum")
    return {name: value for name, value in grown.items() if value and not any(part in name for part in parts)}


def count_of(name: str, **labels: str) -> float:
    """What this process has counted."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


# Whether it runs, whether it works.


def test_it_runs_and_works(assistant):
    assert (ask(assistant, "/health").status_code, ask(assistant, "/health").json()) == (200, {"status": "ok"})
    assert (ask(assistant, "/ready").status_code, ask(assistant, "/ready").json()) == (200, {"status": "ready"})


def test_asking_whether_it_works_is_no_message_of_a_person(assistant):
    before = assistant.metrics()
    for _ in range(MESSAGES_A_MINUTE + 1):
        assert ask(assistant, "/ready").status_code == 200
    assert since(before, assistant.metrics()) == {}


async def is_silent(message) -> None:
    """Rasa, where nothing comes."""


async def hangs(message) -> None:
    await asyncio.sleep(5)


async def chats(message) -> None:
    await message.output_channel.send_text_message(message.sender_id, "Hello! What would you like to know?")


async def answers_late_in_the_text(message) -> None:
    said = {"text": f"{'Well, well. ' * 10}Call 911 now.", "utter_action": "utter_emergency"}
    await message.output_channel.send_response(message.sender_id, said)


async def takes_over(message) -> None:
    said = {"text": "Call 911 now.", "utter_action": "utter_emergency"}
    await message.output_channel.send_response(message.sender_id, said)


async def raises(message) -> None:
    raise RuntimeError("Zyxomma")


@pytest.mark.parametrize(
    ("handler", "fault"),
    [
        (is_silent, "Rasa does not answer a red flag"),
        (raises, "Rasa does not answer a red flag"),
        (hangs, "Rasa does not answer a red flag"),
        (chats, "a red flag is not answered with the emergency number"),
        (answers_late_in_the_text, "a red flag is not answered with the emergency number"),
    ],
)
def test_where_rasa_does_not_answer_a_red_flag_it_is_not_ready_but_runs(handler, fault, served, caplog):
    served.handler = handler
    answer = ask(served, "/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "fault": fault})
    assert_documented(answer, OPENAPI["paths"]["/ready"]["get"])
    assert f"Not ready: {fault}." in caplog.text
    assert ask(served, "/health").status_code == 200


def test_without_a_model_it_is_not_ready(served):
    served.handler, served.has_model = takes_over, False
    assert ask(served, "/ready").json()["fault"] == "no model is loaded"
    served.has_model = True
    assert ask(served, "/ready").status_code == 200


def test_where_very_many_wait_it_is_busy_but_ready(served, monkeypatch):
    served.handler = is_silent
    monkeypatch.setattr(crowds, "WAITING", 0)  # nobody waits, which is too many already
    assert ask(served, "/ready").json() == {"status": "ready"}


def test_where_a_red_flag_is_not_found_it_is_not_ready(served, monkeypatch):
    served.handler = takes_over
    monkeypatch.setattr(operating, "FLAG", "what is sarcopenia?")
    assert ask(served, "/ready").json()["fault"] == "a red flag is not found"


def test_where_red_flags_cannot_be_looked_for_it_is_not_ready(served, monkeypatch):
    served.handler = takes_over

    def breaks(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(operating, "screen", breaks)
    assert ask(served, "/ready").json()["fault"] == "red flags cannot be looked for (RuntimeError)"


def test_whoever_asks_it_often_costs_one_try(served, monkeypatch):
    monkeypatch.setattr(operating, "READY_SECONDS", 60.0)
    served.handler = takes_over
    ask(served, "/ready")
    tries = len(served.received)
    with ThreadPoolExecutor(8) as people:
        assert {answer.status_code for answer in people.map(lambda _: ask(served, "/ready"), range(40))} == {200}
    assert len(served.received) == tries
    assert served.received[-1].sender_id == NOBODY


# How much.


@pytest.mark.parametrize("token", [None, "another", METRICS_TOKEN[:-1], "ü"])
def test_who_does_not_show_the_token_sees_no_figures(token, assistant):
    answer = requests.get(
        f"{assistant.home_url}/metrics",
        headers={"Authorization": f"Bearer {token}".encode()} if token else {},
        timeout=60,
    )
    assert (answer.status_code, answer.text, answer.headers["WWW-Authenticate"]) == (401, "", "Bearer")


def test_where_no_token_is_set_there_are_no_figures(served):
    assert ask(served, "/metrics").status_code == 404
    assert ask(served, "/metrics", token="anything").status_code == 404


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("hello", {'assistant_answer_seconds_count{takeover="no"}'}),
        (FLAG, {'assistant_answer_seconds_count{takeover="yes"}', 'assistant_takeovers_total{urgency="emergency"}'}),
        (
            "I want to kill myself",
            {'assistant_answer_seconds_count{takeover="yes"}', 'assistant_takeovers_total{urgency="crisis"}'},
        ),
        (
            "qwertz uiop",
            {'assistant_answer_seconds_count{takeover="no"}', 'assistant_not_covered_total{why="another subject"}'},
        ),
        (
            "/ask_not_covered",
            {
                'assistant_answer_seconds_count{takeover="no"}',
                'assistant_not_covered_total{why="not in the documents"}',
            },
        ),
        (
            '/ask_diet{"subject": "polio"}',
            {
                'assistant_answer_seconds_count{takeover="no"}',
                'assistant_not_covered_total{why="not in the documents"}',
            },
        ),
    ],
)
def test_a_message_is_counted(text, counted, assistant):
    before = assistant.metrics()
    assistant.say(text)
    rest = 'assistant_messages_total{channel="rest"}'
    assert since(before, assistant.metrics()) == {name: 1 for name in {rest, *counted}}


@pytest.mark.parametrize(("place", "channel"), [("the web chat", "web"), ("Slack", "slack"), ("Telegram", "telegram")])
def test_it_is_counted_by_its_channel(place, channel, assistant, slack, telegram):
    before = assistant.metrics()
    PEOPLE[place](assistant, slack, telegram).say("hello", 1)
    assert since(before, assistant.metrics())[f'assistant_messages_total{{channel="{channel}"}}'] == 1


def test_who_is_asked_to_slow_down_is_counted(assistant):
    sender, before = uuid.uuid4().hex, assistant.metrics()
    for _ in range(MESSAGES_A_MINUTE + 2):
        assistant.say("/ask_help", sender)
    assert since(before, assistant.metrics())["assistant_slowed_down_total"] == 2


def test_a_message_without_an_answer_is_counted(served):
    served.handler = is_silent
    before = count_of("assistant_last_resorts_total")
    requests.post(served.url, json={"message": "hello"}, timeout=60)
    assert count_of("assistant_last_resorts_total") == before + 1


def test_a_question_that_is_not_understood_is_counted(served):
    async def asks_back(message) -> None:
        said = {"text": "Could you put it in other words?", "utter_action": UNANSWERED}
        await message.output_channel.send_response(message.sender_id, said)

    served.handler, before = asks_back, count_of("assistant_not_covered_total", why="not understood")
    requests.post(served.url, json={"message": "hello"}, timeout=60)
    assert count_of("assistant_not_covered_total", why="not understood") == before + 1


def test_the_responses_that_are_counted_so_are_there():
    assert set(turns.NOT_COVERED) <= set(responses())


def test_an_answer_that_a_messenger_does_not_take_is_counted(monkeypatch):
    monkeypatch.setattr(bots, "PAUSES", (0.0,))

    async def refuse(said) -> None:
        raise RuntimeError

    async def take() -> None:
        inbox = bots.Inbox("slack", echoes)
        await inbox.take(turns.Message("somebody", "hello", "1"), refuse)
        await inbox.close()

    before = count_of("assistant_answers_given_up_total", channel="slack")
    asyncio.run(take())
    assert count_of("assistant_answers_given_up_total", channel="slack") == before + 1


def test_there_are_no_words_and_no_ids_in_the_figures(assistant):
    sender = f"Quillfeather{uuid.uuid4().hex}"
    for text in ("my aunt Zyxomma asks what causes sarcopenia", f"Zyxomma: {FLAG}", "Zyxomma zxcv"):
        assistant.say(text, sender)
    shown = ask(assistant, "/metrics", METRICS_TOKEN).text.lower()
    assert "zyxomma" not in shown
    assert "quillfeather" not in shown
    assert "assistant_messages_total" in shown
