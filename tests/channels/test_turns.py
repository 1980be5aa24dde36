"""Turns: each message answered once, and nothing kept for longer than it is of use."""

from __future__ import annotations

import asyncio

import pytest

from assistant.channels import turns
from assistant.channels.turns import Message, Turns
from assistant.dialogue.tracker_store import FORGET


class Counting:
    """Answers each message with how many it has heard."""

    def __init__(self) -> None:
        self.heard = 0

    async def __call__(self, message) -> None:
        self.heard += 1
        await message.output_channel.send_text_message(message.sender_id, f"This is answer {self.heard}.")


@pytest.fixture
def answers():
    """What is said to several messages in turn."""

    def answers(*messages: Message, between=lambda asked: None) -> list[str]:
        async def ask() -> list[str]:
            asked, rasa, said = Turns(), Counting(), []
            for message in messages:
                [reply] = await asked.answer(rasa, message, "rest")
                said.append(reply["text"])
                between(asked)
            return said

        return asyncio.run(ask())

    return answers


ONE, OTHER, LAST = (Message("somebody", "hello", number) for number in ("1", "2", "3"))


def test_the_same_message_gets_the_same_answer(answers):
    assert answers(ONE, OTHER, ONE) == ["This is answer 1.", "This is answer 2.", "This is answer 1."]


def test_another_persons_message_of_the_same_id_is_another(answers):
    assert answers(ONE, ONE._replace(sender="somebody else")) == ["This is answer 1.", "This is answer 2."]


def test_only_the_last_answers_are_kept(answers, monkeypatch):
    monkeypatch.setattr(turns, "REMEMBERED", 2)
    assert answers(ONE, OTHER, LAST, OTHER, ONE)[3:] == ["This is answer 2.", "This is answer 4."]


def test_what_is_forgotten_is_not_kept(answers):
    said = answers(ONE, ONE, between=lambda asked: asked.forget("somebody"))
    assert said == ["This is answer 1.", "This is answer 2."]


async def forgets(message):
    reply = {"text": "It is deleted.", "utter_action": FORGET}
    await message.output_channel.send_response(message.sender_id, reply)


def test_who_asks_to_be_forgotten_leaves_no_answers_behind():
    async def ask() -> tuple[list, list]:
        asked, rasa = Turns(), Counting()
        await asked.answer(rasa, ONE, "rest")
        forgotten = await asked.answer(forgets, OTHER, "rest")
        return forgotten, await asked.answer(rasa, ONE, "rest")

    forgotten, anew = asyncio.run(ask())
    assert [reply["forgotten"] for reply in forgotten] == [True]
    assert [reply["text"] for reply in anew] == ["This is answer 2."]


def test_who_waits_no_longer_leaves_the_answer_for_whoever_asks_again():
    async def ask() -> str:
        asked, rasa = Turns(), Counting()
        gone = asyncio.ensure_future(asked.answer(rasa, ONE, "rest"))
        await asyncio.sleep(0)
        gone.cancel()
        [reply] = await asked.answer(rasa, ONE, "rest")
        return reply["text"]

    assert asyncio.run(ask()) == "This is answer 1."
