"""Start what belongs together: the action server, and Rasa as a server or as a shell."""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import importlib.metadata
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
import zlib
from pathlib import Path

from assistant import logs

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models" / "assistant.tar.gz"

START_SECONDS = 120
"""How long a server may take to start."""

STOP_SECONDS = 15
"""How long it may take to stop before it is killed."""

HANG_SECONDS = 8
"""How long the action server may not say that it is well, before it is killed. It says so in milliseconds."""

SHELL_TIMEOUT = 60
"""Seconds that `rasa shell` waits for an answer; its own 10 are too few for a first one."""


QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "OMP_NUM_THREADS": "1",  # two processes share few cores: more threads each only wait for each other
    "SANIC_HOST": "127.0.0.1",  # where the action server listens: only Rasa on this machine talks with it
}
"""What our servers have in their environment, where it does not say otherwise."""


class LaunchError(RuntimeError):
    """It cannot start; the message says in one line what is missing."""


def main(arguments: list[str] | None = None) -> int:
    """Serve or chat until told to stop.

    On one machine `serve` is all; on many `rasa` and `actions` run by themselves, and ACTION_ENDPOINT_URL
    says where the actions are.

    Returns:
        0 after a clean stop, 1 where it could not start or a server died (the reason is printed).
    """
    parser = argparse.ArgumentParser(prog="python -m assistant.launch", description=__doc__)
    parser.add_argument("what", choices=sorted(_RUN))
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--action-port", type=int, default=5055)
    parser.add_argument("--endpoints", type=Path, default=ROOT / "endpoints.yml", help="where conversations are kept")
    options = parser.parse_args(arguments)
    for told_to_stop in (signal.SIGTERM, signal.SIGINT):  # a shell without job control starts us deaf to SIGINT
        signal.signal(told_to_stop, _stop)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        _check(options)
        return _RUN[options.what](options, processes)
    except LaunchError as error:
        _say(str(error), "ERROR")
        return 1
    except KeyboardInterrupt:
        print("", end="" if logs.JSON else "\n")  # after the ^C that a terminal shows
        _say("stopping")
        return 0
    finally:
        for process in reversed(processes):
            _end(process)


def _check(options: argparse.Namespace) -> None:
    """Name what is missing before anything is started."""
    actions_host = {**QUIET, **os.environ}["SANIC_HOST"]
    own = {"rasa": ("", options.port), "actions": (actions_host, options.action_port)}
    if options.what != "actions":
        _check_model()
        if not options.endpoints.is_file():
            raise LaunchError(f"{options.endpoints} is missing")
    if options.what in own:  # in a container, whose image was checked when it was built
        _check_ports(own[options.what])
        return
    _check_ports(*own.values())
    _check_data()


def _check_model() -> None:
    """Without a model that it can use, Rasa would serve all the same."""
    name = MODEL.relative_to(ROOT)
    try:
        content = io.BytesIO(gzip.decompress(MODEL.read_bytes()))
        with tarfile.open(fileobj=content) as archive:
            metadata = archive.extractfile("metadata.json")
            trained = json.load(metadata)["rasa_open_source_version"] if metadata else ""
    except FileNotFoundError as error:
        raise LaunchError(f"{name} is missing: run `make train`") from error
    except (OSError, EOFError, zlib.error, tarfile.TarError, LookupError, ValueError) as error:
        raise LaunchError(f"{name} is broken: remove it and run `make train`") from error
    here = importlib.metadata.version("rasa")
    if trained != here:
        raise LaunchError(f"{name} is of Rasa {trained}, and this is Rasa {here}: remove it and run `make train`")


def _check_ports(*addresses: tuple[str, int]) -> None:
    for host, port in addresses:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise LaunchError(f"port {port} is taken: stop what uses it, or set PORT or ACTION_PORT") from error
            except OverflowError as error:
                raise LaunchError(f"port {port} does not exist: choose one up to 65535") from error


def _check_data() -> None:
    """In a process of its own, which gives its memory back."""
    command = [sys.executable, "-m", "assistant.check"]
    checked = subprocess.run(command, cwd=ROOT, env={**QUIET, **os.environ}, capture_output=True, text=True)
    if checked.returncode:
        raise LaunchError(checked.stderr.strip() or f"the check of the data files ended with {checked.returncode}")


def _start_actions(port: int) -> subprocess.Popen[bytes]:
    return _start("rasa_sdk", "--actions", "actions", "--port", str(port), "--quiet")


def _wait_for_actions(process: subprocess.Popen[bytes], port: int) -> None:
    _wait(process, f"http://localhost:{port}/health", "the action server")


def _rasa_options(options: argparse.Namespace) -> list[str]:
    return ["--model", str(MODEL), "--port", str(options.port), "--endpoints", str(options.endpoints.resolve())]


def _serve(options: argparse.Namespace, processes: list[subprocess.Popen[bytes]]) -> int:
    """Both servers; they start side by side, which takes half the time."""
    processes.append(_start_actions(options.action_port))
    rasa = _start("rasa", "run", *_rasa_options(options), actions=options.action_port)
    processes.append(rasa)
    _wait_for_actions(processes[0], options.action_port)
    _wait(rasa, f"http://localhost:{options.port}/ready", "Rasa")
    _announce(options.port)
    _watch(rasa, processes, options.action_port)
    raise LaunchError(f"Rasa ended with status {rasa.returncode}")


def _serve_rasa(options: argparse.Namespace, processes: list[subprocess.Popen[bytes]]) -> int:
    """Rasa alone, a replica of several; its action servers are elsewhere."""
    if "ACTION_ENDPOINT_URL" not in os.environ:
        raise LaunchError("ACTION_ENDPOINT_URL is not set: it says where the action servers are")
    rasa = _start("rasa", "run", *_rasa_options(options))
    processes.append(rasa)
    _wait(rasa, f"http://localhost:{options.port}/ready", "Rasa")
    _announce(options.port)
    raise LaunchError(f"Rasa ended with status {rasa.wait()}")


def _serve_actions(options: argparse.Namespace, processes: list[subprocess.Popen[bytes]]) -> int:
    """An action server alone."""
    actions = _start_actions(options.action_port)
    processes.append(actions)
    _wait_for_actions(actions, options.action_port)
    _say("ready")
    raise LaunchError(f"the action server ended with status {actions.wait()}")


def _announce(port: int) -> None:
    here = f"http://localhost:{port}"
    _say(f"ready\n  Chat  {here}/chat/\n  REST  {here}/webhooks/rest/webhook\n  Ctrl-C stops it.")


def _watch(rasa: subprocess.Popen[bytes], processes: list[subprocess.Popen[bytes]], action_port: int) -> None:
    """Start the action server, the first of the processes, again where it ends or hangs; until Rasa ends."""
    deadline = time.monotonic() + HANG_SECONDS
    while rasa.poll() is None:
        if _answers(f"http://localhost:{action_port}/health"):
            deadline = time.monotonic() + HANG_SECONDS
        elif time.monotonic() > deadline:
            _say("the action server hangs and is killed", "ERROR")
            processes[0].kill()
            processes[0].wait()
        if processes[0].poll() is not None:
            _say("the action server ended and is started again", "ERROR")
            processes[0] = _start_actions(action_port)
            deadline = time.monotonic() + START_SECONDS
        with contextlib.suppress(subprocess.TimeoutExpired):
            rasa.wait(1)


def _chat(options: argparse.Namespace, processes: list[subprocess.Popen[bytes]]) -> int:
    _say("loading the assistant (half a minute). Type a question; /stop or Ctrl-C ends the chat.")
    processes.append(_start_actions(options.action_port))
    patience = ["--request-timeout", str(SHELL_TIMEOUT), "--quiet"]
    shell = _start("rasa", "shell", *_rasa_options(options), *patience, actions=options.action_port)
    processes.append(shell)
    _wait_for_actions(processes[0], options.action_port)
    _watch(shell, processes, options.action_port)
    return shell.wait()


_RUN = {"serve": _serve, "chat": _chat, "rasa": _serve_rasa, "actions": _serve_actions}


def _start(module: str, *options: str, actions: int | None = None) -> subprocess.Popen[bytes]:
    """Start a server of ours with what it needs to know in its environment: where our actions are."""
    environment = {**QUIET, **os.environ}
    if actions:
        environment["ACTION_ENDPOINT_URL"] = f"http://127.0.0.1:{actions}/webhook"  # no name to look up each time
    return subprocess.Popen([sys.executable, "-m", "assistant.quiet", module, *options], cwd=ROOT, env=environment)


def _wait(process: subprocess.Popen[bytes], url: str, name: str) -> None:
    """Wait until `url` answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LaunchError(f"{name} ended with status {process.returncode} while starting; see the lines above")
        if _answers(url):
            return
        time.sleep(0.5)
    raise LaunchError(f"{name} did not answer within {START_SECONDS} seconds")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except (OSError, http.client.HTTPException):
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _say(text: str, level: str = "INFO") -> None:
    """Say something to who started it, in the form that the log has."""
    said = f"launch: {text}"
    written = logs.line(level, "launch", said, time.time()) if logs.JSON else said
    print(written, file=sys.stdout if level == "INFO" else sys.stderr, flush=True)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
