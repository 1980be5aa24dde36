"""The APIs of Slack and Telegram on loopback: real servers, which keep the bytes that the real clients send them."""

from __future__ import annotations

import abc
import email
import hashlib
import hmac
import itertools
import json
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import requests

PATIENT = 60
"""Seconds that a test waits for what must come."""

numbers = itertools.count(1)


def wait_until(happened: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENT
    while not happened():
        assert time.monotonic() < deadline, f"not within {PATIENT} seconds"
        time.sleep(0.01)


@dataclass(frozen=True)
class Call:
    """What one request held."""

    method: str
    path: str
    headers: Message
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """What was asked for, of JSON or of a form."""
        if self.headers.get_content_type() == "application/json":
            return json.loads(self.body)
        if self.headers.get_content_type() == "multipart/form-data":
            return {name: content.decode() for name, file, content in self._parts if not file}
        query = urllib.parse.urlsplit(self.path).query.encode()
        return dict(urllib.parse.parse_qsl((self.body or query).decode()))

    @property
    def files(self) -> dict[str, bytes]:
        """What was sent along, by the files' names."""
        return {file: content for _, file, content in self._parts if file}

    @property
    def _parts(self) -> list[tuple[str, str | None, bytes]]:
        """The names, the files' names and the contents of a form in parts."""
        whole = email.message_from_bytes(
            b"Content-Type: " + self.headers["Content-Type"].encode() + b"\n\n" + self.body
        )
        return [
            (part.get_param("name", header="content-disposition"), part.get_filename(), part.get_payload(decode=True))
            for part in whole.get_payload()
        ]


class File(NamedTuple):
    """A file that was shared."""

    name: str
    content: bytes
    fields: dict[str, Any]
    """What was said of it."""


class FakeApi(abc.ABC):
    """A server that answers each request with yes, unless told otherwise."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._refusals: dict[str, list[tuple[int, dict[str, str], dict[str, Any]]]] = {}
        self._called = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def refuse(self, method: str, *answers: tuple[int, dict[str, str], dict[str, Any]]) -> None:
        """Answer the next calls of a method with these: status, headers and content."""
        self._refusals[method] = list(answers)

    def asked(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def wait_for(self, count: int, calls: Any) -> list[Call]:
        """The calls that a function gives, once there are so many."""
        with self._called:
            assert self._called.wait_for(lambda: len(calls()) >= count, PATIENT), f"{len(calls())} calls, not {count}"
        return calls()

    @abc.abstractmethod
    def answer(self, call: Call) -> dict[str, Any]:
        """What yes looks like."""

    def _handler(api) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                call = Call(urllib.parse.urlsplit(self.path).path.rpartition("/")[2], self.path, self.headers, body)
                with api._called:
                    refusals = api._refusals.get(call.method)
                    status, headers, content = refusals.pop(0) if refusals else (200, {}, api.answer(call))
                    api.calls.append(call)
                    api._called.notify_all()
                answer = json.dumps(content).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


class FakeSlack(FakeApi):
    """Slack: takes what is posted, and sends signed events."""

    TOKEN, SECRET = "xoxb-a-token-of-slack", "a-signing-secret-of-slack"
    TROUBLES = {
        "an error of its own": (500, {}, {"ok": False, "error": "fatal_error"}),
        "too many messages": (429, {"Retry-After": "0"}, {"ok": False, "error": "ratelimited"}),
        "a refusal": (200, {}, {"ok": False, "error": "invalid_blocks"}),
    }
    """What it says instead of taking what it is sent."""
    US = "UBOT"

    @property
    def environment(self) -> dict[str, str]:
        names = {"SLACK_BOT_TOKEN": self.TOKEN, "SLACK_SIGNING_SECRET": self.SECRET}
        # Slack's client would ask a proxy even for what is on this machine.
        no_proxy = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "")
        return {**names, **no_proxy, "SLACK_API_URL": f"{self.url}/api/"}

    def answer(self, call: Call) -> dict[str, Any]:
        if call.method == "files.getUploadURLExternal":
            file = f"F{next(numbers)}"
            return {"ok": True, "file_id": file, "upload_url": f"{self.url}/{file}/upload"}
        if call.method == "files.completeUploadExternal":
            return {"ok": True, "files": json.loads(call.fields["files"])}
        if call.method == "upload":
            return {}
        return {"ok": True, "channel": call.fields.get("channel"), "ts": f"{next(numbers)}.0"}

    def posts(self, channel: str) -> list[dict[str, Any]]:
        """What was posted to a channel."""
        return [call.fields for call in self.calls if call.fields.get("channel") == channel]

    def wait_for_posts(self, channel: str, count: int = 1) -> list[dict[str, Any]]:
        self.wait_for(count, lambda: self.posts(channel))
        return self.posts(channel)

    def files(self, channel: str) -> list[File]:
        """What was shared in a channel: its name is told first, then its content sent, then where it goes."""
        told = (
            self.asked("files.getUploadURLExternal"),
            self.asked("upload"),
            self.asked("files.completeUploadExternal"),
        )
        shared = [File(name.fields["filename"], sent.body, done.fields) for name, sent, done in zip(*told)]
        return [file for file in shared if file.fields["channel_id"] == channel]

    def wait_for_files(self, channel: str, count: int = 1) -> list[File]:
        self.wait_for(count, lambda: self.files(channel))
        return self.files(channel)

    def sign(self, body: bytes, at: float | str | None = None, secret: str = SECRET) -> dict[str, str]:
        """The headers that Slack sends with a body."""
        timestamp = at if isinstance(at, str) else str(int(time.time() if at is None else at))
        signed = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signed.hexdigest()}"}

    def event(self, text: str, channel: str = "D1", user: str = "U1", **more: Any) -> dict[str, Any]:
        """A direct message, or whatever else `more` makes of it."""
        direct = {"type": "message", "channel_type": "im"}
        number = next(numbers)
        event = {**direct, "channel": channel, "user": user, "text": text, "ts": f"{number}.0", **more}
        authorizations = [{"team_id": "T1", "user_id": self.US, "is_bot": True}]
        return {"type": "event_callback", "event_id": f"Ev{number}", "event": event, "authorizations": authorizations}

    def mention(self, text: str, channel: str = "C1", user: str = "U1", **more: Any) -> dict[str, Any]:
        return self.event(text, channel, user, **{"type": "app_mention", "channel_type": "channel", **more})

    def press(self, value: str, channel: str = "D1", user: str = "U1", **message: Any) -> bytes:
        """The body of a pressed button."""
        action = {"type": "button", "action_id": "0", "value": value}
        content = {"type": "block_actions", "trigger_id": f"{next(numbers)}.t", "actions": [action]}
        content.update(user={"id": user}, channel={"id": channel}, message={"ts": "1.0", **message})
        return urllib.parse.urlencode({"payload": json.dumps(content)}).encode()

    def send(self, url: str, content: dict[str, Any] | bytes, **headers: str) -> requests.Response:
        """Send an event (as JSON) or a pressed button (as a form), signed unless headers are given."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        kind = "application/x-www-form-urlencoded" if body.startswith(b"payload=") else "application/json"
        return requests.post(url, body, headers={"Content-Type": kind, **(headers or self.sign(body))}, timeout=PATIENT)


class FakeTelegram(FakeApi):
    """Telegram: takes what bots ask for, and sends updates with the secret that it was told."""

    TOKEN = "4711:a-token-of-telegram"
    HEADER = "X-Telegram-Bot-Api-Secret-Token"
    GROUP = -5
    """A chat of several people."""
    TROUBLES = {
        "an error of its own": (500, {}, {"ok": False, "description": "Internal Server Error"}),
        "too many messages": (429, {}, {"ok": False, "description": "Too Many", "parameters": {"retry_after": 0.01}}),
        "a refusal": (400, {}, {"ok": False, "description": "Bad Request: BUTTON_DATA_INVALID"}),
        "no JSON": (200, {"Content-Type": "text/html"}, {}),
    }
    """What it says instead of taking what it is sent."""

    @property
    def environment(self) -> dict[str, str]:
        address = {"TELEGRAM_WEBHOOK_URL": "https://bot.example.org/webhooks/telegram/webhook"}
        return {**address, "TELEGRAM_BOT_TOKEN": self.TOKEN, "TELEGRAM_API_URL": self.url}

    def answer(self, call: Call) -> dict[str, Any]:
        if call.method not in ("sendMessage", "sendDocument"):
            return {"ok": True, "result": True}
        chat = {"id": int(call.fields["chat_id"]), "type": "private"}
        return {"ok": True, "result": {"message_id": next(numbers), "date": 0, "chat": chat}}

    def posts(self, chat: int) -> list[dict[str, Any]]:
        """What was sent to a chat."""
        return [call.fields for call in self.asked("sendMessage") if call.fields["chat_id"] == str(chat)]

    def wait_for_posts(self, chat: int, count: int = 1) -> list[dict[str, Any]]:
        self.wait_for(count, lambda: self.posts(chat))
        return self.posts(chat)

    def files(self, chat: int) -> list[File]:
        """What was sent to a chat as files."""
        calls = [call for call in self.asked("sendDocument") if call.fields["chat_id"] == str(chat)]
        return [File(name, content, call.fields) for call in calls for name, content in call.files.items()]

    def wait_for_files(self, chat: int, count: int = 1) -> list[File]:
        self.wait_for(count, lambda: self.files(chat))
        return self.files(chat)

    @property
    def secret(self) -> str:
        """What the bot told Telegram to send with each update."""
        return self.wait_for(1, lambda: self.asked("setWebhook"))[-1].fields["secret_token"]

    def update(self, text: str | None, chat: int = 1, user: int | None = None, **more: Any) -> dict[str, Any]:
        """A message in a private chat, in a group where the chat's id is negative, as is Telegram's way."""
        return {"update_id": next(numbers), "message": self.message(text, chat, user, **more)}

    def message(self, text: str | None, chat: int = 1, user: int | None = None, **more: Any) -> dict[str, Any]:
        number = next(numbers)
        message = {"message_id": number, "date": int(time.time()), "chat": {"id": chat}}
        message["chat"]["type"] = "private" if chat > 0 else "group"
        message["from"] = {"id": user or chat, "is_bot": False, "first_name": "Somebody"}
        return {**message, **({} if text is None else {"text": text}), **more}

    def press(self, data: str, chat: int = 1, user: int | None = None) -> dict[str, Any]:
        """A pressed button."""
        message = self.message("What was said.", chat)
        query = {"id": f"{next(numbers)}", "from": {"id": user or chat, "is_bot": False, "first_name": "Somebody"}}
        query.update(message=message, chat_instance="1", data=data)
        return {"update_id": next(numbers), "callback_query": query}

    def send(self, url: str, content: Any, **headers: str) -> requests.Response:
        """Send an update, with the secret unless headers are given."""
        return requests.post(url, json=content, headers=headers or {self.HEADER: self.secret}, timeout=PATIENT)
