"""What machine it was measured on: no more of it than matters, and nothing that names it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

CPU = Path("/proc/cpuinfo")
PACKAGES = ("spacy", "scikit-learn", "numpy")


def machine(cpu: Path = CPU) -> dict[str, str]:
    """Processor, cores, load, and versions."""
    return {
        "Processor": _model(cpu),
        "Cores": str(os.cpu_count()),
        "Load at the start": f"{os.getloadavg()[0]:.1f} (1 is one busy core)",
        "Python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def _model(cpu: Path) -> str:
    """The processor's name, where the system tells it."""
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
