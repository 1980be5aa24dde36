"""Twenty thousand messages, and whether memory and connections stay as they were: `make soak`. Linux only.

It starts the assistant as `make serve` does and has conversations with it: over REST and the web chat, each with
a few messages, some of them a red flag. Many new ones begin, so that what is kept of each is seen if it stays.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import socketio

from assistant.facts.loader import default_facts
from bench.load import is_right
from bench.markdown import table

ROOT = Path(__file__).parents[1]
START_SECONDS = 180
SIDE_BY_SIDE = 4
"""Conversations at once."""

QUESTIONS = [question for fact in default_facts().all for question in fact.asked]
OTHERS = ["hello", "tell me more", "why?", "thank you", "/ask_help", "what's the weather?", "I feel so alone with this"]
OTHERS += ["prepare my visit", "my grip gets weak", "stop", "forget me", "where does that come from?", "x" * 5_000]
FLAGS = ["my dad cannot breathe and his lips are blue", "my face is drooping and I can't speak"]

FLAT = 0.05
"""By so much more memory may be taken at the end than after the warm-up."""

Say = Callable[[str, str], Any]
"""Says a text in somebody's name; what is answered."""


@dataclass(frozen=True)
class Process:
    """What one process takes."""

    name: str
    megabytes: float
    files: int
    """Open files, sockets among them."""


@dataclass(frozen=True)
class Sample:
    """What all take after so many messages."""

    messages: int
    processes: tuple[Process, ...]


@contextlib.contextmanager
def served(port: int, action_port: int, log: Path) -> Iterator[int]:
    """Serve the assistant while the context lasts; the process of the launcher.

    Raises:
        RuntimeError: it did not start.
    """
    command = [
        sys.executable,
        "-m",
        "assistant.launch",
        "serve",
        "--port",
        str(port),
        "--action-port",
        str(action_port),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while "launch: ready" not in log.read_text(encoding="utf-8"):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            time.sleep(0.5)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def processes(launcher: int) -> tuple[Process, ...]:
    """What the launcher's servers take."""
    children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text(encoding="ascii").split()
    return tuple(_process(Path(f"/proc/{child}")) for child in children)


def _process(proc: Path) -> Process:
    status = dict(line.split(":", 1) for line in (proc / "status").read_text(encoding="utf-8").splitlines())
    name = "action server" if b"rasa_sdk" in (proc / "cmdline").read_bytes() else "Rasa"
    return Process(name, int(status["VmRSS"].split()[0]) / 1024, len(list((proc / "fd").iterdir())))


def conversation(number: int) -> Iterator[tuple[str, bool]]:
    """What somebody says, and whether it is an emergency; the same each time."""
    chance = random.Random(number)  # noqa: S311  (nobody guesses here)
    for _ in range(chance.randint(1, 7)):
        kind = chance.random()
        if kind < 0.05:
            yield chance.choice(FLAGS), True
        else:
            yield chance.choice(QUESTIONS if kind < 0.7 else OTHERS), False


@contextlib.contextmanager
def over_rest(url: str) -> Iterator[Say]:
    """Somebody who talks over REST."""
    with requests.Session() as session:
        address = f"{url}/webhooks/rest/webhook"
        yield lambda sender, text: session.post(address, json={"sender": sender, "message": text}, timeout=60).json()


@contextlib.contextmanager
def over_the_web(url: str) -> Iterator[Say]:
    """Somebody on the page of the web chat."""
    with socketio.SimpleClient() as line:
        line.connect(url, transports=["websocket"], socketio_path="/chat/socket.io")
        yield lambda sender, text: line.call("message", {"sender": sender, "message": text}, timeout=60)


class Soak:
    """Conversations, and what is seen of the servers meanwhile."""

    def __init__(self, url: str, launcher: int, messages: int, every: int) -> None:
        """Begin with nothing said.

        Args:
            url: where the assistant is served.
            launcher: its process.
            messages: how many to say.
            every: after how many each a sample is taken.
        """
        self.samples: list[Sample] = []
        self.wrong: list[str] = []
        self._url, self._launcher, self._messages, self._every = url, launcher, messages, every
        self._said, self._lock = 0, threading.Lock()

    def run(self) -> None:
        """Have the conversations."""
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            list(pool.map(self._talk, range(SIDE_BY_SIDE)))

    def _talk(self, first: int) -> None:
        for number in itertools.count(first, SIDE_BY_SIDE):
            sender, channel = uuid.uuid4().hex, over_the_web if number % 2 else over_rest
            with channel(self._url) as say:
                for text, emergency in conversation(number):
                    said = say(sender, text)
                    if not is_right(said, emergency):
                        self.wrong.append(f"{text[:80]}: {str(said)[:120]}")
                    if self._count() >= self._messages:
                        return

    def _count(self) -> int:
        with self._lock:
            self._said += 1
            if self._said <= self._messages and self._said % self._every == 0:
                self.samples.append(Sample(self._said, processes(self._launcher)))
                print(report(self.samples[-1:]).splitlines()[-1], flush=True)
            return self._said


def report(samples: list[Sample]) -> str:
    """What was seen, as a table."""
    names = [process.name for process in samples[0].processes]
    head = ["messages", *(f"{name}, {what}" for name in names for what in ("MB", "open files and sockets"))]
    rows = [
        [
            f"{sample.messages:,}",
            *(f"{value:,.0f}" for each in sample.processes for value in (each.megabytes, each.files)),
        ]
        for sample in samples
    ]
    return table(head, rows)


def is_flat(samples: list[Sample], warm: int) -> bool:
    """Whether no process takes more at the end than after the warm-up, of so many messages."""
    after = next(sample for sample in samples if sample.messages >= warm)
    pairs = list(zip(after.processes, samples[-1].processes))
    memory = all(end.megabytes <= begin.megabytes * (1 + FLAT) for begin, end in pairs)
    return memory and all(end.files <= begin.files + SIDE_BY_SIDE for begin, end in pairs)


def main(arguments: list[str] | None = None) -> int:
    """Have the conversations, and print what was seen.

    Returns:
        0; 1 where an answer was wrong, or memory or open files grew after the warm-up.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--warm", type=int, default=5_000, help="messages after which nothing must grow")
    parser.add_argument("--every", type=int, default=1_000, help="messages between two samples")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--action-port", type=int, default=5055)
    parser.add_argument("--log", type=Path, default=ROOT / "results" / "soak.log")
    options = parser.parse_args(arguments)
    options.log.parent.mkdir(parents=True, exist_ok=True)
    with served(options.port, options.action_port, options.log) as launcher:
        soak = Soak(f"http://localhost:{options.port}", launcher, options.messages, options.every)
        soak.run()
    print(f"\n{report(soak.samples)}\n\n{len(soak.wrong)} wrong answers", *soak.wrong[:5], sep="\n")
    return 0 if is_flat(soak.samples, options.warm) and not soak.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
