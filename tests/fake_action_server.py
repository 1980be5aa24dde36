"""An action server that does what it is told to: to answer, to hang, to talk rubbish."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

ANSWER = b'{"events": [], "responses": [{"text": "The answer."}]}'
LARGEST = 40_000_000


class FakeActionServer:
    """Listens at a real port; `does` says what comes of a call, `calls` counts them."""

    def __init__(self, real: str | None = None) -> None:
        self.does = "answer"
        self.is_well = True
        self.calls = 0
        self.body = b""
        """Of the last call."""
        self.real = real
        """The address of a real one, which answers in its place where it is to answer."""
        self.released = threading.Event()
        """Until this is set, what hangs hangs."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.fake = self  # type: ignore[attr-defined]
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/webhook"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, body: bytes) -> bytes:
        """What a whole one answers."""
        if self.real is None:
            return ANSWER
        return requests.post(self.real, body, headers={"Content-Type": "application/json"}, timeout=60).content


RUBBISH = {
    "status 500": (500, b"Internal Server Error"),
    "status 404": (404, b"not found"),
    "a refusal that is none": (400, b"bad request"),
    "a refusal of another form": (400, b'{"error": "x"}'),
    "nothing": (200, b""),
    "not JSON": (200, b"<html>It works!</html>"),
    "bytes that are no text": (200, b"\xff\xfe\x00"),
    "half of a JSON": (200, ANSWER[:-5]),
    "a list": (200, b"[]"),
    "null": (200, b"null"),
    "a number": (200, b"5"),
    "nested without an end": (200, b"[" * 100_000),
    "JSON of another form": (200, b'{"events": {"a": 1}, "responses": "hello"}'),
    "an event that there is not": (200, b'{"events": [{"event": "gardening"}], "responses": []}'),
    "a text that is a number": (200, b'{"events": [], "responses": [{"text": 5}]}'),
    "buttons that are a text": (200, b'{"events": [], "responses": [{"text": "", "buttons": "a"}]}'),
    "a response that there is not": (200, b'{"events": [], "responses": [{"response": "utter_gardening"}]}'),
    "nothing to say": (200, b'{"events": [], "responses": []}'),
    "no events": (200, b"{}"),
}
"""What is answered in place of an answer."""


class Handler(BaseHTTPRequestHandler):
    """Does what its server's fake is told to."""

    @property
    def fake(self) -> FakeActionServer:
        return self.server.fake  # type: ignore[attr-defined]

    def do_GET(self) -> None:  # noqa: N802
        if not self.fake.is_well:
            self.fake.released.wait()
        self._send(200, b'{"status": "ok"}')

    def do_POST(self) -> None:  # noqa: N802
        self.fake.calls += 1
        body = self.fake.body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.fake.does == "answer":
            self._send(200, self.fake.answer(body))
        elif self.fake.does == "hang":
            self.fake.released.wait()
        elif self.fake.does == "break off":
            self.close_connection = True
        elif self.fake.does == "talk without an end":
            self._talk()
        else:
            self._send(*RUBBISH[self.fake.does])

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _talk(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(LARGEST))
        self.end_headers()
        try:
            for _ in range(LARGEST // 10_000):
                self.wfile.write(b" " * 10_000)
        except OSError:  # nobody listens any more
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass
