"""From people a day to replicas, cores, memory and rows. All of it is here; what goes in stands in measured.yml."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, PositiveFloat

from assistant.data_files import parse, read_yaml
from assistant.limits import CONNECTIONS

MEASURED = Path(__file__).with_name("measured.yml")

DAY, HOUR, MINUTE = 86_400, 3_600, 60
MEGABYTES, GIGABYTE = 1_024, 1_024**3


class Figure(BaseModel):
    """A number, with what it is of and where it comes from."""

    value: PositiveFloat
    of: str
    how: str


class Measured(BaseModel):
    """What was measured, and what is assumed of people."""

    rasa_ms: Figure
    actions_ms: Figure
    nginx_ms: Figure
    postgresql_ms: Figure
    redis_ms: Figure
    rasa_mb: Figure
    actions_mb: Figure
    rows_a_turn: Figure
    bytes_a_row: Figure
    turns: Figure
    minutes: Figure
    busiest_hour: Figure
    busy: Figure
    days: Figure


@dataclass(frozen=True)
class Plan:
    """What so many people need in the busiest hour."""

    turns_a_second: float
    at_once: float
    rasa: int
    actions: int
    nginx_cores: float
    postgresql_cores: float
    redis_cores: float
    memory_gb: float
    rows_a_day: float
    rows_a_second: float
    kept_gb: float


def plan(people: int, measured: Measured) -> Plan:
    """What so many people a day need.

    Args:
        people: a day.
        measured: by what to reckon.

    Returns:
        Replicas with one to spare, and never fewer than two; cores of what is not ours; memory of ours.
    """
    of = {name: figure.value for name, figure in measured}
    in_the_hour = people * of["busiest_hour"]
    turns, at_once = in_the_hour * of["turns"] / HOUR, in_the_hour * of["minutes"] * MINUTE / HOUR
    rasa = replicas(max(cores(turns, of["rasa_ms"], of["busy"]), at_once / CONNECTIONS))
    actions = replicas(cores(turns, of["actions_ms"], of["busy"]))
    rows = people * of["turns"] * of["rows_a_turn"]
    return Plan(
        turns_a_second=turns,
        at_once=at_once,
        rasa=rasa,
        actions=actions,
        nginx_cores=cores(turns, of["nginx_ms"], of["busy"]),
        postgresql_cores=cores(turns, of["postgresql_ms"], of["busy"]),
        redis_cores=cores(turns, of["redis_ms"], of["busy"]),
        memory_gb=(rasa * of["rasa_mb"] + actions * of["actions_mb"]) / MEGABYTES,
        rows_a_day=rows,
        rows_a_second=turns * of["rows_a_turn"],
        kept_gb=rows * of["bytes_a_row"] * of["days"] / GIGABYTE,
    )


def cores(turns: float, milliseconds: float, busy: float) -> float:
    """How many cores so many turns a second need, where each is busy for no more than a share of the time."""
    return turns * milliseconds / 1_000 / busy


def replicas(needed: float) -> int:
    """How many processes, each of which uses one core: one can end, or be restarted, at any time."""
    return max(2, math.ceil(needed) + 1)


def read_measured(path: Path = MEASURED) -> Measured:
    """Read the figures.

    Raises:
        DataError: naming the key at fault.
    """
    return parse(Measured, read_yaml(path), path)
