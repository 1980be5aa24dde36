"""What Telegram's updates become, and what is refused."""

from __future__ import annotations

import asyncio

import pytest
import requests
from fake_apis import FakeTelegram, wait_until

from tests.channels.handlers import FLAG


def test_a_message_is_answered_in_its_chat(api, bot):
    assert api.send(bot.url, api.update("what is als?")).status_code == 200
    [call] = api.wait_for(1, lambda: api.asked("sendMessage"))
    assert call.path == f"/bot{api.TOKEN}/sendMessage"
    assert (call.fields["chat_id"], call.fields["text"]) == ("1", "You said: what is als?")
    assert "reply_to_message_id" not in call.fields


def test_an_edited_message_is_answered_anew(api, bot):
    api.send(bot.url, {"update_id": 1, "edited_message": api.message("hello", edit_date=1)})
    assert api.wait_for_posts(1)[0]["text"] == "You said: hello"


def test_a_pressed_button_is_answered_and_no_longer_looks_busy(api, bot):
    update = api.press('/ask_causes{"subject": "als"}')
    api.send(bot.url, update)
    assert api.wait_for_posts(1)[0]["text"] == 'You said: /ask_causes{"subject": "als"}'
    [call] = api.wait_for(1, lambda: api.asked("answerCallbackQuery"))
    assert call.fields["callback_query_id"] == update["callback_query"]["id"]


def test_a_button_of_a_message_that_is_gone_is_answered_in_the_private_chat(api, bot):
    update = api.press("/ask_help", chat=7)
    del update["callback_query"]["message"]
    api.send(bot.url, update)
    assert api.wait_for_posts(7)[0]["text"] == "You said: /ask_help"


def test_a_button_that_cannot_be_acknowledged_any_more_is_answered_all_the_same(api, bot, caplog):
    too_old = (400, {}, {"ok": False, "description": "Bad Request: query is too old"})
    api.refuse("answerCallbackQuery", too_old)
    api.send(bot.url, api.press("/ask_help"))
    api.wait_for_posts(1)
    wait_until(lambda: "A button could not be acknowledged: BadRequest" in caplog.messages)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("/start", "/greet"), ("/help", "/ask_help"), ("/start@our_bot", "/greet"), ("/restart", "restart")],
)
def test_telegrams_own_commands_mean_what_they_mean_everywhere(typed, read, api, bot):
    api.send(bot.url, api.update(typed))
    api.wait_for_posts(1)
    assert bot.received[0].text == read


def test_the_words_below_a_picture_are_read(api, bot):
    api.send(bot.url, api.update(None, photo=[{"file_id": "1"}], caption="what is als?"))
    assert api.wait_for_posts(1)[0]["text"] == "You said: what is als?"


WORDLESS = {
    "a picture": {"photo": [{"file_id": "1"}]},
    "a voice message": {"voice": {"file_id": "1", "duration": 3}},
    "a sticker": {"sticker": {"file_id": "1"}},
    "a place": {"location": {"longitude": 1.0, "latitude": 1.0}},
    "what came into Telegram later": {"paid_media": {"star_count": 1}},
}


@pytest.mark.parametrize("name", WORDLESS)
def test_a_message_without_words_is_told_what_can_be_read(name, api, bot):
    api.send(bot.url, api.update(None, **WORDLESS[name]))
    [post] = api.wait_for_posts(1)
    assert post["text"].startswith("I can only read words")
    assert "911" in post["text"]
    assert bot.received == []


IGNORED = {
    "an update without a message": lambda api: {"update_id": 1},
    "a post in a channel": lambda api: {"update_id": 1, "channel_post": api.message("hello")},
    "somebody who blocks us": lambda api: {"update_id": 1, "my_chat_member": {"chat": {"id": 1, "type": "private"}}},
    "a poll": lambda api: {"update_id": 1, "poll": {"id": "1"}},
    "an update that came into Telegram later": lambda api: {"update_id": 1, "business_message": api.message("hello")},
    "a pinned message": lambda api: api.update(None, pinned_message=api.message("hello")),
    "somebody new in a group": lambda api: api.update(None, chat=FakeTelegram.GROUP, new_chat_members=[{"id": 2}]),
    "a picture in a group": lambda api: api.update(None, chat=FakeTelegram.GROUP, photo=[{"file_id": "1"}]),
    "a game": lambda api: {"update_id": 1, "callback_query": {"id": "1", "from": {"id": 1}, "game_short_name": "x"}},
    "a list": lambda api: [],
    "a text": lambda api: "hello",
    "a message that is none": lambda api: {"update_id": 1, "message": "hello"},
    "a message of no chat": lambda api: {"update_id": 1, "message": {"text": "hello"}},
}


@pytest.mark.parametrize("name", IGNORED)
def test_what_is_no_message_to_us_is_acknowledged_and_nothing_is_said(name, api, bot):
    assert api.send(bot.url, IGNORED[name](api)).status_code == 200
    api.send(bot.url, api.update("hello", chat=9))
    assert [post["text"] for post in api.wait_for_posts(9)] == ["You said: hello"]
    assert len(api.asked("sendMessage")) == len(bot.received) == 1


def test_no_json_is_acknowledged(api, bot):
    answer = requests.post(bot.url, b'{"update_id"', headers={api.HEADER: api.secret}, timeout=60)
    assert answer.status_code == 200


@pytest.mark.parametrize("secret", [None, "", "wrong", "\xe4", "almost"])
def test_what_telegram_did_not_send_is_refused_and_nothing_is_said(secret, api, bot, caplog):
    told = api.secret[:-1] if secret == "almost" else secret
    headers = {"X-Nothing": "x"} if told is None else {api.HEADER: told}
    for content in (api.update(FLAG), api.press("/ask_help"), []):
        answer = api.send(bot.url, content, **headers)
        assert (answer.status_code, answer.text) == (401, "")
    assert ([call.method for call in api.calls], bot.received, caplog.messages) == (["setWebhook"], [], [])


def test_an_update_that_comes_again_or_is_played_back_is_answered_once(api, bot):
    for update in (api.update("hello"), api.press("/ask_help")):
        assert [api.send(bot.url, update).status_code for _ in range(3)] == [200, 200, 200]
    api.send(bot.url, api.update("hello", chat=9))
    api.wait_for_posts(9)
    assert len(bot.received) == 3


def test_an_update_is_acknowledged_when_it_is_answered(api, bot):
    """So one whose server dies before that comes again, to another."""
    api.send(bot.url, api.update("hello"))
    assert api.posts(1) != []


def test_an_update_whose_answer_takes_long_is_acknowledged_before_it(api, bot):
    answered = asyncio.Event()

    async def waits(message):
        await answered.wait()
        await message.output_channel.send_text_message(message.sender_id, "The answer.")

    bot.handler = waits
    assert api.send(bot.url, api.update("hello")).status_code == 200
    assert api.posts(1) == []
    bot._loop.call_soon_threadsafe(answered.set)
    assert api.wait_for_posts(1)[0]["text"] == "The answer."


def test_a_private_chat_is_a_conversation_and_a_group_one_of_each_person(api, bot):
    updates = [
        api.update("a", chat=1),
        api.press("/ask_help", chat=1),
        api.update("b", chat=2),
        api.update("c", FakeTelegram.GROUP, user=1),
        api.update("d", FakeTelegram.GROUP, user=2),
    ]
    for number, update in enumerate(updates, 1):
        api.send(bot.url, update)
        api.wait_for(number, lambda: api.asked("sendMessage"))
    names = [message.sender_id for message in bot.received]
    assert names[0] == names[1]
    assert len(set(names[1:])) == 4
    assert min(map(len, names)) == 64, "a name that nobody can guess"


@pytest.mark.parametrize("path", ["", "set_webhook"])
def test_nobody_can_have_the_address_set_or_learn_that_there_is_a_bot(path, api, bot):
    assert requests.get(bot.url.removesuffix("webhook") + path, timeout=60).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_not_answered(method, bot):
    assert requests.request(method, bot.url, timeout=60).status_code == 405
