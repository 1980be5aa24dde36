"""What is sent to Telegram, and again where it was not taken."""

from __future__ import annotations

import json
import logging
import time

import pytest
from fake_apis import FakeTelegram

from assistant.channels import turns
from assistant.channels.guard import intents
from assistant.channels.telegram import callback_data
from assistant.dialogue.takeover import PAYLOAD
from assistant.facts.loader import default_facts
from tests.channels.handlers import FLAG, fails, hangs, says_nothing


async def offers(message):
    buttons = [{"title": f"Question {number}?", "payload": f"/q{number}"} for number in range(8)]
    await message.output_channel.send_text_with_buttons(message.sender_id, "Which?", buttons)


def test_an_answer_that_comes_late_quotes_its_question(api, bot):
    late, other = api.update("hello", date=int(time.time()) - 3600), api.update("hello", FakeTelegram.GROUP, user=1)
    for update in (late, other):
        chat = update["message"]["chat"]["id"]
        api.send(bot.url, update)
        [post] = api.wait_for_posts(chat)
        assert post["reply_to_message_id"] == str(update["message"]["message_id"])
        assert post["allow_sending_without_reply"] == "True"


def test_buttons_stand_one_in_a_row(api, bot):
    bot.handler = offers
    api.send(bot.url, api.update("hello"))
    [post] = api.wait_for_posts(1)
    rows = json.loads(post["reply_markup"])["inline_keyboard"]
    assert post["text"] == "Which?"
    assert rows == [[{"text": f"Question {number}?", "callback_data": f"/q{number}"}] for number in range(8)]


@pytest.mark.parametrize(
    ("title", "payload", "sent"),
    [
        ("What causes it?", "/" + "x" * 63, "/" + "x" * 63),
        ("What causes it?", "/" + "x" * 64, "What causes it?"),
        ("What causes it?", "/" + "é" * 32, "What causes it?"),
        ("W" * 70, "/" + "x" * 64, "W" * 64),
        ("é" * 33, "/" + "x" * 64, "é" * 32),
        ("a" + "é" * 33, "/" + "x" * 64, "a" + "é" * 31),
    ],
)
def test_what_a_button_sends_is_never_longer_than_telegram_lets_it_be(title, payload, sent):
    assert callback_data({"title": title, "payload": payload}) == sent
    assert len(sent.encode()) <= 64


def test_no_payload_of_ours_is_too_long():
    payloads = [f'/{intent}{{"subject": "{name}"}}' for intent in intents() for name in default_facts().subjects]
    assert payloads
    assert [payload for payload in payloads if not PAYLOAD.fullmatch(payload) or len(payload.encode()) > 64] == []


def test_a_text_that_is_too_long_for_one_message_gets_several_and_loses_nothing(api, bot):
    text = "\n".join(f"• This is fact number {number} of many." for number in range(250))

    async def tells(message):
        await message.output_channel.send_text_with_buttons(
            message.sender_id, text, [{"title": "More?", "payload": "/ask_more"}]
        )

    bot.handler = tells
    api.send(bot.url, api.update("hello"))
    posts = api.wait_for_posts(1, 3)
    assert max(len(post["text"]) for post in posts) <= 4096
    assert " ".join(post["text"] for post in posts).split() == text.split()
    assert ["reply_markup" in post for post in posts] == [False, False, True]


@pytest.mark.parametrize("handler", [fails, hangs, says_nothing], ids=lambda handler: handler.__name__)
@pytest.mark.parametrize(
    ("text", "begins"), [("what causes als", "Sorry, something on my side"), (FLAG, "Call 911 now.")]
)
def test_whatever_fails_behind_it_there_is_one_answer_that_names_911(handler, text, begins, api, bot, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    monkeypatch.setattr(turns, "PATIENCE_IN_DANGER", 0.1)
    bot.handler = handler
    api.send(bot.url, api.update(text))
    [post] = api.wait_for_posts(1)
    assert post["text"].startswith(begins)
    assert "911" in post["text"]


@pytest.mark.parametrize("name", FakeTelegram.TROUBLES)
def test_what_telegram_did_not_take_is_sent_again(name, api, bot):
    api.refuse("sendMessage", FakeTelegram.TROUBLES[name])
    api.send(bot.url, api.update(FLAG))
    refused, taken = api.wait_for_posts(1, 2)
    assert refused["text"] == taken["text"] == f"You said: {FLAG}"


def test_where_telegram_refuses_the_buttons_the_words_are_sent_without(api, bot):
    bot.handler = offers
    api.refuse("sendMessage", FakeTelegram.TROUBLES["a refusal"])
    api.send(bot.url, api.update("hello"))
    refused, taken = api.wait_for_posts(1, 2)
    assert [post["text"] for post in (refused, taken)] == ["Which?", "Which?"]
    assert ["reply_markup" in post for post in (refused, taken)] == [True, False]


def test_where_telegram_asks_to_wait_the_buttons_stay(api, bot):
    bot.handler = offers
    api.refuse("sendMessage", FakeTelegram.TROUBLES["too many messages"])
    api.send(bot.url, api.update("hello"))
    refused, taken = api.wait_for_posts(1, 2)
    assert refused == taken


def test_nobodys_words_or_ids_and_no_secrets_get_into_the_log(api, bot, caplog):
    async def speaks_and_fails(message):
        await message.output_channel.send_text_message(message.sender_id, message.text)
        raise RuntimeError(message.text)

    bot.handler = speaks_and_fails
    api.refuse(
        "sendMessage", *[FakeTelegram.TROUBLES[name] for name in ("a refusal", "no JSON", "an error of its own")]
    )
    with caplog.at_level(logging.INFO):
        api.send(bot.url, api.update("my aunt Zyxomma asks", chat=123454321))
        api.wait_for_posts(123454321, 3)
        api.send(bot.url, {"update_id": "Zyxomma", "message": {"text": "Zyxomma"}})
        api.send(bot.url, api.update("hello", chat=9))
        api.wait_for_posts(9)
    assert "An answer was given up." in caplog.messages
    for private in ("zyxomma", "123454321", api.TOKEN.split(":")[1], api.secret):
        assert private not in caplog.text.lower()
