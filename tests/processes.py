"""Looking at processes, and waiting for what they do."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable

PATIENT = 180
"""Seconds that a test waits for what must come."""


def wait_for(happened: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENT
    while not happened():
        assert time.monotonic() < deadline, f"{what}: not within {PATIENT} seconds"
        time.sleep(0.2)


def started_by(pid: int) -> dict[int, str]:
    """The processes that a process started, with their command lines."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,command="], capture_output=True, text=True, check=True
    )
    rows = [line.split(maxsplit=3) for line in listed.stdout.splitlines()]
    return {int(row[0]): row[3] for row in rows if int(row[1]) == pid and not row[2].startswith("Z")}


def child(pid: int, command: str) -> int:
    """The one process that `pid` started with such a command line."""
    [found] = [child for child, line in started_by(pid).items() if command in line]
    return found


def started_action_server(pid: int) -> int:
    """The action server, once a launcher has started it."""
    wait_for(lambda: "rasa_sdk" in " ".join(started_by(pid).values()), "the action server is started")
    return child(pid, "rasa_sdk")


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
