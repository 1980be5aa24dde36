"""REST with whatever may be sent to it: over the running assistant, and before a Rasa that fails."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid

import pytest
import requests

from assistant.channels import turns
from assistant.channels.turns import BadRequestError, read_json, read_message
from assistant.data_files import DataError
from assistant.dialogue import takeover
from assistant.limits import LARGEST_BODY
from assistant.logs import Line
from tests.channels.handlers import FLAG, fails, hangs, says_nothing

HINT = " In an emergency call 911 or your local emergency number."
NO_JSON = 'The body must be JSON: {"sender": "…", "message": "…"}.' + HINT
NO_MESSAGE = "The body must hold a 'message', a text." + HINT
BAD_SENDER = "The 'sender' must be a text of at most 200 characters." + HINT
BAD_ID = "The 'id' must be a text of at most 200 characters." + HINT
TOO_LONG = "The message is too long: send at most 16000 bytes." + HINT


def body(message, **more) -> bytes:
    return json.dumps({"sender": uuid.uuid4().hex, "message": message, **more}).encode()


def post(assistant, content: bytes) -> requests.Response:
    """Its answer; whatever comes, there is no traceback in the log."""
    answer = requests.post(assistant.url, data=content, timeout=60)
    assert "Traceback" not in assistant.log.read_text()
    return answer


BAD_REQUESTS = {
    "nothing": (b"", 400, NO_JSON),
    "no JSON": (b"hello", 400, NO_JSON),
    "half of a JSON": (b'{"message": "hel', 400, NO_JSON),
    "bytes that are no text": (b'{"message": "\xff\xfe"}', 400, NO_JSON),
    "nested without an end": (b"[" * 15_000, 400, NO_JSON),
    "a list": (b'["hello"]', 400, NO_MESSAGE),
    "a text": (b'"hello"', 400, NO_MESSAGE),
    "null": (b"null", 400, NO_MESSAGE),
    "no message": (b'{"sender": "a"}', 400, NO_MESSAGE),
    "a number for a message": (body(5), 400, NO_MESSAGE),
    "null for a message": (body(None), 400, NO_MESSAGE),
    "a list for a message": (body(["hello"]), 400, NO_MESSAGE),
    "a number for a sender": (body("hello", sender=5), 400, BAD_SENDER),
    "a list for a sender": (body("hello", sender=["a"]), 400, BAD_SENDER),
    "true for a sender": (body("hello", sender=True), 400, BAD_SENDER),
    "zero for a sender": (body("hello", sender=0), 400, BAD_SENDER),
    "an empty list for a sender": (body("hello", sender=[]), 400, BAD_SENDER),
    "an empty object for an id": (body("hello", id={}), 400, BAD_ID),
    "a very long sender": (body("hello", sender="a" * 201), 400, BAD_SENDER),
    "a number for an id": (body("hello", id=5), 400, BAD_ID),
    "100 kB": (body("hello " * 17_000), 413, TOO_LONG),
    "100 kB that are no text": (b"\xff" * 100_000, 413, TOO_LONG),
    "letters that are long in JSON": (body("𝔘" * 2_000), 413, TOO_LONG),
}


@pytest.mark.fault("Too much", "a body of more than 16,000 bytes, or another that is no message")
@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_a_bad_request_is_told_what_is_wrong_and_the_emergency_number(name, assistant, witness):
    content, status, error = BAD_REQUESTS[name]
    witness.listen(assistant, assistant.log)
    with witness.broken():
        answer = post(assistant, content)
        witness.hear(answer.json()["error"])
    assert answer.status_code == status
    assert answer.json() == {"error": error}


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_told_to_post(method, assistant):
    answer = requests.request(method, assistant.url, timeout=60)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert answer.json() == {"error": "Use POST." + HINT}


ODD_MESSAGES = {
    "empty": body(""),
    "spaces": body("   \t "),
    "new lines": body("\n\n\r\n"),
    "only NUL": body("\0"),
    "NUL inside": body("what causes\0 als"),
    "emoji": body("😀🦽👩‍👩‍👧"),
    "half of an emoji": b'{"message": "\\ud83d"}',
    "half of an emoji for a sender": b'{"message": "hello", "sender": "\\ud83d"}',
    "only marks": body("?!…"),
    "a thousand marks on letters": body("a\u0301" * 1_000),
    "letters that spread": body("ﷺ" * 1_000),
    "right to left": body("\u202e" * 100 + "מה זה"),
    "letters of mathematics": body("𝔘𝔫𝔦" * 300),
    "a slash": body("/"),
    "an unknown payload": body("/nonsense"),
    "half of a payload": body("/nonsense{"),
    "a payload with another entity": body('/ask_causes{"told": "x"}'),
    "a payload on an unknown subject": body('/ask_causes{"subject": "gardening"}'),
    "Rasa's start of a session": body("/session_start"),
    "Rasa's restart": body("/restart"),
    "Rasa's way back": body("/back"),
    "an action for a payload": body("/action_answer"),
    "as many words as fit": body("what " * 3_100),
    "a sender that is null": body("hello", sender=None),
    "an empty sender": body("hello", sender=""),
    "no sender": b'{"message": "hello"}',
    "keys that nobody asked for": body("hello", input_channel="x", metadata={"a": [1]}),
}


@pytest.mark.parametrize("name", ODD_MESSAGES)
def test_an_odd_message_gets_an_answer(name, assistant):
    answer = post(assistant, ODD_MESSAGES[name])
    assert answer.status_code == 200
    assert [message for message in answer.json() if message.get("text", "").strip()]


@pytest.mark.parametrize("typed", ["/session_start", "/restart", "/back", "/nonsense", "what causes als \ud83d"])
def test_an_odd_message_is_no_trouble(typed, assistant):
    assert "something on my side does not work" not in post(assistant, body(typed)).text


@pytest.mark.parametrize(
    "typed",
    [
        FLAG,
        f"/restart {FLAG}",
        f"/nonsense{{{FLAG}",
        f'/ask_causes{{"subject": "als"}} {FLAG}',
        f"\0{FLAG}\0",
        "I can\0't breathe",
        f"{FLAG} \ud83d",
        "Thank you for the kind answer. " * 400 + FLAG + ".",
        "What are the causes of it? " * 400 + FLAG + ".",
    ],
    ids=lambda typed: ascii(typed[:50]),
)
def test_no_odd_form_hides_a_red_flag(typed, assistant):
    assert post(assistant, body(typed)).json()[0]["text"].startswith("Call 911 now")


def test_a_button_answers_as_its_question_does(assistant):
    greeting = assistant.say("hello")
    payload = greeting[0]["buttons"][1]["payload"]
    assert payload == '/ask_causes{"subject": "muscle_atrophy"}'
    assert "muscle atrophy can come from" in assistant.say(payload)[0]["text"].lower()


def test_a_sender_that_is_not_given_is_a_new_one_each_time(assistant):
    senders = [post(assistant, b'{"message": "hello"}').json()[0]["recipient_id"] for _ in range(2)]
    assert len(set(senders)) == 2


def test_a_message_that_comes_again_gets_the_answer_that_it_had(assistant):
    sent = body("what is sarcopenia?", id=uuid.uuid4().hex)
    assert post(assistant, sent).json() == post(assistant, sent).json()
    again = assistant.say("say that again", json.loads(sent)["sender"])
    assert [said["text"] for said in again] == [said["text"] for said in post(assistant, sent).json()]


@pytest.mark.parametrize(
    ("text", "takeover"),
    [
        (FLAG, "emergency"),
        ("no puedo respirar", "emergency"),
        ("I took all of my pills", "emergency"),
        ("I want to kill myself", "crisis"),
        ("what are the signs of a stroke?", None),
        ("hello", None),
    ],
)
def test_an_answer_to_a_red_flag_is_marked_as_one(text, takeover, assistant):
    assert [said.get("takeover") for said in assistant.say(text)] == [takeover]


def test_an_emergency_that_is_said_again_is_marked_again(assistant):
    sender = uuid.uuid4().hex
    [takeover] = assistant.say(FLAG, sender)
    assert assistant.say("please say that again", sender) == [takeover]


def test_an_answer_of_facts_says_where_they_stand(assistant):
    [said] = assistant.say("what is sarcopenia?")
    assert said["text"].endswith(said["sources"]["line"])
    assert "publisher not named, “Symptoms and Causes of Muscle Atrophy”, section: " in said["sources"]["places"][0]


def test_a_page_to_keep_is_marked_as_one_also_when_it_is_said_again(assistant):
    sender = uuid.uuid4().hex
    assistant.say("/prepare_visit", sender)
    assistant.say("my left calf has got thin", sender)
    said, *_ = assistant.say("/visit_summary", sender)
    assert said["page"]["file"] == "for-the-doctor.txt"
    assert "my left calf has got thin" in said["page"]["text"]
    again, *_ = assistant.say("please say that again", sender)
    assert again == said


def test_the_channel_says_that_it_is_there(assistant):
    answer = requests.get(assistant.url.removesuffix("webhook"), timeout=60)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "typed",
    [
        "my aunt Zyxomma asks what causes als",
        "Zyxomma cannot breathe and his lips are blue",
        "Zyxomma wants to kill himself",
        "what are the signs of a stroke, asks Zyxomma",
        "how is the weather in Zyxomma",
        "Zyxomma",
        "/zyxomma",
        "/zyxomma{",
        '/ask_causes{"subject": "zyxomma"}',
        '/ask_help{"zyxomma": "x"}',
        "tell me more, Zyxomma, " * 300,
        "Zyxomma \ud83d",
    ],
    ids=lambda typed: ascii(typed[:50]),
)
def test_nobodys_words_get_into_the_log(typed, assistant):
    assert post(assistant, body(typed, sender="Zyxomma")).status_code == 200
    assert "zyxomma" not in assistant.log.read_text().lower()


@pytest.mark.parametrize(
    "content", [b'{"message": "Zyxomma', b'{"message": ["Zyxomma"]}', b'{"message": "hello", "sender": ["Zyxomma"]}']
)
def test_nobodys_words_get_into_the_log_of_a_bad_request(content, assistant):
    assert post(assistant, content).status_code == 400
    assert "zyxomma" not in assistant.log.read_text().lower()


def test_a_body_and_a_sender_of_the_largest_size_are_read():
    content = body("hello", sender="a" * 200)
    padded = content + b" " * (LARGEST_BODY - len(content))
    assert read_message(read_json(padded))[:2] == ("a" * 200, "hello")
    with pytest.raises(BadRequestError, match="at most 16000 bytes") as caught:
        read_json(padded + b" ")
    assert caught.value.status == 413


async def says_an_empty_text(message):
    await message.output_channel.send_text_message(message.sender_id, "")


async def answers(message):
    await message.output_channel.send_text_message(message.sender_id, "The answer.")


async def speaks_and_fails(message):
    await message.output_channel.send_text_message(message.sender_id, "The answer.")
    raise RuntimeError(message.text)


async def speaks_and_hangs(message):
    await message.output_channel.send_text_message(message.sender_id, "The answer.")
    await asyncio.Event().wait()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    monkeypatch.setattr(turns, "PATIENCE_IN_DANGER", 0.1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("handler", [fails, says_nothing, hangs], ids=lambda handler: handler.__name__)
@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("what causes als", "Sorry, something on my side does not work"),
        (FLAG, "Call 911 now."),
        ("I want to kill myself", "I am so glad you told me."),
    ],
)
def test_whatever_fails_behind_it_there_is_an_answer_that_names_911(handler, text, begins, ask):
    [message] = ask(handler, text)
    assert message.get("takeover") == {"C": "emergency", "I": "crisis", "S": None}[begins[0]]
    assert message["recipient_id"] == "somebody"
    assert message["text"].startswith(begins)
    assert "911" in message["text"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("handler", [speaks_and_fails, speaks_and_hangs], ids=lambda handler: handler.__name__)
def test_what_was_said_before_a_failure_is_sent(handler, ask):
    assert ask(handler, "hello") == [{"recipient_id": "somebody", "text": "The answer."}]


@pytest.mark.fault("Rasa", "cannot screen a message for red flags")
@pytest.mark.parametrize("error", [RuntimeError, RecursionError, MemoryError, DataError])
def test_whatever_keeps_a_message_from_being_screened_it_is_taken_for_an_emergency(
    error, ask, monkeypatch, caplog, witness
):
    def screen(text):
        raise error(text)

    monkeypatch.setattr(takeover, "screen", screen)
    with witness.broken():
        [message] = ask(answers, f"what causes als, {uuid.uuid4().hex}")
        witness.hear(message["text"])
    witness.read("\n".join(map(Line().format, caplog.records)))
    assert message["text"].startswith("Call 911 now.")


def test_a_failure_is_logged_by_its_name_without_the_words(ask, caplog):
    with caplog.at_level(logging.INFO):
        ask(fails, "my aunt Zyxomma asks")
    logged = [record.getMessage() for record in caplog.records if record.name == turns.logger.name]
    assert logged == [
        "A message could not be handled: RuntimeError",
        "A message got no answer: the last resort was sent.",
    ]
    assert "Zyxomma" not in caplog.text


def test_an_empty_text_is_no_answer(ask):
    [message] = ask(says_an_empty_text, "hello")
    assert message["text"].startswith("Sorry")
