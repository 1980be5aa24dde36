"""A red flag that comes in two messages, at the channel."""

from __future__ import annotations

import asyncio

import pytest

from assistant.channels import before as module
from assistant.channels import turns
from assistant.channels.before import Before
from assistant.channels.turns import Message
from assistant.dialogue.takeover import TOGETHER
from assistant.dialogue.tracker_store import FORGET
from tests.channels.handlers import fails

HALVES = ("I cannot", "breathe")


@pytest.fixture
def clock(monkeypatch):
    """Seconds that a test sets."""
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_the_message_before_is_that_of_the_same_person(clock):
    kept = Before()
    assert [kept.of("a", "one"), kept.of("b", "two"), kept.of("a", "three")] == ["", "", "one"]


def test_what_was_written_long_ago_is_gone(clock):
    kept = Before()
    kept.of("a", "one")
    clock[0] = TOGETHER
    assert kept.of("a", "two") == "one"
    clock[0] += TOGETHER + 1
    assert kept.of("a", "three") == ""


def test_of_too_many_people_the_first_is_gone(clock, monkeypatch):
    monkeypatch.setattr(module, "SENDERS", 1)
    kept = Before()
    for sender in ("a", "b", "c"):
        kept.of(sender, "one")
    assert kept.of("a", "two") == ""


def answer(*texts, handler=fails, sender="somebody in two parts"):
    """What is said to several messages of one person."""
    turns.before().forget(sender)

    async def ask():
        return [await turns.answer(handler, Message(sender, text, text), "rest") for text in texts]

    return [said[0]["text"] for said in asyncio.run(ask())]


def test_a_red_flag_sent_in_two_is_answered_though_rasa_fails():
    first, second = answer(*HALVES)
    assert not first.startswith("Call 911 now")
    assert second.startswith("Call 911 now")


def test_what_was_taken_over_is_not_joined_with_what_comes_next():
    said = answer(*HALVES, "in and out")
    assert [text.startswith("Call 911 now") for text in said] == [False, True, False]


def test_who_asks_to_be_forgotten_leaves_no_words_behind():
    async def forgets(message):
        reply = {"text": "It is deleted.", "utter_action": FORGET}
        await message.output_channel.send_response(message.sender_id, reply)

    answer("I cannot", handler=forgets)
    assert turns.before().of("somebody in two parts", "breathe") == ""
