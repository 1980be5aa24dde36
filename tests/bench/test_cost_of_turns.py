"""Measuring what a turn costs, with a conversation that is shorter than the measured ones."""

from __future__ import annotations

import itertools
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from assistant.channels.guard import SLOW_DOWN, responses
from assistant.facts.loader import default_facts
from bench.turns import BEFORE, MEASURED, main, measure, report, talk
from tests.conftest import free_port


@pytest.mark.alone
def test_every_length_gets_the_same_messages(run_assistant, tmp_path):
    with run_assistant(tmp_path / "log", MESSAGES_A_MINUTE="1000") as running:
        seconds = measure(f"http://localhost:{running.port}", turns=(6, 12), rounds=2)
    assert {turn: len(taken) for turn, taken in seconds.items()} == {6: 2 * len(MEASURED), 12: 2 * len(MEASURED)}


def test_turns_are_compared_with_the_first():
    lines = report({10: [0.010, 0.020, 0.030], 500: [0.030, 0.030, 0.090]}).splitlines()
    assert [line.split() for line in lines[1:]] == [["10", "20.0", "30.0", "1.00"], ["500", "30.0", "90.0", "1.50"]]


def test_before_that_every_subject_is_spoken_of():
    subjects = default_facts().subjects
    said = set(itertools.islice(talk(), len(subjects) * len(BEFORE)))
    assert {f"what is {subject.name}?" for subject in subjects.values()} <= said


def test_where_nothing_is_served_it_says_what_to_start(capsys):
    assert main(["--url", f"http://localhost:{free_port()}"]) == 1
    assert "does not answer" in capsys.readouterr().err


class TooFast(BaseHTTPRequestHandler):
    """Answers as to somebody who writes too fast."""

    def do_POST(self):  # noqa: N802
        self.rfile.read(int(self.headers["Content-Length"]))
        content = json.dumps([{"text": responses()[SLOW_DOWN]}]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def too_fast():
    server = HTTPServer(("127.0.0.1", 0), TooFast)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_where_the_server_lets_nobody_write_so_fast_it_says_how_to_start_it(too_fast, capsys):
    assert main(["--url", too_fast]) == 1
    assert "MESSAGES_A_MINUTE" in capsys.readouterr().err
