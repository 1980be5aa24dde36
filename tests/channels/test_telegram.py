"""Telegram, over its real client: what its updates become, what is sent, and what is refused."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from pathlib import Path

import pytest
import requests
from fake_apis import FakeTelegram, wait_until

from assistant.channels import bots, telegram, turns
from assistant.channels.bots import Off
from assistant.channels.guard import intents
from assistant.channels.telegram import GuardedTelegram, TelegramSettings, callback_data
from assistant.dialogue.takeover import PAYLOAD
from assistant.facts.loader import default_facts

GROUP = -5
FLAG = "my dad cannot breathe and his lips are blue"


@pytest.fixture
def api(telegram_api, monkeypatch) -> FakeTelegram:
    """Telegram, set up in the environment."""
    for name, value in telegram_api.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bots, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(telegram, "FIRST_PAUSE", 0.02)
    return telegram_api


@pytest.fixture
def bot(api, serve):
    """The channel, in front of an echo, after Telegram was told its address."""
    served = serve(GuardedTelegram.from_credentials(None))
    assert api.secret
    return served


def test_a_message_is_answered_in_its_chat(api, bot):
    assert api.send(bot.url, api.update("what is als?")).status_code == 200
    [call] = api.wait_for(1, lambda: api.asked("sendMessage"))
    assert call.path == f"/bot{api.TOKEN}/sendMessage"
    assert (call.fields["chat_id"], call.fields["text"]) == ("1", "You said: what is als?")
    assert "reply_to_message_id" not in call.fields


def test_telegram_is_told_at_the_start_where_to_send_what_and_with_which_secret(api, bot):
    [call] = api.asked("setWebhook")
    assert call.fields["url"] == "https://bot.example.org/webhooks/telegram/webhook"
    assert json.loads(call.fields["allowed_updates"]) == ["message", "edited_message", "callback_query"]
    assert len(call.fields["secret_token"]) == 64
    assert api.TOKEN.split(":")[1] not in call.fields["secret_token"]


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


def test_an_answer_that_comes_late_quotes_its_question(api, bot):
    late, other = api.update("hello", date=int(time.time()) - 3600), api.update("hello", GROUP, user=1)
    for update in (late, other):
        chat = update["message"]["chat"]["id"]
        api.send(bot.url, update)
        [post] = api.wait_for_posts(chat)
        assert post["reply_to_message_id"] == str(update["message"]["message_id"])
        assert post["allow_sending_without_reply"] == "True"


async def offers(message):
    buttons = [{"title": f"Question {number}?", "payload": f"/q{number}"} for number in range(8)]
    await message.output_channel.send_text_with_buttons(message.sender_id, "Which?", buttons)


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
    "somebody new in a group": lambda api: api.update(None, chat=GROUP, new_chat_members=[{"id": 2}]),
    "a picture in a group": lambda api: api.update(None, chat=GROUP, photo=[{"file_id": "1"}]),
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
        api.update("c", GROUP, user=1),
        api.update("d", GROUP, user=2),
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


TROUBLES = {
    "an error of its own": (500, {}, {"ok": False, "description": "Internal Server Error"}),
    "too many messages": (429, {}, {"ok": False, "description": "Too Many", "parameters": {"retry_after": 0.01}}),
    "a refusal": (400, {}, {"ok": False, "description": "Bad Request: BUTTON_DATA_INVALID"}),
    "no JSON": (200, {"Content-Type": "text/html"}, {}),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_what_telegram_did_not_take_is_sent_again(name, api, bot):
    api.refuse("sendMessage", TROUBLES[name])
    api.send(bot.url, api.update(FLAG))
    refused, taken = api.wait_for_posts(1, 2)
    assert refused["text"] == taken["text"] == f"You said: {FLAG}"


def test_where_telegram_refuses_the_buttons_the_words_are_sent_without(api, bot):
    bot.handler = offers
    api.refuse("sendMessage", TROUBLES["a refusal"])
    api.send(bot.url, api.update("hello"))
    refused, taken = api.wait_for_posts(1, 2)
    assert [post["text"] for post in (refused, taken)] == ["Which?", "Which?"]
    assert ["reply_markup" in post for post in (refused, taken)] == [True, False]


def test_where_telegram_asks_to_wait_the_buttons_stay(api, bot):
    bot.handler = offers
    api.refuse("sendMessage", TROUBLES["too many messages"])
    api.send(bot.url, api.update("hello"))
    refused, taken = api.wait_for_posts(1, 2)
    assert refused == taken


def test_a_page_to_keep_is_said_and_then_sent_as_a_file(api, bot, page, shows_a_page):
    bot.handler = shows_a_page
    api.send(bot.url, api.update("hello"))
    [file] = api.wait_for_files(1)
    assert (file.name, file.content.decode()) == (page["file"], page["text"])
    assert [post["text"] for post in api.posts(1)] == ["My page, and more."]
    assert [call.method for call in api.calls][-2:] == ["sendMessage", "sendDocument"]


@pytest.mark.parametrize("name", [name for name in TROUBLES if name != "too many messages"])
def test_where_telegram_refuses_the_file_the_words_are_there_once(name, api, bot, caplog, shows_a_page):
    bot.handler = shows_a_page
    api.refuse("sendDocument", TROUBLES[name])
    api.send(bot.url, api.update("hello"))
    wait_until(lambda: any("could not be sent as a file" in logged for logged in caplog.messages))
    assert [post["text"] for post in api.posts(1)] == ["My page, and more."]
    api.send(bot.url, api.update("hello", chat=9))
    assert len(api.wait_for_posts(9)) == 1
    for private in ("Zyxomma", api.TOKEN.split(":")[1]):
        assert private not in caplog.text


def test_where_telegram_asks_to_wait_the_whole_file_is_sent_again(api, bot, shows_a_page):
    bot.handler = shows_a_page
    api.refuse("sendDocument", TROUBLES["too many messages"])
    api.send(bot.url, api.update("hello"))
    refused, taken = api.wait_for_files(1, 2)
    assert refused == taken


@pytest.mark.parametrize("name", TROUBLES)
def test_telegram_is_told_the_address_until_it_has_heard(name, api, serve):
    api.refuse("setWebhook", *[TROUBLES[name]] * 3)
    bot = serve(GuardedTelegram.from_credentials(None))
    api.wait_for(4, lambda: api.asked("setWebhook"))
    api.send(bot.url, api.update("hello"))
    assert api.wait_for_posts(1)[0]["text"] == "You said: hello"


def test_without_a_network_the_server_starts_and_tells_telegram_later(api, serve, monkeypatch, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
    monkeypatch.setenv("TELEGRAM_API_URL", nobody)
    channel = GuardedTelegram.from_credentials(None)
    bot = serve(channel)
    assert requests.get(bot.url.partition("/webhooks")[0], timeout=60).status_code == 200
    wait_until(lambda: "Telegram could not be told our address: NetworkError" in caplog.messages)
    channel.get_output_channel().server = telegram.TelegramAPIServer.from_base(api.url)
    api.send(bot.url, api.update("hello"))
    assert api.wait_for_posts(1)[0]["text"] == "You said: hello"


async def fails(message):
    raise RuntimeError(message.text)


async def hangs(message):
    await asyncio.Event().wait()


async def says_nothing(message):
    pass


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


def test_nobodys_words_or_ids_and_no_secrets_get_into_the_log(api, bot, caplog):
    async def speaks_and_fails(message):
        await message.output_channel.send_text_message(message.sender_id, message.text)
        raise RuntimeError(message.text)

    bot.handler = speaks_and_fails
    api.refuse("sendMessage", TROUBLES["a refusal"], TROUBLES["no JSON"], TROUBLES["an error of its own"])
    with caplog.at_level(logging.INFO):
        api.send(bot.url, api.update("my aunt Zyxomma asks", chat=123454321))
        api.wait_for_posts(123454321, 3)
        api.send(bot.url, {"update_id": "Zyxomma", "message": {"text": "Zyxomma"}})
        api.send(bot.url, api.update("hello", chat=9))
        api.wait_for_posts(9)
    assert "An answer was given up." in caplog.messages
    for private in ("zyxomma", "123454321", api.TOKEN.split(":")[1], api.secret):
        assert private not in caplog.text.lower()


def test_without_its_variables_the_channel_has_no_address(serve, monkeypatch, caplog):
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_API_URL"):
        monkeypatch.delenv(name, raising=False)
    channel = GuardedTelegram.from_credentials(None)
    assert isinstance(channel, Off)
    url = serve(channel).url
    assert [requests.request(m, url, timeout=60).status_code for m in ("GET", "POST")] == [404, 404]
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("TELEGRAM_BOT_TOKEN", "", "field required"),
        ("TELEGRAM_BOT_TOKEN", "zyxomma", "is no token: it must look like 123456:letters"),
        ("TELEGRAM_BOT_TOKEN", "4711:zyx omma", "is no token: it must look like 123456:letters"),
        ("TELEGRAM_WEBHOOK_URL", "", "field required"),
        ("TELEGRAM_WEBHOOK_URL", "zyxomma", "invalid or missing URL scheme"),
        ("TELEGRAM_API_URL", "zyxomma", "invalid or missing URL scheme"),
    ],
)
def test_with_wrong_variables_it_stays_off_and_names_them_without_their_values(
    name, value, wrong, api, monkeypatch, caplog
):
    monkeypatch.setenv(name, value)
    assert isinstance(GuardedTelegram.from_credentials(None), Off)
    assert caplog.messages == [f"The channel telegram stays off: environment: {name}: {wrong}"]


def test_the_page_names_every_variable():
    page = (Path(__file__).parents[2] / "docs" / "channels" / "telegram.md").read_text(encoding="utf-8")
    assert [each.alias for each in TelegramSettings.__fields__.values() if f"| `{each.alias}` |" not in page] == []
