"""The check of a container, before servers that are well and servers that are not."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant import ready
from tests.conftest import free_port


@contextmanager
def answering(said: object, status: int = 200):
    """The address of a server that always says this, and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def test_it_is_ready_where_a_red_flag_is_answered_with_911_and_leaves_no_conversation():
    with answering([{"text": "Call 911 now. Stay with them."}]) as (url, asked):
        assert ready.main(["--url", url]) == 0
    (said_to, message), (forgotten_at, forgotten) = asked
    assert (said_to, forgotten_at) == ("/webhooks/rest/webhook", "/chat/forget")
    assert message["sender"] == forgotten["sender"]


@pytest.mark.parametrize(
    "said", [[], {}, None, [{"text": "Sorry."}], [{"image": "911"}], [{"text": f"{'Well. ' * 20} 911"}]]
)
def test_it_is_not_ready_where_something_else_is_said(said, capsys):
    with answering(said) as (url, _):
        assert ready.main(["--url", url]) == 1
    assert capsys.readouterr().err == f"ready: {url} does not say to call 911\n"


@pytest.mark.parametrize(("said", "status"), [(b"<html>", 200), ([{"text": "Call 911"}], 503)])
def test_it_is_not_ready_where_it_answers_no_message(said, status, capsys):
    with answering(said, status) as (url, _):
        assert ready.main(["--url", url]) == 1
    assert capsys.readouterr().err.startswith(f"ready: {url} does not answer: ")


def test_it_is_not_ready_where_nobody_listens(capsys):
    url = f"http://127.0.0.1:{free_port()}"
    assert ready.main(["--url", url]) == 1
    assert capsys.readouterr().err == f"ready: {url} does not answer: URLError\n"
