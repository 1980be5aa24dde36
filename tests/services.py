"""Real servers of others on loopback: PostgreSQL, Redis, nginx. Who lacks one skips; CI has all."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import missing

SECONDS = 30


def need(*programs: str) -> None:
    """Skip where a program is missing, or in CI fail."""
    if absent := [name for name in programs if not shutil.which(name)]:
        missing(f"not on the path: {', '.join(absent)}")


def lasting_port() -> int:
    """A port that nobody listens on, and that is no connection's while its server is away: those are above 32768."""
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for_port(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on port {port}")


@dataclass
class Service:
    """A server in a process of its own."""

    command: Sequence[str | Path]
    port: int = field(default_factory=lasting_port)
    process: subprocess.Popen | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal: SIGSTOP has it hang, SIGCONT go on."""
        self.process.send_signal(number)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait(SECONDS)


@contextlib.contextmanager
def redis() -> Iterator[Service]:
    """A Redis that keeps nothing on the disk."""
    need("redis-server")
    port = lasting_port()
    options = {"--port": port, "--bind": "127.0.0.1", "--save": "", "--appendonly": "no"}
    service = Service(["redis-server", *(str(part) for option in options.items() for part in option)], port)
    service.start()
    try:
        yield service
    finally:
        service.stop()


@dataclass
class PostgreSql:
    """A PostgreSQL whose data stays while it is stopped."""

    folder: str
    port: int = field(default_factory=lasting_port)

    def __post_init__(self) -> None:
        self._run("initdb", "-U", "tester", "-A", "trust", "--no-sync")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-o", options, "-w", "-l", f"{self.folder}/log", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def send(self, name: str) -> None:
        """Send all of its processes a signal: with STOP it hangs, with CONT it goes on."""
        master = Path(self.folder, "data", "postmaster.pid").read_text().splitlines()[0]
        children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["kill", f"-{name}", master, *children], check=True)

    def _run(self, program: str, *options: str) -> None:
        as_its_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it refuses to run as root
        command = [*as_its_user, program, "-D", f"{self.folder}/data", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def postgresql() -> Iterator[PostgreSql]:
    """A PostgreSQL of its own."""
    need("initdb", "pg_ctl")
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        service = PostgreSql(folder)
        service.start()
        try:
            yield service
        finally:
            service.stop()


@contextlib.contextmanager
def nginx(folder: Path, port: int) -> Iterator[Service]:
    """An nginx with the nginx.conf of a folder; it is reached at a port."""
    need("nginx")
    command = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"]
    service = Service(command, port)
    service.start()
    try:
        yield service
    finally:
        service.process.send_signal(signal.SIGQUIT)
        service.process.wait(SECONDS)
