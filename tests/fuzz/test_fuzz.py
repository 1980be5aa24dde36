"""Whatever comes in, there is an answer: random texts, bodies and events. `make fuzz` tries many more."""

from __future__ import annotations

import json
import uuid

import pytest
import requests
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.red_flags import Urgency, screen
from assistant.red_flags.loader import load
from tests.channels.test_web import connected, home
from tests.fuzz.conftest import fuzzed

FLAGS = [sentence for flag in load().flags.values() for sentence in flag.must_fire[:3]]
ODD = [
    "\0",
    "\u202e",
    "\u200d",
    "\ufeff",
    "\u0301",
    "😱",
    "\ud83d",
    "{",
    "}",
    "/",
    "@",
    "*",
    "_",
    "<b>",
    "[",
    "\\",
    "\n\n",
]
MANY = [1, 2, 50, 1_000]

words = st.sampled_from([*" ".join(FLAGS).split(), *ODD, "no", "not", "if", "?", "ago", "my", "what is", "/ask_causes"])
typed = st.one_of(
    st.text(max_size=300),
    st.lists(words, max_size=40).map(" ".join),
    st.lists(words, max_size=20).map("".join),
    st.tuples(words, st.sampled_from(MANY)).map(lambda drawn: drawn[0] * drawn[1]),
    st.tuples(st.sampled_from(["/", '/ask_causes{"subject": "', "/restart "]), st.text(max_size=50)).map("".join),
)
"""What people type, and nobody does."""

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | typed,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
"""Any JSON, and somewhat more: Python writes NaN."""

messages = st.fixed_dictionaries(
    {"message": typed | anything}, optional={"sender": typed | anything, "id": typed | anything, "metadata": anything}
)


def post(assistant, body: bytes) -> None:
    """Send a body; the answer is one that a person can be shown."""
    answer = requests.post(assistant.url, data=body, timeout=60)
    if answer.status_code == 200:
        assert [said for said in answer.json() if said.get("text", "").strip()]
    else:
        assert answer.status_code in (400, 413), answer.text
        assert "call 911" in answer.json()["error"]


@fuzzed(share=40)
@given(typed)
@example("my face is drooping\0" * 500)
def test_any_text_is_screened_and_always_the_same(text):
    first, again = screen(text), screen(text)
    assert first.urgency in Urgency
    assert again == first


@fuzzed(share=13)
@given(st.sampled_from(FLAGS), st.sampled_from(ODD), st.integers(min_value=0), st.sampled_from([1, 3]))
def test_no_odd_letters_beside_a_red_flag_hide_it(flag, odd, side, times):
    beside = odd * times
    text = f"{beside} {flag}" if side % 2 else f"{flag} {beside}"
    assert screen(text).urgency in (Urgency.EMERGENCY, Urgency.CRISIS), ascii(text)


bodies = st.one_of(st.binary(max_size=2_000), (messages | anything).map(json.dumps).map(str.encode))


@fuzzed(share=4)
@given(bodies)
def test_any_body_is_answered(quiet_log, body):
    post(quiet_log, body)


@fuzzed(share=3)
@given(typed)
def test_any_text_is_answered(quiet_log, text):
    post(quiet_log, json.dumps({"sender": uuid.uuid4().hex, "message": text}).encode())


@pytest.fixture
def page(quiet_log):
    """A page of the web chat that is connected."""
    with connected(home(quiet_log)) as client:
        yield client


@fuzzed(share=2)
@given(messages | typed.map(lambda text: {"message": text}))
def test_any_event_of_a_page_is_acknowledged(page, message):
    content = json.loads(json.dumps(message), parse_constant=str)  # JavaScript has no NaN to send
    answer = page.call("message", content, timeout=60)
    assert answer.get("error") if isinstance(answer, dict) else [said for said in answer if said.get("text")]


small = st.none() | st.integers() | st.text(max_size=50) | st.binary(max_size=50) | st.just({"_placeholder": True})


@fuzzed(share=1)
@given(st.text(max_size=20) | st.sampled_from(["message", "connect", "disconnect"]), st.lists(small, max_size=3))
def test_after_any_event_a_page_is_answered(page, name, arguments):
    page.emit(name, tuple(arguments))
    assert page.call("message", {"message": "hello"}, timeout=60)[0]["text"].startswith("Hello!")


packets = st.sampled_from(["", "4", "40", "41", "42", "43", "45-", "2probe", "5", "6", "b"])


@fuzzed(share=2)
@given(st.tuples(packets, st.text(max_size=50)).map("".join))
def test_any_packet_leaves_the_server_well(quiet_log, packet):
    address = f"{home(quiet_log)}/chat/socket.io/?EIO=4&transport=polling"
    opened = requests.get(address, timeout=60)
    line = f"{address}&sid={json.loads(opened.text[1:])['sid']}"
    requests.post(line, data="40", timeout=60)
    assert requests.post(line, data=packet.encode(errors="surrogatepass"), timeout=60).status_code in (200, 400)
    requests.post(line, data="1", timeout=60)
