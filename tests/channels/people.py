"""People on each channel of the running assistant."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Callable
from typing import NamedTuple

import socketio


class Said(NamedTuple):
    """A message of the assistant, as any channel shows it."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    """Each one's title, and what it sends."""


Turn = list[Said]
numbers = itertools.count(700_001_000)  # no other numbers in a log


class Rest:
    """Somebody who talks over REST."""

    def __init__(self, assistant) -> None:
        self._assistant, self._sender = assistant, uuid.uuid4().hex

    def say(self, text: str, count: int) -> Turn:
        return shown(self._assistant.say(text, self._sender))

    press = say


class Web:
    """Somebody on the page of the web chat."""

    def __init__(self, assistant) -> None:
        self._url, self._sender = f"http://localhost:{assistant.port}", uuid.uuid4().hex
        self._heard_by = assistant.heard

    def say(self, text: str, count: int) -> Turn:
        self._heard_by |= {self._sender, text}
        with socketio.SimpleClient() as client:
            client.connect(self._url, transports=["websocket"], socketio_path="/chat/socket.io")
            return shown(client.call("message", {"sender": self._sender, "message": text}, timeout=60))

    press = say


def shown(answer: list[dict]) -> Turn:
    """An answer in JSON, as it is shown."""
    offers = [[(button["title"], button["payload"]) for button in each.get("buttons", [])] for each in answer]
    return [Said(each["text"], tuple(offered)) for each, offered in zip(answer, offers)]


class Slack:
    """Somebody who talks in Slack, in a chat of their own."""

    channel, thread = "D", None

    def __init__(self, assistant, api) -> None:
        self._url, self._api, self._count = assistant.webhook("slack"), api, 0
        self.place, self._user = f"{self.channel}{next(numbers)}", f"U{next(numbers)}"
        self._heard_by = assistant.heard

    def say(self, text: str, count: int) -> Turn:
        self._heard_by |= {self.place, self._user, text}
        self._api.send(self._url, self._event(text))
        return self._heard(count)

    def press(self, value: str, count: int) -> Turn:
        message = {"thread_ts": self.thread} if self.thread else {}
        self._api.send(self._url, self._api.press(value, self.place, self._user, **message))
        return self._heard(count)

    def _event(self, text: str) -> dict:
        return self._api.event(text, self.place, self._user)

    def _heard(self, count: int) -> Turn:
        posts = self._api.wait_for_posts(self.place, self._count + count)[self._count :]
        self._count += len(posts)
        assert {post.get("thread_ts") for post in posts} == {self.thread}
        return [self._said(post) for post in posts]

    @staticmethod
    def _said(post: dict) -> Said:
        section, *rows = post["blocks"]
        buttons = [button for row in rows for button in row["elements"]]
        return Said(section["text"]["text"], tuple((button["text"]["text"], button["value"]) for button in buttons))


class SlackThread(Slack):
    """Somebody who mentions the assistant in a thread."""

    channel, thread = "C", "7.1"

    def _event(self, text: str) -> dict:
        return self._api.mention(f"<@UBOT> {text}", self.place, self._user, thread_ts=self.thread)


class Telegram:
    """Somebody who talks in Telegram."""

    def __init__(self, assistant, api) -> None:
        self._url, self._api, self._count = assistant.webhook("telegram"), api, 0
        self.place = next(numbers)
        self._heard_by = assistant.heard

    def say(self, text: str, count: int) -> Turn:
        self._heard_by |= {str(self.place), text}
        self._api.send(self._url, self._api.update(text, self.place))
        return self._heard(count)

    def press(self, value: str, count: int) -> Turn:
        self._api.send(self._url, self._api.press(value, self.place))
        return self._heard(count)

    def _heard(self, count: int) -> Turn:
        posts = self._api.wait_for_posts(self.place, self._count + count)[self._count :]
        self._count += len(posts)
        return [self._said(post) for post in posts]

    @staticmethod
    def _said(post: dict) -> Said:
        rows = json.loads(post.get("reply_markup", '{"inline_keyboard": []}'))["inline_keyboard"]
        return Said(post["text"], tuple((button["text"], button["callback_data"]) for [button] in rows))


PEOPLE: dict[str, Callable] = {
    "the web chat": lambda assistant, slack, telegram: Web(assistant),
    "Slack": lambda assistant, slack, telegram: Slack(assistant, slack),
    "a thread in Slack": lambda assistant, slack, telegram: SlackThread(assistant, slack),
    "Telegram": lambda assistant, slack, telegram: Telegram(assistant, telegram),
}
