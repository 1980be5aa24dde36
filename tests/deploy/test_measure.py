"""What a turn costs, for bench/scale/measured.yml: `MEASURE=1 python -m pytest -s tests/deploy/test_measure.py`."""

from __future__ import annotations

import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.load import MESSAGES
from tests.processes import child, started_by

pytestmark = pytest.mark.skipif("MEASURE" not in os.environ, reason="it only measures, where MEASURE is set")

CONVERSATIONS, TURNS = 60, 5
TICKS = os.sysconf("SC_CLK_TCK")


def talk(cluster, begins: int) -> None:
    """A conversation of some turns."""
    sender = uuid.uuid4().hex
    for turn in range(TURNS):
        text, _ = MESSAGES[(begins + turn) % len(MESSAGES)]
        cluster.say(text, sender, X_Conversation=sender)


def talk_all(cluster, conversations: int) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda begins: talk(cluster, begins), range(conversations)))


def processes(cluster) -> dict[str, list[int]]:
    """Whose time is counted, once all have been used."""
    master = Path(cluster.postgresql.folder, "data", "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]
    return {
        "rasa": [child(each.process.pid, "assistant.quiet") for each in cluster.replicas],
        "actions": [child(each.process.pid, "assistant.quiet") for each in cluster.actions],
        "nginx": list(started_by(cluster.nginx.process.pid)),
        "postgresql": list(started_by(int(master))),
        "redis": [cluster.redis.process.pid],
    }


def milliseconds(pids: list[int]) -> float:
    """The processor's time that processes have had."""
    fields = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for pid in pids]
    return 1_000 * sum(int(each[11]) + int(each[12]) for each in fields) / TICKS


def rows(cluster) -> tuple[int, int, int]:
    """How many messages and rows there are, and their bytes."""
    engine = sa.create_engine(f"postgresql://tester@127.0.0.1:{cluster.postgresql.port}/postgres")
    asked = "SELECT count(*) FILTER (WHERE type_name = 'user'), count(*), pg_total_relation_size('events') FROM events"
    with engine.connect() as connection:
        return tuple(connection.execute(sa.text(asked)).one())


def test_what_a_turn_costs(cluster):
    talk_all(cluster, 6)
    counted = processes(cluster)
    before, (messages, kept, _) = {name: milliseconds(pids) for name, pids in counted.items()}, rows(cluster)
    talk_all(cluster, CONVERSATIONS)
    turns, rows_now, size = rows(cluster)
    assert turns - messages == CONVERSATIONS * TURNS
    for name, pids in counted.items():
        print(f"\n{name}_ms: {(milliseconds(pids) - before[name]) / (turns - messages):.2f}", end="")
    print(f"\nrows_a_turn: {(rows_now - kept) / (turns - messages):.2f}\nbytes_a_row: {size / rows_now:.0f}")
