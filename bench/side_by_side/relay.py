"""What stands between Rasa and its action server, and counts the bytes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

PATIENCE = 60.0
"""Seconds that the action server may take."""


class Relay(ThreadingHTTPServer):
    """Hands each call on, and counts what was sent."""

    daemon_threads = True

    def __init__(self, url: str, port: int) -> None:
        """Listen.

        Args:
            url: of the action server.
            port: where to listen; 0 for any that is free.
        """
        super().__init__(("127.0.0.1", port), _Handler)
        self.url, self.bytes = url, 0
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where Rasa finds it."""
        return f"http://127.0.0.1:{self.server_port}/webhook"

    def count(self, body: bytes) -> None:
        """Count what was sent."""
        with self._lock:
            self.bytes += len(body)


class _Handler(BaseHTTPRequestHandler):
    server: Relay
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:  # noqa: N802  (the library calls it so)
        """Count a call and hand it on; where nobody is there yet, say so."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.count(body)
        try:
            answer = requests.post(
                self.server.url, body, headers={"Content-Type": "application/json"}, timeout=PATIENCE
            )
            status, content = answer.status_code, answer.content
        except requests.ConnectionError:
            status, content = 502, b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002
        """Log nothing."""


@contextmanager
def relaying(url: str, port: int = 0) -> Iterator[Relay]:
    """Have a relay run before an action server."""
    relay = Relay(url, port)
    threading.Thread(target=relay.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield relay
    finally:
        relay.shutdown()
        relay.server_close()
