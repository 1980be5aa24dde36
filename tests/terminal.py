"""A terminal to try programs in as a person does."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import time
from pathlib import Path

from processes import PATIENT, wait_for

ROOT = Path(__file__).parents[1]


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, *command: str) -> None:
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"  # it would ask where the cursor is, and nothing here answers
            os.execv(command[0], command)
        self.status: int | None = None

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def read_until(self, pattern: str) -> str:
        """What is shown from now on until it shows `pattern`, without colours and moves."""
        shown, deadline = b"", time.monotonic() + PATIENT
        while time.monotonic() < deadline:
            if select.select([self._screen], [], [], 0.2)[0]:
                shown += self._read()
            text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode(errors="replace"))
            if re.search(pattern, text):
                return text
        raise AssertionError(f"/{pattern}/ was not shown in {PATIENT} seconds; this was: {text}")

    def _read(self) -> bytes:
        try:
            return os.read(self._screen, 65_536)
        except OSError:  # Linux's way to say that the other side was closed
            return b""

    def wait(self) -> int:
        """The exit status of the program."""
        wait_for(self._has_ended, "the program ends")
        return os.waitstatus_to_exitcode(self.status)

    def _has_ended(self) -> bool:
        if self.status is None:
            if select.select([self._screen], [], [], 0)[0]:
                self._read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if pid else None
        return self.status is not None

    def close(self) -> None:
        if not self._has_ended():
            os.kill(self.pid, signal.SIGTERM)
            self.wait()
        os.close(self._screen)
