"""Training from scratch: in a copy of the project, with no cache and nothing learned before."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.launch import QUIET
from bench.side_by_side.systems import ENVIRONMENT, HERE, KEPT, ROOT, TENSORFLOW, BenchError

STOCK, FLOOR, OURS = "stock Rasa", "the floor", "this assistant"

PARTS = ("actions", "assistant", "bench", "data", "config.yml", "domain.yml", "endpoints.yml", "credentials.yml")
"""What is copied."""

_TRAIN = ["rasa", "train", "--out", "models"]
_HERE = HERE.relative_to(ROOT)

STEPS: Mapping[str, Mapping[str, list[str]]] = {
    OURS: {
        "the dialogue model": ["assistant.quiet", *_TRAIN, "--fixed-model-name", "assistant"],
        "the red-flag detector": ["assistant.red_flags", "train"],
        "the facts' vectors": ["assistant.facts", "index"],
    },
    STOCK: {
        "the model": [
            *(*_TRAIN, "--fixed-model-name", "stock", "--config", f"{_HERE}/stock/config.yml"),
            *("--domain", "domain.yml", "--data", "data", f"{_HERE}/stock/stories.yml"),
        ]
    },
    FLOOR: {
        "the model": [
            *(*_TRAIN, "--fixed-model-name", "floor", "--config", f"{_HERE}/floor/config.yml"),
            *("--domain", f"{_HERE}/floor/domain.yml", "--data", f"{_HERE}/floor/data.yml"),
        ]
    },
}
"""What is run, in the order of `make train`: sentences that one encodes the next finds encoded."""


def train(name: str, epochs: int | None = None) -> dict[str, float]:
    """Train a system in all its steps.

    Args:
        name: which.
        epochs: how often stock Rasa's networks see the data, where it is not as often as they should.

    Returns:
        The seconds of each step. The models of stock Rasa and the floor are kept.

    Raises:
        BenchError: a step fails.
    """
    with _copy() as home:
        if epochs is not None:
            config = home / _HERE / "stock" / "config.yml"
            config.write_text(re.sub(r"epochs: \d+", f"epochs: {epochs}", config.read_text()))
        seconds = {step: _run(command, home) for step, command in STEPS[name].items()}
        if name != OURS:
            [made] = (home / "models").glob("*.tar.gz")
            KEPT.mkdir(parents=True, exist_ok=True)
            shutil.move(made, model(name, epochs))
    return seconds


def trained(name: str, epochs: int | None = None) -> Path:
    """The model of stock Rasa or the floor, trained where what it learns from is not what it was.

    Raises:
        BenchError: training fails.
    """
    path = model(name, epochs)
    if not path.exists():
        train(name, epochs)
    return path


def model(name: str, epochs: int | None = None) -> Path:
    """Where the model of stock Rasa or the floor is kept, named after all that it is learned from."""
    files = [ROOT / "domain.yml", *(ROOT / "data").rglob("*.yml"), *(ROOT / "assistant/facts/subjects").glob("*.yml")]
    files += [HERE / "importer.py", *(HERE / "stock").iterdir(), *(HERE / "floor").iterdir()]
    content = hashlib.sha256(f"{epochs}".encode())
    for path in sorted(files):
        content.update(path.read_bytes())
    return KEPT / f"{name.split()[-1].lower()}-{content.hexdigest()[:12]}.tar.gz"


@contextmanager
def _copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "models").mkdir()
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, home / part)
        yield home


def _run(command: list[str], home: Path) -> float:
    began = time.perf_counter()
    environment = {**os.environ, **QUIET, **ENVIRONMENT, **TENSORFLOW}
    done = subprocess.run([sys.executable, "-m", *command], cwd=home, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BenchError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return time.perf_counter() - began
