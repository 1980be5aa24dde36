"""What comes in at the running assistant and what does not: each limit, reached."""

from __future__ import annotations

import inspect
import json
import re
import socket
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
import rasa.server
import requests
from requests.adapters import HTTPAdapter

from assistant import limits
from assistant.channels import pace
from assistant.channels.connections import REFUSAL, address
from assistant.channels.doors import HEADERS
from assistant.channels.pace import Pace
from assistant.limits import CONNECTIONS, CONNECTIONS_OF_ONE, LARGEST_REQUEST
from tests.channels.handlers import FLAG
from tests.channels.people import PEOPLE
from tests.conftest import MESSAGES_A_MINUTE, missing

SLOW_DOWN = "You are writing faster than I can keep up with"
POLLING = "/chat/socket.io/?EIO=4&transport=polling"


def home(assistant) -> str:
    return f"http://localhost:{assistant.port}"


# Rasa's HTTP API.


def of_rasas_api() -> list[tuple[str, str]]:
    """What Rasa's HTTP API listens for, by its source: so that a newer Rasa's is tried as well."""
    routes = re.findall(r'@app\.(get|post|put|delete)\("([^"]+)"\)', inspect.getsource(rasa.server.create_app))
    return [(method, re.sub("<.*?>", "somebody", path)) for method, path in routes]


def test_rasas_api_is_off(assistant):
    assert len(of_rasas_api()) > 15
    assert ("put", "/model") in of_rasas_api()
    for method, path in [*of_rasas_api(), ("get", "/webhooks"), ("get", "/webhooks/"), ("get", "/conversations")]:
        answer = requests.request(method, home(assistant) + path, json={"text": "hello"}, timeout=60)
        assert answer.status_code == 404, (method, path)


# Headers.

EVERYWHERE = {
    "the start": ("GET", "/", 200),
    "whether it runs": ("GET", "/health", 200),
    "whether it works": ("GET", "/ready", 200),
    "what it has counted": ("GET", "/metrics", 401),
    "REST": ("POST", "/webhooks/rest/webhook", 400),
    "REST's health": ("GET", "/webhooks/rest/", 200),
    "another method": ("GET", "/webhooks/rest/webhook", 405),
    "the page": ("GET", "/chat/", 200),
    "a file of the page": ("GET", "/chat/chat.js", 200),
    "the page's socket": ("GET", POLLING, 200),
    "the socket, asked for nonsense": ("GET", "/chat/socket.io/?EIO=9", 400),
    "forgetting": ("POST", "/chat/forget", 400),
    "Slack": ("POST", "/webhooks/slack/webhook", 401),
    "Telegram": ("POST", "/webhooks/telegram/webhook", 401),
    "nowhere": ("GET", "/nowhere", 404),
    "a method that there is not": ("DELETE", "/chat/", 405),
}


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_browser_is_told_with_each_answer_what_it_may_do(place, assistant):
    method, path, status = EVERYWHERE[place]
    answer = requests.request(method, home(assistant) + path, timeout=60)
    assert answer.status_code == status
    assert set(HEADERS) <= set(answer.headers)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_bare_address_leads_to_the_chat(assistant):
    answer = requests.get(home(assistant), timeout=60)
    assert [each.status_code for each in answer.history] == [302]
    assert answer.url == f"{home(assistant)}/chat/"
    assert "Rasa" not in answer.text


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/chat/"])
def test_a_method_that_nothing_takes_is_told_which_there_are(path, assistant):
    answer = requests.request("TRACE", home(assistant) + path, timeout=60)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "call 911" in answer.json()["error"]


# Size.


@pytest.mark.fault("Too much", "a body of more than 200,000 bytes, which is not even read")
def test_a_request_that_is_too_large_is_not_even_read(assistant, witness):
    with witness.broken(), socket.create_connection(("localhost", assistant.port), timeout=60) as line:
        line.sendall(f"POST /webhooks/rest/webhook HTTP/1.1\r\nContent-Length: {LARGEST_REQUEST + 1}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
        witness.hear(json.loads(answer.partition(b"\r\n\r\n")[2])["error"])
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"at most 200000 bytes. In an emergency call 911" in answer


QUESTIONS = "What are the causes of muscle atrophy? " * 110


@pytest.mark.fault("Too much", "a message of more than 4,000 characters")
@pytest.mark.parametrize("ends", ["", FLAG], ids=["of questions", "with a red flag at its end"])
def test_a_message_that_is_too_long_is_answered_and_the_red_flag_in_it_takes_over(ends, assistant, witness):
    witness.listen(assistant, assistant.log)
    assert len(QUESTIONS) > limits.LONGEST == 4_000
    with witness.broken():
        [said] = assistant.say(QUESTIONS + ends)
    assert said["text"].startswith("Call 911 now") is bool(ends)
    assert "something on my side" not in said["text"]


# Pace.


def fill(assistant, sender: str) -> None:
    """Say as much as somebody may in a minute."""
    for number in range(MESSAGES_A_MINUTE):
        assert SLOW_DOWN not in assistant.say("/ask_help", sender)[0]["text"], number


@pytest.mark.fault("Too much", "more than 20 messages in a minute of one person")
def test_who_writes_too_fast_is_asked_to_slow_down_and_a_red_flag_is_still_answered(assistant, witness):
    sender = uuid.uuid4().hex
    witness.listen(assistant, assistant.log)
    fill(assistant, sender)
    with witness.broken():
        for text in ("what is sarcopenia?", "/ask_help", ""):
            [said] = assistant.say(text, sender)
            assert said["text"].startswith(SLOW_DOWN)
            assert "911" in said["text"]
        for _ in range(MESSAGES_A_MINUTE + 1):
            assert assistant.say(FLAG, sender)[0]["text"].startswith("Call 911 now")
        assert assistant.say("I want to kill myself", sender)[0]["takeover"] == "crisis"
    assert SLOW_DOWN not in assistant.say("what is sarcopenia?")[0]["text"], "another person is asked to, too"


@pytest.mark.parametrize("place", PEOPLE)
def test_so_it_is_on_every_channel(place, assistant, slack, telegram):
    person = PEOPLE[place](assistant, slack, telegram)
    for _ in range(MESSAGES_A_MINUTE):
        [said] = person.say("hello", 1)
        assert said.text.startswith("Hello!")
    [said] = person.say("hello", 1)
    assert said.text.startswith(SLOW_DOWN)
    assert person.say(FLAG, 1)[0].text.startswith("Call 911 now")


def test_a_message_that_is_sent_again_is_counted_once(assistant):
    body = {"sender": uuid.uuid4().hex, "id": "the same", "message": "hello"}
    for _ in range(MESSAGES_A_MINUTE + 5):
        assert requests.post(assistant.url, json=body, timeout=60).json()[0]["text"].startswith("Hello!")


def test_outside_tests_it_is_twenty_a_minute():
    counted = Pace()
    assert [counted.admits("somebody") for _ in range(21)] == [True] * 20 + [False]
    assert limits.MESSAGES_A_MINUTE == 20


def test_after_a_minute_somebody_may_write_again(monkeypatch):
    monkeypatch.setattr(pace, "MINUTE", 0.2)
    counted = Pace()
    assert all(counted.admits("somebody") for _ in range(limits.MESSAGES_A_MINUTE))
    assert not counted.admits("somebody")
    time.sleep(0.25)
    assert counted.admits("somebody")


def test_of_who_was_silent_for_a_minute_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(pace, "MINUTE", 0.1)
    counted = Pace()
    assert all(counted.admits(f"somebody {number}") for number in range(100))
    time.sleep(0.15)
    assert counted.admits("another")
    assert list(counted._times) == ["another"]


def test_of_more_people_than_are_counted_the_one_who_was_silent_for_longest_is_dropped(monkeypatch):
    monkeypatch.setattr(pace, "SENDERS", 2)
    counted = Pace()
    for sender in ("one", "two", "one", "three", "four"):
        assert counted.admits(sender)
    assert list(counted._times) == ["one", "three", "four"]


# Connections.


class From(HTTPAdapter):
    """Comes from an address of its own; all of 127.0.0.0/8 is this machine."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__(pool_maxsize=1)

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(self._address, 0), **options)


@pytest.fixture
def caller(assistant):
    """Opens connections of the web chat from any address, and closes them after the test."""
    with ExitStack() as stack:
        sessions: dict[str, requests.Session] = {}
        where = f"http://127.0.0.1:{assistant.port}{POLLING}"

        def close(session: requests.Session, sid: str) -> None:
            session.post(f"{where}&sid={sid}", data="1", timeout=60)

        def call(address: str) -> requests.Response:
            if address not in sessions:
                sessions[address] = stack.enter_context(requests.Session())
                sessions[address].mount("http://", From(address))
            answer = sessions[address].get(where, timeout=60)
            if answer.status_code == 200:
                stack.callback(close, sessions[address], json.loads(answer.text[1:])["sid"])
            return answer

        yield call


@pytest.mark.fault("Too much", "more than 100 pages from one address, 500 in all")
def test_from_one_address_so_many_connections_are_open_at_once_and_no_more(caller, assistant, witness):
    witness.listen(assistant, assistant.log)
    try:
        socket.create_server(("127.0.0.2", 0)).close()
    except OSError:
        missing("this machine has one address only")
    assert {caller("127.0.0.2").status_code for _ in range(CONNECTIONS_OF_ONE)} == {200}
    refused = caller("127.0.0.2")
    assert (refused.status_code, refused.json()) == (401, REFUSAL)
    assert caller("127.0.0.3").status_code == 200, "another address is refused, too"
    others = [f"127.0.1.{number}" for number in range(1, CONNECTIONS // CONNECTIONS_OF_ONE)]
    for other in others:
        codes = [caller(other).status_code for _ in range(CONNECTIONS_OF_ONE)]
    assert codes.index(401) > CONNECTIONS_OF_ONE - 5, (
        "the last of all are too many: tests before may have left some open"
    )
    assert caller("127.0.0.3").status_code == 401
    with witness.broken():
        witness.hear(refused.json())
        assert assistant.say(FLAG)[0]["text"].startswith("Call 911 now")


@pytest.mark.parametrize(("told_by_a_proxy", "counted"), [("", "192.0.2.1"), ("198.51.100.7", "198.51.100.7")])
def test_behind_a_proxy_that_is_trusted_its_word_counts(told_by_a_proxy, counted):
    assert address({"sanic.request": SimpleNamespace(ip="192.0.2.1", remote_addr=told_by_a_proxy)}) == counted


def test_the_page_says_how_many_may_be_connected():
    page = (Path(__file__).parents[2] / "docs" / "channels" / "web.md").read_text(encoding="utf-8")
    assert f"From one address {CONNECTIONS_OF_ONE} pages may be connected, in all {CONNECTIONS}" in page


def test_connections_that_were_closed_make_room(caller):
    assert caller("127.0.0.2").status_code == 200
