"""What becomes of conversations when the machine's clock is set forwards by a day, or back by an hour."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from fake_action_server import FakeActionServer
from processes import wait_for

from tests.conftest import missing
from tests.faults.conftest import DATABASE, in_a_database, kept

FLAG = "my dad cannot breathe and his lips are blue"
SLOW_DOWN = "You are writing faster than I can keep up with"
QUESTION = "what causes sarcopenia?"
LIBRARY = list(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
JUMPS = {"a day forwards": "+1d", "an hour back": "-1h"}
FAST = 8
"""Messages that somebody may send in a minute here."""


class Clock:
    """The clock of the running assistant, which a test can set; what measures durations goes on."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set("+0")

    def set(self, offset: str) -> None:
        self._file.write_text(offset, encoding="ascii")

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARY[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


@pytest.fixture(scope="module")
def clocked(tmp_path_factory, copy_project, run_assistant):
    """A running assistant with a clock and an action server that a test can set."""
    if not LIBRARY:
        missing("libfaketime is not installed (apt-get install faketime)")
    place, actions = tmp_path_factory.mktemp("clock"), FakeActionServer()
    clock = Clock(place / "offset")
    home = in_a_database(copy_project(tmp_path_factory.mktemp("clocked")), actions.url)
    with run_assistant(place / "log", home, MESSAGES_A_MINUTE=str(FAST), **clock.environment) as running:
        actions.real = f"http://localhost:{running.action_port}/webhook"
        yield running, clock, actions
    actions.close()


@pytest.fixture(params=JUMPS)
def jumps(request, clocked, witness):
    """The assistant, its action server, and what sets its clock in the middle of a conversation."""
    running, clock, actions = clocked
    witness.listen(running, running.log)
    clock.set("+0")
    actions.released.clear()
    yield running, actions, lambda: clock.set(JUMPS[request.param])
    actions.does, actions.is_well = "answer", True
    actions.released.set()
    assert "Traceback" not in running.log.read_text()
    witness.look_for_what_was_lost(lambda sender: kept(running.home / DATABASE, sender))


@pytest.mark.fault("The machine", "has its clock set forwards by a day, or back by an hour")
def test_a_conversation_goes_on(jumps, witness):
    running, _, jump = jumps
    sender = uuid.uuid4().hex
    assert "arcopenia" in running.say(QUESTION, sender)[0]["text"]
    with witness.broken():
        jump()
        assert "als" in running.say("what is als?", sender)[0]["text"].lower()
        treated = running.say("and how is it treated?", sender)[0]["text"]
        assert "als" in treated.lower()
        assert running.say("can you say that again?", sender)[0]["text"] == treated
        assert running.say(FLAG, sender)[0]["text"].startswith("Call 911 now")


def test_a_red_flag_in_two_messages_is_one_before_and_after(jumps):
    running, _, jump = jumps
    sender = uuid.uuid4().hex
    jump()
    running.say("my face", sender)
    assert running.say("is suddenly drooping", sender)[0]["text"].startswith("Call 911 now")


def test_who_writes_too_fast_is_asked_to_slow_down_all_the_same(jumps):
    running, _, jump = jumps
    sender = uuid.uuid4().hex
    for _ in range(FAST):
        assert SLOW_DOWN not in running.say("/ask_help", sender)[0]["text"]
    jump()
    assert running.say("/ask_help", sender)[0]["text"].startswith(SLOW_DOWN)
    assert running.say(FLAG, sender)[0]["text"].startswith("Call 911 now")


def test_an_action_server_that_hung_is_asked_again_in_time(jumps):
    running, actions, jump = jumps
    actions.does, actions.is_well = "hang", False
    assert running.say(QUESTION)[0]["text"].startswith("Sorry, something on my side")
    jump()
    assert running.say(QUESTION)[0]["text"].startswith("Sorry, something on my side")
    actions.does, actions.is_well = "answer", True
    wait_for(lambda: "Source" in running.say(QUESTION)[0]["text"], "answers come again")
