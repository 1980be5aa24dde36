"""What tests share: one trained model, one running assistant."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
import requests
from fake_apis import FakeSlack, FakeTelegram
from leaks import leaked
from prometheus_client.parser import text_string_to_metric_families
from witness import pytest_collection_modifyitems, witness

__all__ = ["pytest_collection_modifyitems", "witness"]  # pytest finds them here

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models" / "assistant.tar.gz"
START_SECONDS = 180
METRICS_TOKEN = "a token of the tests"
MESSAGES_A_MINUTE = 45
"""What the running assistant lets somebody send: the longest conversation here has forty turns, in seconds."""


def missing(what: str) -> NoReturn:
    """Skip what needs something that this machine lacks; CI has everything, so that there it fails."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def named(name: str, labels: dict[str, str]) -> str:
    """A metric as Prometheus writes it."""
    inside = ",".join(f'{label}="{value}"' for label, value in labels.items())
    return f"{name}{{{inside}}}" if inside else name


@dataclass
class Assistant:
    """The assistant as it is served, on ports of its own."""

    log: Path
    home: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    action_port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    heard: set[str] = field(default_factory=set)
    """What people said to it, and who they are: none of it may stand in its log."""

    @property
    def home_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def url(self) -> str:
        return self.webhook("rest")

    def webhook(self, channel: str) -> str:
        return f"{self.home_url}/webhooks/{channel}/webhook"

    def start(self) -> None:
        """Start it as `make serve` does, and wait until it answers."""
        options = ["serve", "--port", str(self.port), "--action-port", str(self.action_port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "assistant.launch", *options],
                cwd=self.home,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", **self.environment},
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and "launch: ready" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.5)
        assert "launch: ready" in self.log.read_text(), self.log.read_text()

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does; its exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)

    def metrics(self) -> dict[str, float]:
        """What it has counted, by name and labels: `assistant_messages_total{channel="rest"}`."""
        answer = requests.get(
            f"{self.home_url}/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}, timeout=60
        )
        assert answer.status_code == 200, answer.text
        samples = [each for family in text_string_to_metric_families(answer.text) for each in family.samples]
        return {named(each.name, each.labels): each.value for each in samples}

    def say(self, text: str, sender: str | None = None) -> list[dict]:
        """What it answers."""
        body = {"sender": sender or uuid.uuid4().hex, "message": text}
        self.heard |= set(body.values())
        reply = requests.post(self.url, json=body, timeout=60)
        assert reply.status_code == 200, reply.text
        return reply.json()


RunAssistant = Callable[..., AbstractContextManager[Assistant]]


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model; `make test` trains it."""
    assert MODEL.exists(), "run `make train` first"
    return MODEL


@pytest.fixture(scope="session")
def copy_project(model: Path) -> Callable[[Path], Path]:
    """Makes the project at a place of its own, of links; what tests replace files in are folders of its own."""

    def copy(place: Path) -> Path:
        own = {"models", "actions", "assistant", "data"}
        for entry in ROOT.iterdir():
            if entry.name not in own and not entry.name.startswith("."):
                (place / entry.name).symlink_to(entry)
        for name in own:
            shutil.copytree(ROOT / name, place / name, copy_function=os.symlink)
        return place

    return copy


@pytest.fixture
def project(tmp_path: Path, copy_project: Callable[[Path], Path]) -> Path:
    """The project as it stands, of which a test can replace what it likes."""
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def run_assistant(model: Path) -> RunAssistant:
    """Runs the assistant while a context lasts; then nothing that was said to it stands in its log."""

    @contextmanager
    def run(log: Path, home: Path = ROOT, **environment: str) -> Iterator[Assistant]:
        running = Assistant(log, home, environment)
        try:
            running.start()
            yield running
        finally:
            running.stop()
        assert leaked(log.read_text(), running.heard) == []

    return run


@pytest.fixture(scope="session")
def slack() -> Iterator[FakeSlack]:
    """What the running assistant takes for Slack."""
    api = FakeSlack()
    yield api
    api.close()


@pytest.fixture(scope="session")
def telegram() -> Iterator[FakeTelegram]:
    """What the running assistant takes for Telegram."""
    api = FakeTelegram()
    yield api
    api.close()


@pytest.fixture(scope="session")
def assistant(
    run_assistant: RunAssistant, tmp_path_factory: pytest.TempPathFactory, slack: FakeSlack, telegram: FakeTelegram
) -> Iterator[Assistant]:
    """One running assistant for all tests that only talk with it; in Slack and Telegram as well."""
    log = tmp_path_factory.mktemp("assistant") / "log"
    own = {"MESSAGES_A_MINUTE": str(MESSAGES_A_MINUTE), "METRICS_TOKEN": METRICS_TOKEN}
    with run_assistant(log, **own, **slack.environment, **telegram.environment) as running:
        yield running


@pytest.fixture
def assistant_of_its_own(run_assistant: RunAssistant, tmp_path: Path) -> Iterator[Assistant]:
    """A running assistant for a test that breaks it."""
    with run_assistant(tmp_path / "log") as running:
        yield running
