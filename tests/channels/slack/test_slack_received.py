"""What Slack's events become."""

from __future__ import annotations

import asyncio
import json
import urllib.parse

import pytest

from assistant.channels.slack import GuardedSlack


def test_a_direct_message_is_answered_in_its_chat(api, bot):
    assert api.send(bot.url, api.event("what is als?")).status_code == 200
    [post] = api.wait_for_posts("D1")
    assert post["text"] == "You said: what is als?"
    text = {"type": "plain_text", "text": "You said: what is als?", "emoji": False}
    assert post["blocks"] == [{"type": "section", "text": text, "expand": True}]
    assert set(post) == {"channel", "text", "blocks"}


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


def test_a_button_that_is_pressed_comes_as_slack_sends_it(api):
    """The form that the tests make is one that a browser would make."""
    body = api.press('/ask_causes{"subject": "als"}')
    assert json.loads(urllib.parse.parse_qs(body.decode())["payload"][0])["actions"][0]["value"].endswith('"als"}')
