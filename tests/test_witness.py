"""What the table of faults is made of: what people got, what stood in the log, what was lost."""

from __future__ import annotations

import pytest
from witness import Witness, unseen, written

PAGE = """Faults:
<!-- faults -->
| What fails | What people got | What the operator saw | What was lost | Seen by |
| --- | --- | --- | --- | --- |
| **Rasa** | | | | |
| sleeps | “Zzz.” (at once) | nothing | nothing | `tests/a.py::one`, `tests/a.py::two` |
| **The machine** | | | | |
<!-- end of faults -->
The end.
"""


class Talker:
    """Says an answer, or fails with an error."""

    def __init__(self, *answers: str | OSError) -> None:
        self._answers = list(answers)

    def say(self, text: str, sender: str) -> str:
        answer = self._answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer


@pytest.fixture
def see(monkeypatch):
    """Makes one that sees a fault."""
    return lambda *fault, test="tests/a.py::one": Witness(fault, test, patch=monkeypatch)


def row(seeing: Witness) -> list[str]:
    [line] = [line for line in written(PAGE, [seeing]).splitlines() if line.startswith(f"| {seeing.fault[1]} |")]
    return line.strip("| ").split(" | ")[1:4]


def test_what_people_got_meanwhile_is_in_the_row(see):
    seeing, talker = see("The machine", "stops"), Talker("Hello! Ask.", "Sorry. Call 911.", "So. Source: it.", "Hello!")
    seeing.listen(talker)
    talker.say("hello", "somebody")
    with seeing.broken():
        talker.say("what?", "somebody")
        talker.say("what?", "somebody")
    talker.say("hello", "somebody")
    assert row(seeing) == ["the answer (at once); “Sorry.” (at once)", "nothing", "–"]


def test_the_slowest_answer_tells_the_time(see):
    seeing = see("The machine", "stops")
    with seeing.broken():
        for seconds in (0.1, 4.0, 1.0):
            seeing.hear("Sorry.", seconds=seconds)
    assert row(seeing)[0] == "“Sorry.” (within 10 s)"


def test_where_no_answer_comes_the_line_breaks(see):
    seeing, talker = see("The machine", "stops"), Talker(ConnectionError("reset"))
    seeing.listen(talker)
    with seeing.broken(), pytest.raises(ConnectionError):
        talker.say("what?", "somebody")
    seeing.look_for_what_was_lost(lambda sender: [])
    assert row(seeing) == ["the line breaks", "nothing", "what was said meanwhile"]


@pytest.mark.parametrize(
    ("kept", "lost"),
    [
        (["one", "two", "three", "one"], "nothing"),
        (["one", "two", "three"], "what was said afterwards"),
        (["one", "three", "one"], "some of what was said meanwhile"),
        (["one"], "what was said meanwhile and what was said afterwards"),
    ],
)
def test_what_was_answered_and_is_not_kept_is_lost(kept, lost, see):
    seeing = see("The machine", "stops")
    seeing.hear("one", "somebody")
    with seeing.broken():
        seeing.hear("two", "somebody")
        seeing.hear("three", "somebody")
    seeing.hear("one", "somebody")
    seeing.look_for_what_was_lost(lambda sender: kept)
    assert row(seeing)[2] == lost


def test_of_the_log_what_came_since_is_in_the_row_without_what_varies(see, tmp_path):
    seeing, log = see("The machine", "stops"), tmp_path / "log"
    log.write_text("2026-01-01 00:00:00 ERROR    a  - Before.\n")
    seeing.listen(Talker(), log)
    with seeing.broken():
        log.open("a").write(
            "2026-01-01 00:00:01 ERROR    a.b  - No port 5005 at 127.0.0.1. OSError (a.py:1 in b)\n"
            "2026-01-01 00:00:01 WARNING  a.b  - Well. Look. It is closed.\n"
            "2026-01-01 00:00:01 INFO     a.b  - Nothing.\nlaunch: ready\nlaunch: stopping\n"
        )
    seeing.read_logs()
    seeing.read_logs()
    assert row(seeing)[1] == "`No port … at …. OSError`; `launch: stopping`; `… It is closed.`"


def test_where_nothing_was_started_it_says_so(see):
    seeing = see("The machine", "stops")
    seeing.refuse("launch: it is stopped\n")
    assert row(seeing) == ["– (nothing is started)", "`launch: it is stopped`", "–"]


def test_a_row_is_written_anew_where_all_of_its_tests_saw_the_fault(see):
    one, two = see("Rasa", "sleeps"), see("Rasa", "sleeps", test="tests/a.py::two")
    for seeing, answer in ((one, "Oh."), (two, "Ah.")):
        with seeing.broken():
            seeing.hear(answer)
    assert written(PAGE, [one]) == written(PAGE, []) == PAGE
    assert "| sleeps | “Ah.”; “Oh.” | nothing | – | `tests/a.py::one`, `tests/a.py::two` |" in written(PAGE, [two, one])


@pytest.mark.parametrize(
    ("answer", "logged", "kept", "missing"),
    [
        ("Zzz.", "", ["Zzz."], []),
        ("Zzz.", "launch: it took long\n", ["Zzz."], []),
        ("Oh.", "", ["Oh."], ["Rasa, sleeps: “Zzz.”"]),
        ("Zzz.", "", [], ["Rasa, sleeps: lost is what was said meanwhile"]),
    ],
    ids=["the same, slower", "more", "another answer", "something lost"],
)
def test_what_the_page_says_must_be_seen_and_more_may_be(answer, logged, kept, missing, see):
    page = PAGE.replace(
        " | nothing | nothing | `tests/a.py::one`, `tests/a.py::two`", " | nothing | nothing | `tests/a.py::one`"
    )
    seeing = see("Rasa", "sleeps")
    with seeing.broken():
        seeing.hear(answer, "somebody", seconds=5.0)
    seeing.read(logged)
    seeing.look_for_what_was_lost(lambda sender: kept)
    assert unseen(page, [seeing]) == missing
