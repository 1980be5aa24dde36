"""The web chat's channel over a real socket: with the running assistant, and before a Rasa that fails."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import requests
import socketio
import websocket
from processes import wait_for

from assistant.channels import turns
from assistant.limits import LARGEST_BODY
from tests.channels.handlers import FLAG, fails, hangs, says_nothing

HINT = " In an emergency call 911 or your local emergency number."
TRANSPORTS = ["websocket", "polling"]


@contextmanager
def connected(url: str, transport: str = "websocket", **options):
    client = socketio.Client(reconnection=False)
    client.connect(url, socketio_path="/chat/socket.io", transports=[transport], **options)
    yield client
    client.eio.disconnect(abort=transport == "polling")  # a poll would be waited for


def home(assistant) -> str:
    return f"http://localhost:{assistant.port}"


def message(text: str, sender: str | None = None, number: object = None) -> dict[str, str]:
    return {"sender": sender or uuid.uuid4().hex, "id": str(number or uuid.uuid4().hex), "message": text}


def say(client, text: str, sender: str | None = None, number: object = None):
    return client.call("message", message(text, sender, number), timeout=60)


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_message_is_acknowledged_with_its_answer(transport, assistant):
    with connected(home(assistant), transport) as client:
        [said] = say(client, "what is sarcopenia?")
    assert said["text"].startswith("Sarcopenia is the loss of muscle mass")
    assert said["buttons"][0]["payload"].startswith("/ask_")
    assert said["text"].endswith(said["sources"]["line"])


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize(
    ("text", "takeover", "begins"),
    [
        (FLAG, "emergency", "Call 911 now"),
        (f"/restart {FLAG}", "emergency", "Call 911 now"),
        (f"Thank you for the kind answer. {FLAG}. Which exercises help?", "emergency", "Call 911 now"),
        ("no puedo respirar", "emergency", "Llame al 911"),
        ("I want to kill myself", "crisis", "I am so glad you told me."),
    ],
)
def test_a_red_flag_takes_over_and_is_marked(text, takeover, begins, transport, assistant):
    with connected(home(assistant), transport) as client:
        [said] = say(client, text)
    assert said["text"].startswith(begins)
    assert said["takeover"] == takeover


def test_a_conversation_goes_on_where_the_line_broke_and_over_rest(assistant):
    sender = uuid.uuid4().hex
    with connected(home(assistant)) as client:
        say(client, "what is sarcopenia?", sender)
    with connected(home(assistant)) as client:
        assert "sarcopenia" in say(client, "what causes it?", sender)[0]["text"].lower()
    assert "sarcopenia" in assistant.say("can it be prevented?", sender)[0]["text"].lower()


BAD_MESSAGES = {
    "nothing": (None, "The body must hold a 'message', a text."),
    "a text": ("Zyxomma", "The body must hold a 'message', a text."),
    "a list": (["Zyxomma"], "The body must hold a 'message', a text."),
    "no message": ({"sender": "Zyxomma"}, "The body must hold a 'message', a text."),
    "a number for a message": ({"message": 5}, "The body must hold a 'message', a text."),
    "a list for a sender": (
        {"message": "Zyxomma", "sender": ["a"]},
        "The 'sender' must be a text of at most 200 characters.",
    ),
    "a very long id": ({"message": "Zyxomma", "id": "a" * 201}, "The 'id' must be a text of at most 200 characters."),
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_a_bad_message_is_told_what_is_wrong_and_the_emergency_number(name, assistant):
    content, error = BAD_MESSAGES[name]
    with connected(home(assistant)) as client:
        assert client.call("message", content, timeout=60) == {"error": error + HINT}
    assert "zyxomma" not in assistant.log.read_text().lower()
    assert "Traceback" not in assistant.log.read_text()


@pytest.mark.parametrize("packet", ["", "4", "42Zyxomma", '42["message",', "45-Zyxomma", "9Zyxomma", "b%%Zyxomma"])
def test_garbage_on_the_line_is_dropped_and_not_logged(packet, assistant):
    address = f"{home(assistant)}/chat/socket.io/?EIO=4&transport=polling"
    sid = requests.get(address, timeout=60).text[1:].split('"sid":"')[1].split('"')[0]
    requests.post(f"{address}&sid={sid}", data=b"40", timeout=60)
    requests.post(f"{address}&sid={sid}", data=packet.encode(), timeout=60)
    with connected(home(assistant)) as client:
        assert say(client, "hello")
    assert "zyxomma" not in assistant.log.read_text().lower()
    assert "Traceback" not in assistant.log.read_text()


def test_who_left_and_sends_something_once_more_is_told_so(assistant):
    address = f"{home(assistant)}/chat/socket.io/?EIO=4&transport=polling"
    sid = requests.get(address, timeout=60).text[1:].split('"sid":"')[1].split('"')[0]
    sent = [requests.post(f"{address}&sid={sid}", data=packet, timeout=60).status_code for packet in ("1", "40")]
    assert sent == [200, 400]
    assert "Traceback" not in assistant.log.read_text()


LEAVES: dict[str, Callable[[websocket.WebSocket], None]] = {
    "politely": lambda line: line.close(),
    "at once": lambda line: line.sock.close(),
    "with a packet that is too large": lambda line: line.send("42" + "x" * LARGEST_BODY),
    "with garbage": lambda line: [line.send("9") for _ in range(20)],
    "with messages that nobody has read yet": lambda line: [line.send('42["message",{}]') for _ in range(20)],
}


def goes_on(channels) -> list[str]:
    """What waits for something to read from a page, or for somebody who reads it; what nobody holds is collected."""
    gc.collect()
    tasks = map(repr, asyncio.all_tasks(channels._loop))
    return [task for task in tasks if "async_data_received" in task or "FrameAssembler" in task]


@pytest.mark.parametrize("leaves", LEAVES)
def test_when_a_page_leaves_nothing_goes_on_waiting(leaves, channels, caplog):
    address = f"{channels.home.replace('http', 'ws')}/chat/socket.io/?EIO=4&transport=websocket"
    for _ in range(3):
        line = websocket.create_connection(address, timeout=60)
        line.send("40")
        assert [line.recv()[:2] for _ in range(2)] == ["0{", "40"]
        LEAVES[leaves](line)
        line.shutdown()
    wait_for(lambda: not goes_on(channels), "nothing waits any more")
    assert "Task was destroyed but it is pending" not in caplog.text


def test_nobodys_words_get_into_the_log(assistant):
    texts = ["my aunt Zyxomma asks what causes als", "Zyxomma cannot breathe", "/zyxomma{", "Zyxomma wants to die"]
    with connected(home(assistant)) as client:
        assert all(say(client, text, "Zyxomma") for text in texts)
    assert "zyxomma" not in assistant.log.read_text().lower()


def shakes_hands(assistant, **headers: str) -> bool:
    """Whether a page may connect; by polling, because the Python client sends an origin of its own over WebSocket."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with connected(home(assistant), "polling", headers=headers) as client:
            return bool(say(client, "hello"))
    except socketio.exceptions.ConnectionError:
        return False


def test_only_pages_of_its_own_may_connect(assistant):
    assert shakes_hands(assistant, Origin=home(assistant))
    assert not shakes_hands(assistant, Origin="https://elsewhere.example")


def test_behind_a_proxy_that_encrypts_its_pages_may_connect(assistant):
    proxy = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "chat.example"}
    assert shakes_hands(assistant, Origin="https://chat.example", **proxy)
    assert not shakes_hands(assistant, Origin="https://elsewhere.example", **proxy)


def forget(assistant, content) -> requests.Response:
    return requests.post(f"{home(assistant)}/chat/forget", json=content, timeout=60)


def test_a_conversation_is_forgotten_and_can_begin_anew(assistant):
    sender = uuid.uuid4().hex
    with connected(home(assistant)) as client:
        say(client, "what is sarcopenia?", sender, 1)
        assert "sarcopenia" in say(client, "say that again", sender, 2)[0]["text"].lower()
        assert forget(assistant, {"sender": sender}).json() == {"forgotten": True}
        assert "sarcopenia" not in say(client, "say that again", sender, 2)[0]["text"].lower()


def test_who_never_wrote_is_forgotten_too(assistant):
    assert forget(assistant, {"sender": "nobody"}).json() == {"forgotten": True}


@pytest.mark.parametrize("content", [{}, [], "x", {"sender": None}, {"sender": ""}, {"sender": ["x"]}])
def test_without_a_sender_nothing_is_forgotten(content, assistant):
    answer = forget(assistant, content)
    assert answer.status_code == 400
    assert answer.json() == {"error": "The body must hold a 'sender', a text." + HINT}


# Before something that is not Rasa.


async def echoes(message):
    await message.output_channel.send_text_message(message.sender_id, f"You said: {message.text}")


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    monkeypatch.setattr(turns, "PATIENCE_IN_DANGER", 0.1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("handler", [fails, says_nothing, hangs], ids=lambda handler: handler.__name__)
@pytest.mark.parametrize(
    ("text", "begins", "takeover"),
    [
        ("what causes als", "Sorry, something on my side does not work", None),
        (FLAG, "Call 911 now.", "emergency"),
        ("I want to kill myself", "I am so glad you told me.", "crisis"),
    ],
)
def test_whatever_fails_behind_it_there_is_an_answer_that_names_911(handler, text, begins, takeover, channels):
    channels.handler = handler
    with connected(channels.home) as client:
        [said] = say(client, text)
    assert said["text"].startswith(begins)
    assert "911" in said["text"]
    assert said.get("takeover") == takeover


def test_a_failure_is_logged_by_its_name_without_the_words(channels, caplog):
    channels.handler = fails
    with caplog.at_level(logging.INFO), connected(channels.home) as client:
        say(client, "my aunt Zyxomma asks")
    assert "A message could not be handled: RuntimeError" in caplog.messages
    assert "Zyxomma" not in caplog.text


@pytest.fixture
def gate(channels):
    """Where messages other than red flags wait until the test opens it; whether one has come is known."""

    async def waits(message):
        gate.reached.set()
        while not gate.is_open:
            await asyncio.sleep(0.01)
        await echoes(message)

    gate = SimpleNamespace(reached=threading.Event(), is_open=False)
    channels.handler = waits
    yield gate
    gate.is_open = True


def test_while_a_question_waits_a_red_flag_is_answered(channels, gate, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_IN_DANGER", 0.1)
    with connected(channels.home) as client, ThreadPoolExecutor() as pool:
        question = pool.submit(say, client, "what causes als", "somebody")
        assert gate.reached.wait(60)
        [takeover] = say(client, FLAG, "somebody")
        assert takeover["text"].startswith("Call 911 now.")
        assert not question.done(), "the question should still wait"
        gate.is_open = True
        assert question.result()[0]["text"] == "You said: what causes als"


def test_a_message_that_comes_again_is_answered_once_over_whichever_way(channels):
    heard = []

    async def counts(message):
        heard.append(message.text)
        await message.output_channel.send_text_message(message.sender_id, f"This is answer {len(heard)}.")

    channels.handler = counts
    twice = message("hello")
    with connected(channels.home) as client:
        first = client.call("message", twice, timeout=60)
        again = client.call("message", twice, timeout=60)
    rest = requests.post(channels.url, json=twice, timeout=60).json()
    assert heard == ["hello"]
    assert first == again == rest == [{"recipient_id": twice["sender"], "text": "This is answer 1."}]


def test_an_answer_is_there_for_whoever_comes_back_after_the_line_broke(channels, gate):
    lost = message("hello")
    with connected(channels.home) as client:
        client.emit("message", lost)
        assert gate.reached.wait(60)
    gate.is_open = True
    with connected(channels.home) as client:
        assert client.call("message", lost, timeout=60)[0]["text"] == "You said: hello"


def test_of_many_at_once_every_message_is_answered_once_and_in_order(channels):
    heard = {}

    async def remembers(message):
        heard.setdefault(message.sender_id, []).append(message.text)
        await echoes(message)

    def talk(sender):
        with connected(channels.home) as client:
            return [say(client, f"{sender} {number}", sender)[0]["text"] for number in range(20)]

    channels.handler = remembers
    senders = [f"somebody {number}" for number in range(25)]
    with ThreadPoolExecutor(len(senders)) as pool:
        said = dict(zip(senders, pool.map(talk, senders)))
    sent = {sender: [f"{sender} {number}" for number in range(20)] for sender in senders}
    assert heard == sent
    assert said == {sender: [f"You said: {text}" for text in texts] for sender, texts in sent.items()}
