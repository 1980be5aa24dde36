"""An assistant's REST channel that says what it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeRest(ThreadingHTTPServer):
    """Listens at a real port; keeps what it is sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.says: list[dict[str, Any]] = [{"text": "An answer."}]
        self.status = 200
        self.heard: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def senders(self) -> list[str]:
        """Who talked, in their order."""
        return list(dict.fromkeys(message["sender"] for message in self.heard))


class _Handler(BaseHTTPRequestHandler):
    server: FakeRest
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.server.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        content = json.dumps(self.server.says).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def fake_rest() -> Iterator[FakeRest]:
    server = FakeRest()
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
