"""The packages that are installed, by the lock files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]

RUNNING = ("requirements.txt", "requirements-weights.txt")
"""What the assistant runs on."""

ALL = ("requirements-dev.txt", "requirements-weights.txt", "requirements-audit.txt")
"""That, and what tests and checks it."""

TOOLS = ROOT / ".audit" / "bin"
"""Where the commands are that look at the packages: in an environment of their own, beside `.venv`."""

_PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


class Package(NamedTuple):
    """A package as a lock file pins it."""

    name: str
    version: str


def pinned(names: tuple[str, ...] = ALL, root: Path = ROOT) -> Iterator[Package]:
    """The packages in lock files.

    Args:
        names: the files.
        root: where they are.
    """
    for name in names:
        for found in _PINNED.finditer((root / name).read_text(encoding="utf-8")):
            yield Package(*found.groups())
