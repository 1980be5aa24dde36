"""Several machines on one: PostgreSQL, Redis and nginx of their own, two replicas of Rasa and two action servers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import requests
import sqlalchemy as sa

from tests import services
from tests.conftest import ROOT
from tests.processes import child, wait_for

NGINX = ROOT / "deploy" / "nginx" / "nginx.conf"


@dataclass
class Server:
    """A replica of Rasa, or an action server, as its container starts it."""

    what: str
    options: list[str]
    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=services.lasting_port)
    process: subprocess.Popen | None = None

    def begin(self) -> None:
        """Start it, without waiting until it is ready."""
        port = "--port" if self.what == "rasa" else "--action-port"
        command = [sys.executable, "-m", "assistant.launch", self.what, port, str(self.port), *self.options]
        with self.log.open("wb") as log:
            own = {**os.environ, **self.environment}
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=own)

    def wait(self) -> None:
        wait_for(lambda: "launch: ready" in self.log.read_text() or self.process.poll() is not None, self.what)
        assert self.process.poll() is None, self.log.read_text()

    def send(self, number: signal.Signals) -> None:
        """Send the server itself, not its launcher, a signal."""
        os.kill(child(self.process.pid, "assistant.quiet"), number)

    def stop(self) -> None:
        """Stop it as a container is stopped."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(40)


@dataclass
class Cluster:
    """All of it."""

    address: str
    replicas: list[Server]
    actions: list[Server]
    postgresql: services.PostgreSql
    redis: services.Service
    nginx: services.Service

    def post(self, text: str, sender: str, replica: Server | None = None, **headers: str) -> requests.Response:
        """Send a message over REST: through nginx, or to one replica."""
        home = f"http://127.0.0.1:{replica.port}" if replica else self.address
        body = {"sender": sender, "id": uuid.uuid4().hex, "message": text}
        return requests.post(f"{home}/webhooks/rest/webhook", json=body, headers=headers, timeout=90)

    def say(self, text: str, sender: str, replica: Server | None = None, **headers: str) -> str:
        """The first message of an answer."""
        return self.post(text, sender, replica, **headers).json()[0]["text"]

    def is_warm(self, replica: Server) -> bool:
        """Whether a replica answers in time: what is asked first takes longest."""
        return "Source" in self.say("what is als?", uuid.uuid4().hex, replica)

    def kept(self, sender: str, kind: str = "user") -> list[str]:
        """What stands in the database of a conversation: what was asked, or with "bot" what was said."""
        engine = sa.create_engine(f"postgresql://tester@127.0.0.1:{self.postgresql.port}/postgres")
        asked = "SELECT data::json->>'text' FROM events WHERE sender_id = :sender AND type_name = :kind ORDER BY id"
        with engine.connect() as connection:
            rows = connection.execute(sa.text(asked), {"sender": sender, "kind": kind})
            return [text for (text,) in rows]


@pytest.fixture(scope="module")
def machines(model, tmp_path_factory) -> Iterator[Cluster]:
    """One for all tests; each leaves it whole."""
    services.need("nginx", "redis-server", "initdb", "pg_ctl")
    logs = tmp_path_factory.mktemp("cluster")
    front, behind = services.lasting_port(), services.lasting_port()
    with ExitStack() as started:
        postgresql, redis = (started.enter_context(start()) for start in (services.postgresql, services.redis))
        environment = {
            **{"DB_HOST": "127.0.0.1", "DB_PORT": str(postgresql.port), "DB_NAME": "postgres"},
            **{"DB_USER": "tester", "DB_PASSWORD": "unused"},
            "REDIS_URL": f"redis://127.0.0.1:{redis.port}/1",
            "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{behind}/webhook",
            "MESSAGES_A_MINUTE": "1000",
        }
        kept = {"ASSISTANT_KEPT": str(logs / "kept.sqlite")}
        endpoints = ["--endpoints", str(ROOT / "deploy" / "endpoints.yml")]
        replicas = [Server("rasa", endpoints, {**environment, **kept}, logs / f"rasa-{number}") for number in (0, 1)]
        actions = [Server("actions", [], kept, logs / f"actions-{number}") for number in (0, 1)]
        for server in (*replicas, *actions):
            started.callback(server.stop)
            server.begin()
        for server in (*replicas, *actions):
            server.wait()
        folder = Path(started.enter_context(tempfile.TemporaryDirectory()))
        proxy = started.enter_context(nginx(folder, front, behind, replicas, actions))
        cluster = Cluster(f"http://127.0.0.1:{front}", replicas, actions, postgresql, redis, proxy)
        for replica in replicas:
            wait_for(partial(cluster.is_warm, replica), "answers come")
        yield cluster


@pytest.fixture
def cluster(machines, witness) -> Iterator[Cluster]:
    """It, and what comes of a test that breaks a part of it."""
    witness.listen(machines, *(server.log for server in (*machines.replicas, *machines.actions)))
    yield machines
    if witness.fault:
        witness.look_for_what_was_lost(lambda sender: machines.kept(sender, "bot"))


def nginx(folder: Path, front: int, behind: int, replicas: list[Server], actions: list[Server]):
    """The nginx of deploy/, with ports and servers of this machine."""
    text = NGINX.read_text(encoding="utf-8").replace("/tmp/", f"{folder}/")
    for port, own in (("8080", front), ("5055", behind)):
        text, changed = re.subn(rf"listen {port};", f"listen 127.0.0.1:{own};", text)
        assert changed == 1
    places = folder / "conf.d"
    places.mkdir()
    for name, servers in (("rasa", replicas), ("actions", actions)):
        lines = [f"server 127.0.0.1:{server.port} max_fails=3 fail_timeout=5s;" for server in servers]
        (places / f"{name}.servers").write_text("\n".join(lines), encoding="utf-8")
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    folder.chmod(0o755)  # started by root, nginx works as nobody
    return services.nginx(folder, front)
