"""What Telegram gets as a file."""

from __future__ import annotations

import pytest
from fake_apis import FakeTelegram, wait_until


def test_a_page_to_keep_is_said_and_then_sent_as_a_file(api, bot, page, shows_a_page):
    bot.handler = shows_a_page
    api.send(bot.url, api.update("hello"))
    [file] = api.wait_for_files(1)
    assert (file.name, file.content.decode()) == (page["file"], page["text"])
    assert [post["text"] for post in api.posts(1)] == ["My page, and more."]
    assert [call.method for call in api.calls][-2:] == ["sendMessage", "sendDocument"]


@pytest.mark.parametrize("name", [name for name in FakeTelegram.TROUBLES if name != "too many messages"])
def test_where_telegram_refuses_the_file_the_words_are_there_once(name, api, bot, caplog, shows_a_page):
    bot.handler = shows_a_page
    api.refuse("sendDocument", FakeTelegram.TROUBLES[name])
    api.send(bot.url, api.update("hello"))
    wait_until(lambda: any("could not be sent as a file" in logged for logged in caplog.messages))
    assert [post["text"] for post in api.posts(1)] == ["My page, and more."]
    api.send(bot.url, api.update("hello", chat=9))
    assert len(api.wait_for_posts(9)) == 1
    for private in ("Zyxomma", api.TOKEN.split(":")[1]):
        assert private not in caplog.text


def test_where_telegram_asks_to_wait_the_whole_file_is_sent_again(api, bot, shows_a_page):
    bot.handler = shows_a_page
    api.refuse("sendDocument", FakeTelegram.TROUBLES["too many messages"])
    api.send(bot.url, api.update("hello"))
    refused, taken = api.wait_for_files(1, 2)
    assert refused == taken
