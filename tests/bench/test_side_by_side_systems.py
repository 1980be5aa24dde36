import os
import sys
from pathlib import Path

import pytest

from bench.side_by_side import systems
from bench.side_by_side.systems import BenchError, Running, System, all_running, running
from tests.conftest import free_port

MODEL = Path("made.tar.gz")

SERVES = """
import http.server, sys
class Says(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'[{"text": "An answer."}]')
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Says).serve_forever()
"""


class Made(System):
    """A server of a few lines in place of Rasa."""

    def commands(self, port, action_port, relayed):
        yield ["made_server", str(port)]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(systems, "KEPT", tmp_path)
    monkeypatch.setattr(systems, "ROOT", tmp_path)
    (tmp_path / "made_server.py").write_text(SERVES)
    return tmp_path


def test_ours_is_started_as_people_start_it_but_for_a_relay():
    ours = System("ours", MODEL, launched=True)
    assert [command[:2] for command in ours.commands(1, 2, relayed=False)] == [["assistant.launch", "serve"]]
    assert [command[1] for command in ours.commands(1, 2, relayed=True)] == ["rasa_sdk", "rasa"]


def test_without_actions_there_is_no_action_server():
    floor = System("floor", MODEL, calls_actions=False)
    assert [command[:2] for command in floor.commands(1, 2, relayed=False)] == [["rasa", "run"]]


def test_what_runs_answers_and_is_measured_and_stops():
    with running(Made("made", MODEL), free_port()) as runs:
        assert runs.talker().say("hello").answered
        assert runs.seconds_to_start > 0
        assert 1 < runs.megabytes < 1000
        assert runs.processor_seconds > 0
        [process] = runs.processes
    assert process.poll() is not None


def test_several_run_at_ports_of_their_own():
    with all_running([Made("one", MODEL), Made("two", MODEL)], free_port()) as both:
        assert all(runs.talker().say("hello").answered for runs in both.values())
        assert both["one"].port != both["two"].port


def test_what_ends_while_starting_is_told_with_its_log(kept):
    (kept / "made_server.py").write_text("raise SystemExit('no model here')")
    with pytest.raises(BenchError, match="made ended while starting: no model here"), running(Made("made", MODEL), 1):
        pass


def test_what_does_not_answer_in_time_is_stopped(kept, monkeypatch):
    (kept / "made_server.py").write_text("import time; time.sleep(600)")
    monkeypatch.setattr(systems, "START_SECONDS", 0)
    runs = Running(Made("made", MODEL), free_port())
    with pytest.raises(BenchError, match="gave no answer within 0 seconds"):
        runs.start(runs.system.commands(runs.port, 0, relayed=False), os.environ)
    runs.stop()
    assert [process.poll() is None for process in runs.processes] == [False]
    assert sys.executable in runs.processes[0].args
