"""Setting Telegram up: its variables, the page on it, and telling it our address."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
import requests
from fake_apis import FakeTelegram, wait_until

from assistant.channels import telegram
from assistant.channels.bots import Off
from assistant.channels.telegram import GuardedTelegram, TelegramSettings


def test_telegram_is_told_at_the_start_where_to_send_what_and_with_which_secret(api, bot):
    [call] = api.asked("setWebhook")
    assert call.fields["url"] == "https://bot.example.org/webhooks/telegram/webhook"
    assert json.loads(call.fields["allowed_updates"]) == ["message", "edited_message", "callback_query"]
    assert len(call.fields["secret_token"]) == 64
    assert api.TOKEN.split(":")[1] not in call.fields["secret_token"]


@pytest.mark.parametrize("name", FakeTelegram.TROUBLES)
def test_telegram_is_told_the_address_until_it_has_heard(name, api, serve):
    api.refuse("setWebhook", *[FakeTelegram.TROUBLES[name]] * 3)
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
    page = (Path(__file__).parents[3] / "docs" / "channels" / "telegram.md").read_text(encoding="utf-8")
    assert [each.alias for each in TelegramSettings.__fields__.values() if f"| `{each.alias}` |" not in page] == []
