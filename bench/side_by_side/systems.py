"""The three that are measured, and running them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from assistant.launch import QUIET
from bench.side_by_side.talking import TURNS, Talker

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

KEPT = ROOT / "results" / "speed"
"""Where the models of stock Rasa and the floor are, and what the servers log."""

ENVIRONMENT = {
    "MESSAGES_A_MINUTE": "1000000",  # of this assistant: a program is faster than people
    "ASSISTANT_KEPT": str(KEPT / "kept.sqlite"),  # what nobody could answer here is nobody's question
}
"""What all servers have in their environment, beside what the launcher sets."""

TENSORFLOW = {"TF_INTRA_OP_PARALLELISM_THREADS": "1", "TF_INTER_OP_PARALLELISM_THREADS": "1"}
"""One thread for TensorFlow as well. Rasa imports it where this is set: whoever has none must not be told."""

START_SECONDS = 300
"""How long a server may take to start."""

STOP_SECONDS = 20
"""How long it may take to stop before it is killed."""


class BenchError(RuntimeError):
    """It cannot be measured; the message says why."""


@dataclass(frozen=True)
class System:
    """An assistant that is measured."""

    name: str
    model: Path
    launched: bool = False
    """Whether it is started by this project's launcher, as people start it."""
    calls_actions: bool = True

    def commands(self, port: int, action_port: int, relayed: bool) -> Iterator[list[str]]:
        """How its servers are started.

        Args:
            port: where it is to listen.
            action_port: where its action server is to.
            relayed: whether something stands between the two, so that the launcher cannot start them.
        """
        if self.launched and not relayed:
            yield ["assistant.launch", "serve", "--port", str(port), "--action-port", str(action_port)]
            return
        if self.calls_actions:
            yield ["assistant.quiet", "rasa_sdk", "--actions", "actions", "--port", str(action_port), "--quiet"]
        settings = ROOT if self.launched else HERE
        files = (f"--{kind}={settings / kind}.yml" for kind in ("endpoints", "credentials"))
        rasa = ["assistant.quiet", "rasa"] if self.launched else ["rasa"]  # what quiet makes of Rasa is ours
        yield [*rasa, "run", "--model", str(self.model), "--port", str(port), *files]


@dataclass
class Running:
    """A system while it runs."""

    system: System
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    seconds_to_start: float = 0.0
    """From its start to its first answer."""

    def talker(self, turns: int = TURNS) -> Talker:
        """Somebody who talks with it, in conversations of so many turns."""
        return Talker(f"http://127.0.0.1:{self.port}", turns)

    @property
    def megabytes(self) -> float:
        """The memory of all its processes; what several share counts once, where the system tells that."""
        memory = (process.memory_full_info() for process in self._family())
        return sum(getattr(of, "pss", of.rss) for of in memory) / 1e6

    @property
    def processor_seconds(self) -> float:
        """How long its processes have computed."""
        return sum(sum(process.cpu_times()[:2]) for process in self._family())

    def start(self, commands: Iterator[list[str]], environment: Mapping[str, str]) -> None:
        """Start it, and wait for its first answer.

        Raises:
            BenchError: a server ended, or none answered.
        """
        log, began = KEPT / f"{self.system.name}.log", time.perf_counter()
        KEPT.mkdir(parents=True, exist_ok=True)
        everything = {**os.environ, **QUIET, **ENVIRONMENT, **environment}
        with log.open("wb") as written:
            for command in commands:
                started = subprocess.Popen(
                    [sys.executable, "-m", *command], cwd=ROOT, env=everything, stdout=written, stderr=written
                )
                self.processes.append(started)
        while not self._answers():
            if any(process.poll() is not None for process in self.processes):
                raise BenchError(f"{self.system.name} ended while starting: {log.read_text()[-2000:]}")
            if time.perf_counter() - began > START_SECONDS:
                raise BenchError(f"{self.system.name} gave no answer within {START_SECONDS} seconds; see {log}")
            time.sleep(0.05)
        self.seconds_to_start = time.perf_counter() - began

    def stop(self) -> None:
        """Stop all its servers."""
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _answers(self) -> bool:
        try:
            return self.talker().say("what is sarcopenia?").answered
        except requests.RequestException:
            return False

    def _family(self) -> list[psutil.Process]:
        ours = [psutil.Process(process.pid) for process in self.processes]
        return [*ours, *(child for process in ours for child in process.children(recursive=True))]


@contextmanager
def running(system: System, port: int, actions_at: str | None = None) -> Iterator[Running]:
    """Have a system run.

    Args:
        system: which.
        port: where it listens; its action server does at the next.
        actions_at: where it finds its action server, if something stands between them.

    Raises:
        BenchError: it does not start.
    """
    runs = Running(system, port)
    try:
        threads = {} if system.launched else TENSORFLOW
        where = {**threads, "ACTION_ENDPOINT_URL": actions_at or f"http://localhost:{port + 1}/webhook"}
        runs.start(system.commands(port, port + 1, relayed=actions_at is not None), where)
        yield runs
    finally:
        runs.stop()


@contextmanager
def all_running(systems: Sequence[System], port: int) -> Iterator[dict[str, Running]]:
    """Have all systems run at once, each by its name, at ports from this one on."""
    with ExitStack() as stack:
        yield {
            system.name: stack.enter_context(running(system, port + 2 * number))
            for number, system in enumerate(systems)
        }
