"""What is posted to Slack, and again where it was not taken."""

from __future__ import annotations

import asyncio
import logging

import pytest
from fake_apis import FakeSlack

from assistant.channels import turns
from assistant.channels.slack import blocks
from tests.channels.handlers import FLAG, fails, hangs, says_nothing


async def offers(message, count=30):
    buttons = [{"title": f"Question {number}? {'x' * 80}", "payload": f"/q{number}"} for number in range(count)]
    await message.output_channel.send_text_with_buttons(message.sender_id, "Which?", buttons)


def test_it_is_posted_with_the_token_and_not_as_a_user(api, bot):
    api.send(bot.url, api.event("hello"))
    api.wait_for_posts("D1")
    [call] = api.calls
    assert call.path == "/api/chat.postMessage"
    assert call.headers["Authorization"] == f"Bearer {api.TOKEN}"
    assert b"as_user" not in call.body


def test_all_buttons_of_a_message_are_shown_however_many_they_are(api, bot):
    bot.handler = offers
    api.send(bot.url, api.event("hello"))
    [post] = api.wait_for_posts("D1")
    section, *rows = post["blocks"]
    assert section["text"]["text"] == post["text"] == "Which?"
    assert [(row["type"], len(row["elements"])) for row in rows] == [("actions", 25), ("actions", 5)]
    buttons = [button for row in rows for button in row["elements"]]
    assert [button["value"] for button in buttons] == [f"/q{number}" for number in range(30)]
    assert len({button["action_id"] for button in buttons}) == 30
    assert {len(button["text"]["text"]) for button in buttons} == {75}


def test_a_text_that_is_too_long_for_one_block_gets_several_and_loses_nothing():
    text = "\n".join(f"• This is fact number {number} of many." for number in range(300))
    shown = [block.to_dict()["text"]["text"] for block in blocks(text, [])]
    assert len(shown) > 1
    assert " ".join(shown).split() == text.split()


def test_signs_that_slack_would_take_for_mark_up_are_escaped_in_the_notice(api, bot):
    api.send(bot.url, api.event("a &lt; b &amp; c"))
    [post] = api.wait_for_posts("D1")
    assert bot.received[0].text == "a < b & c"
    assert post["text"] == "You said: a &lt; b &amp; c"
    assert post["blocks"][0]["text"]["text"] == "You said: a < b & c"


@pytest.mark.parametrize("handler", [fails, hangs, says_nothing], ids=lambda handler: handler.__name__)
@pytest.mark.parametrize(
    ("text", "begins"), [("what causes als", "Sorry, something on my side"), (FLAG, "Call 911 now.")]
)
def test_whatever_fails_behind_it_there_is_one_answer_that_names_911(handler, text, begins, api, bot, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    monkeypatch.setattr(turns, "PATIENCE_IN_DANGER", 0.1)
    bot.handler = handler
    api.send(bot.url, api.event(text))
    [post] = api.wait_for_posts("D1")
    assert post["text"].startswith(begins)
    assert "911" in post["text"]


def test_an_emergency_is_one_block(api, bot):
    bot.handler = fails
    api.send(bot.url, api.event(FLAG))
    [post] = api.wait_for_posts("D1")
    [block] = post["blocks"]
    assert block["text"]["text"].startswith("Call 911 now.")
    assert block["text"]["text"] == post["text"]
    assert block["expand"] is True


def test_what_is_being_answered_when_the_server_stops_is_still_posted(api, bot):
    answered = asyncio.Event()

    async def waits(message):
        await answered.wait()
        await message.output_channel.send_text_message(message.sender_id, "The answer.")

    bot.handler = waits
    api.send(bot.url, api.event("hello"))
    bot._loop.call_soon_threadsafe(bot._loop.call_later, 0.1, answered.set)
    bot.stop()
    assert [post["text"] for post in api.posts("D1")] == ["The answer."]


@pytest.mark.parametrize("name", FakeSlack.TROUBLES)
def test_what_slack_did_not_take_is_posted_again(name, api, bot):
    api.refuse("chat.postMessage", FakeSlack.TROUBLES[name])
    api.send(bot.url, api.event(FLAG))
    refused, taken = api.wait_for_posts("D1", 2)
    assert refused["text"] == taken["text"] == f"You said: {FLAG}"


def test_where_slack_refuses_the_buttons_the_words_are_posted_without(api, bot):
    async def offers_two(message):
        await offers(message, 2)

    bot.handler = offers_two
    api.refuse("chat.postMessage", FakeSlack.TROUBLES["a refusal"])
    api.send(bot.url, api.event("hello"))
    refused, taken = api.wait_for_posts("D1", 2)
    assert [len(post["blocks"]) for post in (refused, taken)] == [2, 1]
    assert taken["text"] == "Which?"


def test_where_slack_asks_to_wait_the_buttons_stay(api, bot):
    bot.handler = offers
    api.refuse("chat.postMessage", FakeSlack.TROUBLES["too many messages"])
    api.send(bot.url, api.event("hello"))
    refused, taken = api.wait_for_posts("D1", 2)
    assert refused == taken


def test_a_picture_is_not_posted_as_a_user_either(api, bot):
    async def shows(message):
        await message.output_channel.send_text_message(message.sender_id, "Look:")
        await message.output_channel.send_image_url(message.sender_id, "https://example.org/a.png")

    bot.handler = shows
    api.send(bot.url, api.event("hello"))
    api.wait_for_posts("D1", 2)
    assert [b"as_user" in call.body for call in api.calls] == [False, False]


def test_nobodys_words_or_ids_and_no_secrets_get_into_the_log(api, bot, caplog):
    async def speaks_and_fails(message):
        await echoes_name(message)
        raise RuntimeError(message.text)

    async def echoes_name(message):
        await message.output_channel.send_text_message(message.sender_id, message.text)

    bot.handler = speaks_and_fails
    api.refuse("chat.postMessage", *[FakeSlack.TROUBLES["a refusal"]] * 3)
    with caplog.at_level(logging.INFO):
        api.send(bot.url, api.event("my aunt Zyxomma asks", "DZYXOMMA", "UZYXOMMA"))
        api.wait_for_posts("DZYXOMMA", 3)
        api.send(bot.url, b'{"event": "Zyxomma')
        api.send(bot.url, api.event("hello", "D9"))
        api.wait_for_posts("D9")
    assert "An answer could not be sent: SlackApiError" in caplog.messages
    assert "An answer was given up." in caplog.messages
    for private in ("zyxomma", api.TOKEN, api.SECRET):
        assert private not in caplog.text.lower()
