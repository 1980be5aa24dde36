"""What is not said by Slack now, or was said before."""

from __future__ import annotations

import json
import time

import pytest
import requests

from assistant.channels import bots
from tests.channels.handlers import FLAG

MARK = {"X-Slack-Signature": "v0=" + "0" * 64}


def test_slacks_question_at_the_set_up_is_answered(api, bot):
    answer = api.send(bot.url, {"type": "url_verification", "challenge": "3eZbrw1a"})
    assert (answer.status_code, answer.text) == (200, "3eZbrw1a")


REFUSED = {
    "unsigned": lambda api, body: {"X-Nothing": "x"},
    "without a time": lambda api, body: MARK,
    "wrongly signed": lambda api, body: {**api.sign(body), **MARK},
    "signed with another secret": lambda api, body: api.sign(body, secret="another"),
    "signed for another body": lambda api, body: api.sign(body + b" "),
    "stale": lambda api, body: api.sign(body, time.time() - 301),
    "from the future": lambda api, body: api.sign(body, time.time() + 310),
    "with a time that is none": lambda api, body: api.sign(body, "yesterday"),
    "with an empty time": lambda api, body: api.sign(body, ""),
    "with another time than was signed": lambda api, body: {
        **api.sign(body, time.time() - 301),
        "X-Slack-Request-Timestamp": str(int(time.time())),
    },
    "with a signature that is no text": lambda api, body: {**api.sign(body), "X-Slack-Signature": "v0=\xe4"},
}


@pytest.mark.parametrize("kind", ["event", "button", "challenge", "no text"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_did_not_sign_now_is_refused_and_nothing_is_said(name, kind, api, bot, caplog):
    contents = {
        "event": json.dumps(api.event(FLAG)).encode(),
        "button": api.press("/ask_help"),
        "challenge": b'{"type": "url_verification", "challenge": "x"}',
        "no text": b"\xff\xfe",
    }
    answer = api.send(bot.url, contents[kind], **REFUSED[name](api, contents[kind]))
    assert (answer.status_code, answer.text) == (401, "")
    assert (api.calls, bot.received, caplog.messages) == ([], [], [])


@pytest.mark.parametrize("kind", ["event", "button"])
def test_to_a_request_that_is_played_back_nothing_is_said(kind, api, bot):
    content = api.press("/ask_help") if kind == "button" else json.dumps(api.event("hello")).encode()
    headers = api.sign(content)
    assert [api.send(bot.url, content, **headers).status_code for _ in range(3)] == [200, 200, 200]
    api.send(bot.url, api.event("hello", "D9"))
    api.wait_for_posts("D9")
    assert len(bot.received) == 2


def test_a_signature_of_one_body_is_none_for_another(api, bot):
    old, new = json.dumps(api.event("hello")).encode(), json.dumps(api.event(FLAG)).encode()
    headers = api.sign(old)
    assert [api.send(bot.url, content, **headers).status_code for content in (old, new)] == [200, 401]


@pytest.mark.parametrize("reason", ["http_timeout", "connection_failed", "http_error", "ssl_error"])
def test_what_slack_sends_again_is_answered_once(reason, api, bot):
    content = json.dumps(api.event("hello")).encode()
    for number in range(4):
        again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
        signed = api.sign(content, time.time() - number)
        assert api.send(bot.url, content, **signed, **again).status_code == 200
    api.send(bot.url, api.event("hello", "D9"))
    api.wait_for_posts("D9")
    assert len(bot.received) == 2


def test_what_comes_again_after_ten_thousand_others_may_be_answered_again(monkeypatch):
    monkeypatch.setattr(bots, "REMEMBERED", 2)
    inbox = bots.Inbox("test", None)
    assert [inbox.is_new(name) for name in ("a", "b", "a", "c", "a", "c")] == [True, True, False, True, True, False]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_not_answered(method, bot):
    assert requests.request(method, bot.url, timeout=60).status_code == 405
