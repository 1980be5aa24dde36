"""Slack, over its real client: what its events become, what is posted, and what is refused."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
import urllib.parse
from pathlib import Path

import pytest
import requests
import yaml
from fake_apis import FakeSlack, wait_until

from assistant.channels import bots, turns
from assistant.channels.bots import Off
from assistant.channels.slack import GuardedSlack, SlackSettings, blocks

FLAG = "my dad cannot breathe and his lips are blue"
MARK = {"X-Slack-Signature": "v0=" + "0" * 64}


@pytest.fixture
def api(slack_api, monkeypatch) -> FakeSlack:
    """Slack, set up in the environment."""
    for name, value in slack_api.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bots, "PAUSES", (0.0, 0.0, 0.0))
    return slack_api


@pytest.fixture
def bot(api, serve):
    """The channel, in front of an echo."""
    return serve(GuardedSlack.from_credentials(None))


def test_a_direct_message_is_answered_in_its_chat(api, bot):
    assert api.send(bot.url, api.event("what is als?")).status_code == 200
    [post] = api.wait_for_posts("D1")
    assert post["text"] == "You said: what is als?"
    text = {"type": "plain_text", "text": "You said: what is als?", "emoji": False}
    assert post["blocks"] == [{"type": "section", "text": text, "expand": True}]
    assert set(post) == {"channel", "text", "blocks"}


def test_it_is_posted_with_the_token_and_not_as_a_user(api, bot):
    api.send(bot.url, api.event("hello"))
    api.wait_for_posts("D1")
    [call] = api.calls
    assert call.path == "/api/chat.postMessage"
    assert call.headers["Authorization"] == f"Bearer {api.TOKEN}"
    assert b"as_user" not in call.body


def test_a_mention_is_answered_in_a_thread_and_without_the_mark_up(api, bot):
    api.send(bot.url, api.mention("<@UBOT> what is als?", ts="7.1"))
    [post] = api.wait_for_posts("C1")
    assert (post["text"], post["thread_ts"]) == ("You said: what is als?", "7.1")


@pytest.mark.parametrize(("kind", "channel"), [("event", "D1"), ("mention", "C1")])
def test_in_a_thread_it_is_answered_there(kind, channel, api, bot):
    api.send(bot.url, getattr(api, kind)("hello", channel, thread_ts="5.5", ts="7.1"))
    [post] = api.wait_for_posts(channel)
    assert post["thread_ts"] == "5.5"


@pytest.mark.parametrize(("channel", "thread"), [("D1", None), ("D1", "5.5"), ("C1", "5.5")])
def test_a_pressed_button_says_its_payload_where_it_stands(channel, thread, api, bot):
    message = {"thread_ts": thread} if thread else {}
    api.send(bot.url, api.press('/ask_causes{"subject": "als"}', channel, **message))
    [post] = api.wait_for_posts(channel)
    assert post["text"] == 'You said: /ask_causes{"subject": "als"}'
    assert post.get("thread_ts") == thread


async def offers(message, count=30):
    buttons = [{"title": f"Question {number}? {'x' * 80}", "payload": f"/q{number}"} for number in range(count)]
    await message.output_channel.send_text_with_buttons(message.sender_id, "Which?", buttons)


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


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@UBOT> hello", "hello"),
        ("hello <@UBOT>", "hello"),
        ("<@U7> can't breathe", "someone can't breathe"),
        ("<@U7|ann> can't breathe", "ann can't breathe"),
        ("see <https://example.org/a|this> and <https://example.org/b>", "see this and https://example.org/b"),
        ("write to <mailto:a@example.org|a@example.org>", "write to a@example.org"),
        ("shall I call <tel:911|911>", "shall I call 911"),
        ("<!here> in <#C7|general>", "in general"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("<@UBOT>", ""),
    ],
)
def test_slacks_mark_up_is_read_as_words(sent, read):
    assert GuardedSlack._sanitize_user_message(sent, ["UBOT"]) == read


def conversation_of(api, bot, content) -> str:
    before = len(bot.received)
    api.send(bot.url, content)
    api.wait_for(before + 1, lambda: bot.received and api.calls)
    return bot.received[before].sender_id


def test_a_direct_chat_is_one_conversation_and_every_thread_of_a_channel_one_of_each_person(api, bot):
    direct = [
        api.event("a"),
        api.event("b"),
        api.event("c", thread_ts="5.5"),
        api.press("/ask_help"),
    ]
    others = [
        api.event("d", "D2", "U2"),
        api.mention("e", ts="7.1"),
        api.mention("f", ts="8.1"),
        api.mention("g", user="U2", thread_ts="7.1"),
    ]
    thread = [api.mention("h", thread_ts="7.1"), api.press("/ask_help", "C1", thread_ts="7.1")]
    assert len({conversation_of(api, bot, content) for content in direct}) == 1
    found = [conversation_of(api, bot, content) for content in [direct[0] | {"event_id": "Ev"}, *others]]
    assert len(set(found)) == 5
    assert {conversation_of(api, bot, content) for content in thread} == {found[2]}


def test_a_conversation_has_a_name_that_nobody_can_guess_from_slacks_ids(api, bot, monkeypatch, serve):
    name = conversation_of(api, bot, api.event("hello"))
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "another")
    other = serve(GuardedSlack.from_credentials(None))
    content = json.dumps(api.event("hello")).encode()
    api.send(other.url, content, **api.sign(content, secret="another"))
    api.wait_for_posts("D1", 2)
    assert "D1" not in name
    assert "U1" not in name
    assert other.received[0].sender_id != name


def edited(api, before: str, after: str, **more) -> dict:
    message = {"type": "message", "user": "U1", "ts": "1.0", **more}
    changes = {"message": {**message, "text": after}, "previous_message": {**message, "text": before}}
    content = api.event("", subtype="message_changed", hidden=True, **changes)
    del content["event"]["text"], content["event"]["user"]
    return content


def test_an_edited_message_is_answered_anew(api, bot):
    api.send(bot.url, edited(api, "helo", "hello"))
    [post] = api.wait_for_posts("D1")
    assert post["text"] == "You said: hello"


IGNORED = {
    "a message of a bot": lambda api: api.event("hello", bot_id="B1"),
    "a message of nobody": lambda api: api.event("hello", user=None),
    "somebody who joins": lambda api: api.event("<@U1> has joined the channel", subtype="channel_join"),
    "a message in a channel without a mention": lambda api: api.event("hello", "C1", channel_type="channel"),
    "a preview that Slack adds": lambda api: edited(api, "see example.org", "see example.org"),
    "our own message that was edited": lambda api: edited(api, "a", "b", bot_id="B1"),
    "a deleted message": lambda api: api.event("", subtype="message_deleted", previous_message={"text": "hello"}),
    "a reaction": lambda api: api.event("", type="reaction_added", reaction="eyes"),
    "an event without a kind": lambda api: {"type": "event_callback", "event_id": "Ev", "event": {}},
    "no event": lambda api: {"type": "event_callback"},
    "a list": lambda api: b"[]",
    "no JSON": lambda api: b"hello",
    "no bytes": lambda api: b"",
    "a form without a payload": lambda api: b"payload=",
    "a pressed link": lambda api: api.press(""),
    "a date that was picked": lambda api: api.press("x").replace(b"%22button%22", b"%22checkboxes%22"),
}


@pytest.mark.parametrize("name", IGNORED)
def test_what_is_no_message_to_us_is_acknowledged_and_nothing_is_said(name, api, bot):
    assert api.send(bot.url, IGNORED[name](api)).status_code == 200
    api.send(bot.url, api.event("hello", "D9"))
    assert [post["text"] for post in api.wait_for_posts("D9")] == ["You said: hello"]
    assert len(api.calls) == len(bot.received) == 1


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


def test_a_request_is_acknowledged_when_it_is_answered(api, bot):
    """So one whose server dies before that comes again, to another."""
    api.send(bot.url, api.event("hello"))
    assert api.calls != []


def test_a_request_whose_answer_takes_long_is_acknowledged_before_it(api, bot):
    answered = asyncio.Event()

    async def waits(message):
        await answered.wait()
        await message.output_channel.send_text_message(message.sender_id, "The answer.")

    bot.handler = waits
    assert api.send(bot.url, api.event("hello")).status_code == 200
    assert api.calls == []
    bot._loop.call_soon_threadsafe(answered.set)
    assert api.wait_for_posts("D1")[0]["text"] == "The answer."


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


@pytest.mark.parametrize("text", ["", "<@UBOT>"])
def test_a_message_without_words_is_told_what_can_be_read(text, api, bot):
    api.send(bot.url, api.event(text, subtype="file_share", files=[{"id": "F1", "mimetype": "audio/mp4"}]))
    [post] = api.wait_for_posts("D1")
    assert post["text"].startswith("I can only read words")
    assert "911" in post["text"]
    assert bot.received == []


def test_the_words_beside_a_file_are_read(api, bot):
    api.send(bot.url, api.event("what is als?", subtype="file_share", files=[{"id": "F1"}]))
    assert api.wait_for_posts("D1")[0]["text"] == "You said: what is als?"


TROUBLES = {
    "an error of its own": (500, {}, {"ok": False, "error": "fatal_error"}),
    "too many messages": (429, {"Retry-After": "0"}, {"ok": False, "error": "ratelimited"}),
    "a refusal": (200, {}, {"ok": False, "error": "invalid_blocks"}),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_what_slack_did_not_take_is_posted_again(name, api, bot):
    api.refuse("chat.postMessage", TROUBLES[name])
    api.send(bot.url, api.event(FLAG))
    refused, taken = api.wait_for_posts("D1", 2)
    assert refused["text"] == taken["text"] == f"You said: {FLAG}"


def test_where_slack_refuses_the_buttons_the_words_are_posted_without(api, bot):
    async def offers_two(message):
        await offers(message, 2)

    bot.handler = offers_two
    api.refuse("chat.postMessage", TROUBLES["a refusal"])
    api.send(bot.url, api.event("hello"))
    refused, taken = api.wait_for_posts("D1", 2)
    assert [len(post["blocks"]) for post in (refused, taken)] == [2, 1]
    assert taken["text"] == "Which?"


def test_where_slack_asks_to_wait_the_buttons_stay(api, bot):
    bot.handler = offers
    api.refuse("chat.postMessage", TROUBLES["too many messages"])
    api.send(bot.url, api.event("hello"))
    refused, taken = api.wait_for_posts("D1", 2)
    assert refused == taken


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
    api.refuse("files.completeUploadExternal", TROUBLES["too many messages"])
    bot.handler = shows_a_page
    api.send(bot.url, api.event("hello"))
    api.wait_for(2, lambda: api.asked("files.completeUploadExternal"))
    assert api.wait_for_files("D1")[0].content.decode() == page["text"]


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
    api.refuse("chat.postMessage", *[TROUBLES["a refusal"]] * 3)
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


def test_without_its_variables_the_channel_has_no_address(serve, monkeypatch, caplog):
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    channel = GuardedSlack.from_credentials(None)
    assert isinstance(channel, Off)
    url = serve(channel).url
    assert [requests.request(m, url, timeout=60).status_code for m in ("GET", "POST")] == [404, 404]
    assert caplog.messages == []


@pytest.mark.parametrize("empty", ["", None])
@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
def test_with_half_of_its_variables_it_stays_off_and_says_which_is_missing(missing, empty, api, monkeypatch, caplog):
    monkeypatch.setenv(missing, "") if empty is not None else monkeypatch.delenv(missing)
    assert isinstance(GuardedSlack.from_credentials(None), Off)
    assert caplog.messages == [f"The channel slack stays off: environment: {missing}: field required"]


def test_a_wrong_variable_is_named_without_its_value(api, monkeypatch, caplog):
    monkeypatch.setenv("SLACK_API_URL", "zyxomma")
    assert isinstance(GuardedSlack.from_credentials(None), Off)
    assert caplog.messages == ["The channel slack stays off: environment: SLACK_API_URL: invalid or missing URL scheme"]


def test_a_button_that_is_pressed_comes_as_slack_sends_it(api):
    """The form that the tests make is one that a browser would make."""
    body = api.press('/ask_causes{"subject": "als"}')
    assert json.loads(urllib.parse.parse_qs(body.decode())["payload"][0])["actions"][0]["value"].endswith('"als"}')


PAGE = (Path(__file__).parents[2] / "docs" / "channels" / "slack.md").read_text(encoding="utf-8")


def test_the_page_names_every_variable():
    assert [field.alias for field in SlackSettings.__fields__.values() if f"| `{field.alias}` |" not in PAGE] == []


def test_the_manifest_on_the_page_sends_here_what_is_answered():
    manifest = yaml.safe_load(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1])
    events, buttons = manifest["settings"]["event_subscriptions"], manifest["settings"]["interactivity"]
    assert events["bot_events"] == ["app_mention", "message.im"]
    assert manifest["oauth_config"]["scopes"]["bot"] == ["app_mentions:read", "chat:write", "files:write", "im:history"]
    assert buttons["is_enabled"]
    for address in (events["request_url"], buttons["request_url"]):
        assert address.endswith(f"/webhooks/{GuardedSlack.name()}/webhook")
