"""The shares that the suite holds over the development sets."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from assistant.data_files import Strict, parse, read_yaml
from bench.safety.measure import Kind

FILE = Path(__file__).with_name("floors.yml")


class Floors(Strict):
    """The least share of each kind that must be judged right."""

    emergencies: float = Field(ge=0, le=1)
    lookalikes: float = Field(ge=0, le=1)
    ordinary: float = Field(ge=0, le=1)

    def of(self, kind: Kind) -> float:
        """The floor under a kind."""
        return {Kind.EMERGENCY: self.emergencies, Kind.LOOKALIKE: self.lookalikes, Kind.ORDINARY: self.ordinary}[kind]


def floors(path: Path = FILE) -> Floors:
    """Read them.

    Raises:
        DataError: naming the key at fault.
    """
    return parse(Floors, read_yaml(path), path)
