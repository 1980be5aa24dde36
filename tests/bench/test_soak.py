"""The soak: what is said in it, and what it sees of processes."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.soak import Process, Sample, Soak, conversation, is_flat, processes, report
from tests.conftest import missing
from tests.processes import child


def test_the_same_is_said_each_time_and_some_of_it_is_an_emergency():
    said = [list(conversation(number)) for number in range(300)]
    assert said == [list(conversation(number)) for number in range(300)]
    assert {len(each) for each in said} == set(range(1, 8))
    messages = list(itertools.chain(*said))
    assert 0.02 < sum(emergency for _, emergency in messages) / len(messages) < 0.1


@pytest.fixture
def launcher() -> Iterator[int]:
    """A process that has started another."""
    if sys.platform != "linux":
        missing("only Linux tells of processes in /proc")
    command = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"1\n"
        yield process.pid
        process.stdin.close()


def test_it_sees_what_the_servers_take(launcher):
    [seen] = processes(launcher)
    assert seen.name == "Rasa"
    assert 1 < seen.megabytes < 100
    assert seen.files == len(os.listdir(f"/proc/{child(launcher, 'input')}/fd"))


def test_it_has_conversations_with_a_running_assistant(assistant):
    [rasa] = [process for process in processes(assistant.process.pid) if process.name == "Rasa"]
    assert rasa.megabytes > 100
    soak = Soak(f"http://localhost:{assistant.port}", assistant.process.pid, messages=20, every=10)
    soak.run()
    assert soak.wrong == []
    assert [sample.messages for sample in soak.samples] == [10, 20]


def sample(messages: int, megabytes: float, files: int) -> Sample:
    return Sample(messages, (Process("action server", 300.0, 10), Process("Rasa", megabytes, files)))


@pytest.mark.parametrize(
    ("megabytes", "files", "flat"), [(1040.0, 22, True), (1060.0, 20, False), (900.0, 20, True), (1000.0, 30, False)]
)
def test_it_is_flat_where_nothing_grows_after_the_warm_up(megabytes, files, flat):
    samples = [sample(1_000, 500.0, 20), sample(2_000, 1000.0, 20), sample(3_000, megabytes, files)]
    assert is_flat(samples, warm=2_000) is flat
    assert "| 2,000 | 300 | 10 | 1,000 | 20 |" in report(samples)
