"""More messages than can be answered: who comes too late is told so at once, and a red flag never waits."""

from __future__ import annotations

import asyncio
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from processes import wait_for

from assistant.channels import crowd as crowds
from assistant.channels.crowd import crowd
from assistant.limits import AT_ONCE, PATIENCE, WAITING, WAITING_SECONDS
from tests.channels.conftest import echoes
from tests.channels.handlers import FLAG
from tests.channels.test_web import connected, say

CRISIS = "I want to kill myself"
BUSY = "Very many people are writing to me just now"


def post(url: str, text: str) -> list[dict]:
    """What is answered to a message of somebody new."""
    return requests.post(url, json={"sender": uuid.uuid4().hex, "message": text}, timeout=60).json()


@pytest.fixture
def ask_all(channels):
    """Has so many messages wait until they are let go; then those are all answered."""
    let_go = threading.Event()

    async def waits(message) -> None:
        while "question" in message.text and not let_go.is_set():
            await asyncio.sleep(0.01)
        await echoes(message)

    channels.handler = waits
    with ThreadPoolExecutor(AT_ONCE + WAITING) as pool:
        asked = []

        def ask_all(count: int) -> threading.Event:
            asked.extend(pool.submit(post, channels.url, f"question {number}") for number in range(count))
            return let_go

        yield ask_all
        let_go.set()
        answers = [answered.result() for answered in asked]
    assert [answer[0]["text"] for answer in answers] == [f"You said: question {each}" for each in range(len(asked))]


@pytest.fixture
def let_go(ask_all):
    """Lets as many go as may be there."""
    let_go = ask_all(AT_ONCE + WAITING)
    wait_for(lambda: crowd().is_large, "all wait")
    return let_go


def over_rest(channels, text: str) -> list[dict]:
    return post(channels.url, text)


def over_the_web(channels, text: str) -> list[dict]:
    with connected(channels.home) as client:
        return say(client, text)


@pytest.mark.fault("Too much", "more than 30 messages wait")
@pytest.mark.parametrize("over", [over_rest, over_the_web])
def test_who_comes_too_late_is_asked_to_send_it_again_and_a_red_flag_is_answered(over, channels, let_go, witness):
    with witness.broken():
        [busy], [emergency], [crisis] = (over(channels, text) for text in ("what is sarcopenia?", FLAG, CRISIS))
        for said in (busy, emergency, crisis):
            witness.hear(said["text"])
    assert busy["text"].startswith(BUSY)
    assert "911" in busy["text"]
    assert busy["busy"] is True
    assert emergency["text"].startswith("Call 911 now")
    assert emergency["takeover"] == "emergency"
    assert crisis["takeover"] == "crisis"


def test_where_some_wait_a_red_flag_passes_them(channels, ask_all):
    ask_all(AT_ONCE + 1)
    wait_for(lambda: crowd()._waiting == 1, "one waits")
    [said] = post(channels.url, FLAG)
    assert said["text"] == f"You said: {FLAG}"


def test_who_sends_it_again_is_answered_when_there_is_room(channels, let_go):
    sent = {"sender": uuid.uuid4().hex, "id": "the same", "message": "what is sarcopenia?"}
    [said] = requests.post(channels.url, json=sent, timeout=60).json()
    assert said["text"].startswith(BUSY)
    let_go.set()
    wait_for(lambda: not crowd().is_large, "some were answered")
    [said] = requests.post(channels.url, json=sent, timeout=60).json()
    assert said["text"] == "You said: what is sarcopenia?"


def test_nobody_waits_for_long(channels, ask_all, monkeypatch):
    ask_all(AT_ONCE)
    wait_for(lambda: crowd()._places.locked(), "all places are taken")
    monkeypatch.setattr(crowds, "WAITING_SECONDS", 0.1)
    [said] = post(channels.url, "what is sarcopenia?")
    assert said["text"].startswith(BUSY)


def test_a_message_that_fails_makes_room(channels):
    async def fails(_message) -> None:
        raise RuntimeError

    channels.handler = fails
    for _ in range(AT_ONCE + 1):
        assert post(channels.url, "a question")[0]["text"].startswith("Sorry, something on my side")


def test_who_waits_has_as_much_time_left_for_the_answer():
    assert WAITING_SECONDS <= PATIENCE / 2
