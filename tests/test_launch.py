"""Starting, failing, going on and stopping, with real processes."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import uuid
from pathlib import Path

import pytest
import requests
from processes import PATIENT, child, is_gone, started_action_server, started_by, wait_for

from assistant import launch

ROOT = Path(__file__).parents[1]
QUESTION = "what causes sarcopenia?"
FLAG = "my dad cannot breathe and his lips are blue"
TROUBLE = "Sorry, something on my side does not work"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


@pytest.fixture
def ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("", 0))
        other.bind(("", 0))
        return one.getsockname()[1], other.getsockname()[1]


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as server:
        server.bind(("", 0))
        server.listen()
        yield server.getsockname()[1]


def replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def launched(*options: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The launcher, when it has ended by itself."""
    command = [sys.executable, "-m", "assistant.launch", *map(str, options)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=PATIENT)


@pytest.mark.fault("Files, at the start", "a port is taken")
@pytest.mark.parametrize("what", ["serve", "chat"])
@pytest.mark.parametrize(("one", "other"), [("--port", "--action-port"), ("--action-port", "--port")])
def test_a_port_that_is_taken_is_named(what, one, other, taken, ports, model, witness):
    ended = launched(what, one, taken, other, ports[0])
    witness.refuse(ended.stderr)
    assert ended.returncode == 1
    assert ended.stderr == f"launch: port {taken} is taken: stop what uses it, or set PORT or ACTION_PORT\n"


def test_a_port_that_does_not_exist_is_named(model):
    ended = launched("serve", "--port", 65536)
    assert (ended.returncode, ended.stderr) == (1, "launch: port 65536 does not exist: choose one up to 65535\n")


@pytest.mark.fault("Files, at the start", "the model is missing")
@pytest.mark.parametrize("what", ["serve", "chat"])
def test_a_missing_model_is_named(what, project, witness):
    (project / "models" / "assistant.tar.gz").unlink()
    ended = launched(what, cwd=project)
    witness.refuse(ended.stderr)
    assert ended.returncode == 1
    assert ended.stderr == "launch: models/assistant.tar.gz is missing: run `make train`\n"


def of_rasa(version: str) -> bytes:
    """A model that says of itself which Rasa trained it, and nothing else."""
    content, whole = json.dumps({"rasa_open_source_version": version}).encode(), io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return whole.getvalue()


BROKEN = {
    "empty": lambda whole: b"",
    "cut in its middle": lambda whole: whole[: len(whole) // 2],
    "cut at its end": lambda whole: whole[:-1],
    "another file": lambda whole: b"<html>not found</html>",
    "changed": lambda whole: whole[:100_000] + bytes(1_000) + whole[101_000:],
    "compressed, but no archive": lambda whole: gzip.compress(b"<html>not found</html>"),
    "an archive of nothing": lambda whole: gzip.compress(bytes(10_240)),
}


@pytest.mark.fault("Files, at the start", "the model is cut, changed, or no model")
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_model_is_named(name, project, model, witness):
    replace(project / "models" / "assistant.tar.gz", BROKEN[name](model.read_bytes()))
    ended = launched("serve", cwd=project)
    witness.refuse(ended.stderr)
    assert ended.returncode == 1
    assert ended.stderr == "launch: models/assistant.tar.gz is broken: remove it and run `make train`\n"


@pytest.mark.fault("Files, at the start", "the model is of another Rasa")
def test_a_model_of_another_rasa_is_named(project, witness):
    replace(project / "models" / "assistant.tar.gz", of_rasa("2.8.0"))
    ended = launched("serve", cwd=project)
    witness.refuse(ended.stderr)
    assert ended.returncode == 1
    assert ended.stderr == (
        "launch: models/assistant.tar.gz is of Rasa 2.8.0, and this is Rasa 3.6.21: remove it and run `make train`\n"
    )


def test_endpoints_that_are_missing_are_named(model):
    ended = launched("serve", "--endpoints", "nowhere.yml")
    assert (ended.returncode, ended.stderr) == (1, "launch: nowhere.yml is missing\n")


def test_a_replica_of_rasa_that_does_not_know_where_the_actions_are_says_so(ports, model, monkeypatch):
    monkeypatch.delenv("ACTION_ENDPOINT_URL", raising=False)  # make says where they are
    ended = launched("rasa", "--port", ports[0])
    assert ended.returncode == 1
    assert ended.stderr == "launch: ACTION_ENDPOINT_URL is not set: it says where the action servers are\n"


@pytest.mark.fault("Files, at the start", "a facts file is broken")
def test_a_broken_facts_file_is_named_before_anything_is_started(project, ports, witness):
    replace(project / "assistant" / "facts" / "subjects" / "als.yml", b"subject: [als\n")
    ended = launched("serve", "--port", ports[0], "--action-port", ports[1], cwd=project)
    witness.refuse(ended.stderr)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("launch: als.yml: ")


@pytest.mark.fault("Files, at the start", "a response is broken")
def test_a_broken_response_is_named_before_anything_is_started(project, ports, witness):
    replace(project / "data" / "responses" / "safety.yml", b"responses: [\n")
    ended = launched("serve", "--port", ports[0], "--action-port", ports[1], cwd=project)
    witness.refuse(ended.stderr)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("launch: safety.yml: ")


@pytest.mark.fault("Files, at the start", "a flag file is broken")
@pytest.mark.parametrize("what", ["serve", "chat"])
def test_a_broken_flag_file_is_named_before_anything_is_started(what, project, ports, witness):
    replace(project / "assistant" / "red_flags" / "flags" / "choking.yml", b"flag: choking\ntitle: Choking\n")
    ended = launched(what, "--port", ports[0], "--action-port", ports[1], cwd=project)
    witness.refuse(ended.stderr)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(
        "launch: choking.yml: source: field required\nchoking.yml: must_fire: field required"
    )


@pytest.mark.fault("The action server", "cannot start")
def test_an_action_server_that_cannot_start_is_named_after_its_reason(project, ports, witness):
    replace(project / "actions" / "action_more.py", b"import gardening")
    ended = launched("serve", "--port", ports[0], "--action-port", ports[1], cwd=project)
    witness.refuse(ended.stderr)
    assert ended.returncode == 1
    *reason, last = ended.stderr.splitlines()
    assert "ModuleNotFoundError: No module named 'gardening'" in "".join(reason)
    assert last == "launch: the action server ended with status 1 while starting; see the lines above"


def test_a_server_that_does_not_answer_is_waited_for_so_long_and_no_longer(monkeypatch, ports):
    monkeypatch.setattr(launch, "START_SECONDS", 1)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as silent:
        with pytest.raises(launch.LaunchError, match="the gardener did not answer within 1 seconds"):
            launch._wait(silent, f"http://localhost:{ports[0]}/", "the gardener")
        silent.kill()


def test_a_server_that_does_not_stop_is_killed(monkeypatch):
    monkeypatch.setattr(launch, "STOP_SECONDS", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        launch._end(process)
        assert process.returncode == -signal.SIGKILL


def test_a_server_that_has_ended_is_let_be():
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as process:
        process.wait()
        launch._end(process)
        assert process.returncode == 3


@pytest.fixture
def starting(ports, model):
    """An assistant that has just begun to start."""
    options = ["--port", str(ports[0]), "--action-port", str(ports[1])]
    command = [sys.executable, "-m", "assistant.launch", "serve", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_told_to_stop_while_it_starts_it_leaves_nothing_behind(number, starting):
    action_server = started_action_server(starting.pid)
    starting.send_signal(number)
    assert starting.wait(PATIENT) == 0
    assert is_gone(action_server)
    said = starting.stdout.read()  # the action server may still say a line of its own behind it
    assert b"launch: stopping\n" in said
    assert b"Traceback" not in said


def test_started_by_a_script_that_ignores_the_interrupt_it_still_stops_by_it(ports, model):
    """A shell without job control starts what it puts in the background so."""
    options = ["--port", str(ports[0]), "--action-port", str(ports[1])]
    command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-m", "assistant.launch", "serve", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            started_action_server(process.pid)
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENT) == 0
        finally:
            process.kill()


def test_told_to_stop_it_stops_both_servers_and_frees_the_ports(assistant_of_its_own):
    running = assistant_of_its_own
    servers = started_by(running.process.pid)
    assert len(servers) == 2
    running.say(QUESTION)
    assert running.stop() == 0
    assert [pid for pid in servers if not is_gone(pid)] == []
    assert is_free(running.port)
    assert is_free(running.action_port)
    assert running.log.read_text().endswith("launch: stopping\n")
    assert "Traceback" not in running.log.read_text()


@pytest.fixture(scope="module")
def mended(run_assistant, tmp_path_factory):
    """A running assistant whose action server tests break, and see whole again."""
    with run_assistant(tmp_path_factory.mktemp("mended") / "log") as running:
        yield running


def reaches(host: str, port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex((host, port)) == 0


def test_only_this_machine_reaches_the_action_server(mended):
    assert reaches("127.0.0.1", mended.action_port)
    assert not reaches("127.0.0.2", mended.action_port), "it listens at more addresses than the one that Rasa calls"


@pytest.mark.parametrize("messenger", ["slack", "telegram"])
def test_a_messenger_that_nobody_set_up_has_no_address(messenger, mended):
    for method in ("GET", "POST"):
        assert requests.request(method, mended.webhook(messenger), timeout=60).status_code == 404
    assert messenger not in mended.log.read_text()


def test_if_rasa_dies_it_says_so_and_stops_the_action_server(assistant_of_its_own):
    running = assistant_of_its_own
    action_server = child(running.process.pid, "rasa_sdk")
    os.kill(child(running.process.pid, "rasa run"), signal.SIGKILL)
    assert running.process.wait(PATIENT) == 1
    assert running.log.read_text().endswith("launch: Rasa ended with status -9\n")
    assert is_gone(action_server)
    assert is_free(running.action_port)


def answers(running, question: str) -> bool:
    return "Source" in running.say(question)[0]["text"]


@pytest.mark.fault("The action server", "ends")
def test_if_the_action_server_dies_red_flags_are_answered_and_it_is_started_again(mended, witness):
    running, sender = mended, uuid.uuid4().hex
    witness.listen(running, running.log)
    assert answers(running, QUESTION)
    for _ in range(2):
        killed = child(running.process.pid, "rasa_sdk")
        with witness.broken():
            os.kill(killed, signal.SIGKILL)
            for button in ("/not_now", "/called_911"):
                assert running.say(FLAG, sender)[0]["text"].startswith("Call 911 now")
                assert "911" in running.say(button, sender)[0]["text"]
            [trouble] = running.say("my aunt Zyxomma asks what causes sarcopenia")
        assert trouble["text"].startswith(TROUBLE)
        assert "911" in trouble["text"]
        wait_for(lambda: answers(running, QUESTION), "answers come again")
        assert child(running.process.pid, "rasa_sdk") != killed
    log = running.log.read_text()
    assert log.count("launch: the action server ended and is started again") == 2
    assert "zyxomma" not in log.lower()


@pytest.mark.fault("The action server", "hangs")
def test_if_the_action_server_hangs_red_flags_are_answered_even_while_a_question_waits(mended, witness):
    running, asker = mended, uuid.uuid4().hex
    witness.listen(running, running.log)
    assert answers(running, QUESTION)
    action_server = child(running.process.pid, "rasa_sdk")
    waiting: list[str] = []
    question = threading.Thread(target=lambda: waiting.append(running.say(QUESTION, asker)[0]["text"]))
    with witness.broken():
        os.kill(action_server, signal.SIGSTOP)
        question.start()
        assert running.say(FLAG)[0]["text"].startswith("Call 911 now")
        assert running.say(FLAG, asker)[0]["text"].startswith("Call 911 now")
        assert running.say("hello")[0]["text"].startswith("Hello!")
        assert waiting == [], "the question should still wait"
        question.join(PATIENT)
    assert waiting[0].startswith(TROUBLE)
    assert "911" in waiting[0]
    wait_for(lambda: answers(running, QUESTION), "answers come again")
    assert child(running.process.pid, "rasa_sdk") != action_server
    assert "launch: the action server hangs and is killed\n" in running.log.read_text()
    assert "Source" in running.say(QUESTION, asker)[0]["text"]
