"""What Slack gets as a file."""

from __future__ import annotations

import json

import pytest
from fake_apis import FakeSlack, wait_until


def test_a_page_to_keep_is_said_and_then_shared_as_a_file(api, bot, page, shows_a_page):
    bot.handler = shows_a_page
    api.send(bot.url, api.event("hello"))
    [file] = api.wait_for_files("D1")
    assert (file.name, file.content.decode()) == (page["file"], page["text"])
    assert [each["title"] for each in json.loads(file.fields["files"])] == ["My page"]
    assert "thread_ts" not in file.fields
    assert [post["text"] for post in api.posts("D1")] == ["My page, and more."]
    assert api.calls[0].method == "chat.postMessage", "what is read comes first"


def test_in_a_thread_the_file_is_shared_there(api, bot, shows_a_page):
    bot.handler = shows_a_page
    api.send(bot.url, api.mention("hello", ts="7.1"))
    [file] = api.wait_for_files("C1")
    assert file.fields["thread_ts"] == "7.1"


NOT_ALLOWED = (200, {}, {"ok": False, "error": "missing_scope", "needed": "files:write"})


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        ("files.getUploadURLExternal", NOT_ALLOWED),
        ("files.getUploadURLExternal", (500, {}, {"ok": False, "error": "fatal_error"})),
        ("upload", (500, {}, {})),
        ("files.completeUploadExternal", NOT_ALLOWED),
    ],
)
def test_where_slack_refuses_the_file_the_words_are_there_once(step, refusal, api, bot, caplog, shows_a_page):
    api.refuse(step, refusal)
    bot.handler = shows_a_page
    api.send(bot.url, api.event("hello"))
    wait_until(lambda: any("could not be sent as a file: Slack" in logged for logged in caplog.messages))
    assert [post["text"] for post in api.posts("D1")] == ["My page, and more."]
    api.send(bot.url, api.event("hello", "D9"))
    assert len(api.wait_for_posts("D9")) == 1
    for private in ("Zyxomma", api.TOKEN, api.SECRET):
        assert private not in caplog.text


def test_where_slack_asks_to_wait_the_file_is_shared_later(api, bot, page, shows_a_page):
    api.refuse("files.completeUploadExternal", FakeSlack.TROUBLES["too many messages"])
    bot.handler = shows_a_page
    api.send(bot.url, api.event("hello"))
    api.wait_for(2, lambda: api.asked("files.completeUploadExternal"))
    assert api.wait_for_files("D1")[0].content.decode() == page["text"]
