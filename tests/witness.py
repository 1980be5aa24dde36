"""The table of faults in docs/reliability.md says what tests saw: this takes it down, and writes the table.

A test names its row with `@pytest.mark.fault("Rasa", "is killed")` and asks for `witness`, which hears what people are
answered and reads the log; `with witness.broken():` is while the part is broken. `make reliability` writes the rows.
"""

from __future__ import annotations

import contextlib
import re
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

HEAD = ["What fails", "What people got", "What the operator saw", "What was lost", "Seen by"]
TABLE = re.compile(r"(?<=<!-- faults -->\n).*?(?=\n<!-- end of faults -->)", re.DOTALL)

BEFORE, MEANWHILE, AFTERWARDS = "before", "meanwhile", "afterwards"
NOBODY_IS_SERVED = "– (nothing is started)"
TIMES = {3.0: "at once", 10.0: "within 10 s", 30.0: "within 30 s", float("inf"): "within a minute"}
"""How long an answer took, for people; no test holds a machine to it."""
TIME = re.compile(rf" \(({'|'.join(TIMES.values())})\)")

FOR_THE_OPERATOR = re.compile(r"(?:\S+ \S+ (?:WARNING|ERROR|CRITICAL) +\S+  - |(?=launch: (?!ready)))(.*)")
VARIES = re.compile(r"[0-9a-f]{32}|\d+(?:\.\d+){3}|\d{3,}|(?:/[\w.-]+){2,}|(?<=reached: )\w+")
PLACES = re.compile(r" \([^()]*:\d+ in .*\)")


@dataclass
class Witness:
    """What came of a fault, as one test saw it."""

    fault: tuple[str, str]
    """The part that fails, and how."""
    test: str
    people: dict[str, float | None] = field(default_factory=dict)
    """What people were answered meanwhile, with the most seconds that it took."""
    operator: set[str] = field(default_factory=set)
    lost: dict[str, set[bool]] = field(default_factory=lambda: defaultdict(set))
    """Whether it was of each answer before, meanwhile and afterwards."""
    patch: pytest.MonkeyPatch | None = None
    _answers: list[tuple[str, str, str]] = field(default_factory=list)
    """When, in whose conversation, and what."""
    _when: str = BEFORE
    _logs: dict[Path, int] = field(default_factory=dict)

    @contextlib.contextmanager
    def broken(self) -> Iterator[None]:
        """While this lasts the part is broken."""
        self._logs = {log: len(log.read_text(encoding="utf-8")) for log in self._logs}
        self._when = MEANWHILE
        yield
        self._when = AFTERWARDS

    def listen(self, talker: Any, *logs: Path) -> None:
        """Hear all that is said with `talker.say(text, sender, …)`, and read its logs from when the part is broken."""
        self._logs.update(dict.fromkeys(logs, 0))
        say = talker.say

        def heard(text: str, sender: str | None = None, *more: Any, **options: Any) -> Any:
            sender, began = sender or uuid.uuid4().hex, time.monotonic()
            try:
                answer = say(text, sender, *more, **options)
            except OSError:  # what requests raises
                self.hear(None, sender)
                raise
            first = answer if isinstance(answer, str) else answer[0]["text"]
            self.hear(first, sender, time.monotonic() - began)
            return answer

        self.patch.setattr(talker, "say", heard)

    def hear(self, answer: str | None, sender: str = "", seconds: float | None = None) -> None:
        """Take down what somebody got, or that nothing came."""
        self._answers.append((self._when, sender, answer or ""))
        if self._when == MEANWHILE:
            told = "the line breaks" if not answer else "the answer" if "Source" in answer else f"“{beginning(answer)}”"
            self.people[told] = _longest(seconds, self.people.get(told))

    def read(self, log: str) -> None:
        """Take down those lines of a log that are for the operator."""
        lines = filter(None, map(FOR_THE_OPERATOR.match, log.splitlines()))
        self.operator |= {f"`{shortened(VARIES.sub('…', PLACES.sub('', line[1].replace('`', ''))))}`" for line in lines}

    def refuse(self, said: str) -> None:
        """Take down what was said where nothing was started."""
        self.people[NOBODY_IS_SERVED] = None
        self.read(said)

    def look_for_what_was_lost(self, kept: Callable[[str], Iterable[str]]) -> None:
        """Hold what was answered against what is kept of each conversation."""
        found = {sender: Counter(kept(sender)) for sender in {sender for _, sender, _ in self._answers}}
        for when, sender, answer in sorted(self._answers, key=lambda each: each[0] == MEANWHILE):
            self.lost[when].add(found[sender][answer] < 1)  # of the same answers, one of those meanwhile is missing
            found[sender].subtract([answer])

    def read_logs(self) -> None:
        """Read what has come to the logs; who starts a server again begins a new one."""
        for log, begin in self._logs.items():
            text = log.read_text(encoding="utf-8")
            self.read(text[begin if len(text) >= begin else 0 :])
            self._logs[log] = len(text)


SEEN: pytest.StashKey[list[Witness]] = pytest.StashKey()


@pytest.fixture
def witness(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    """Takes down what comes of the fault that the test is marked with."""
    mark = request.node.get_closest_marker("fault")
    seeing = Witness(mark.args if mark else (), request.node.nodeid.split("[")[0].split("@")[0], patch=monkeypatch)
    yield seeing
    seeing.read_logs()
    if mark:
        request.config.stash.setdefault(SEEN, []).append(seeing)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups, which it writes behind the tests' names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the test that looks at what all others saw come last; where several processes test, in that of the others.

    A file's tests share servers, so they stay together too.
    """
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)
    faults = {item.path for item in items if item.get_closest_marker("fault") or item.get_closest_marker("last")}
    for item in items:
        item.add_marker(pytest.mark.xdist_group("faults" if item.path in faults else item.location[0]))


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s", text.strip().replace("|", "\\|"))


def beginning(text: str) -> str:
    return sentences(text)[0]


def shortened(text: str) -> str:
    """The last of its sentences, where there are more than two."""
    said = sentences(text)
    return " ".join(said) if len(said) < 3 else f"… {said[-1]}"


def written(page: str, seen: Iterable[Witness]) -> str:
    """The page with those rows anew of which all tests saw something; new rows come last of their part."""
    rows = _read(TABLE.search(page)[0])
    for fault, witnesses in _by_fault(seen).items():
        part, name = fault
        tests = {witness.test for witness in witnesses}
        before = rows.setdefault(part, {}).get(name)
        if before is None or set(re.findall(r"`([^`]+)`", before[-1])) <= tests:
            rows[part][name] = [name, *_cells(witnesses), ", ".join(f"`{test}`" for test in sorted(tests))]
    return TABLE.sub(lambda _: _table(rows), page)


def unseen(page: str, seen: Iterable[Witness]) -> list[str]:
    """What the page says and these tests did not see, of the rows of which all tests saw something.

    A busy machine shows more, such as a line that something took too long, and of what may be lost other parts.
    That nothing was lost must hold.
    """
    stands, now = _read(TABLE.search(page)[0]), _read(TABLE.search(written(page, seen))[0])
    return [
        f"{part}, {name}: {said}"
        for part, faults in stands.items()
        for name, row in faults.items()
        for said in _unseen(row, now[part][name])
    ]


def _unseen(row: list[str], now: list[str]) -> Iterator[str]:
    for stands, saw in zip(row[1:3], now[1:3]):
        yield from sorted({*TIME.sub("", stands).split("; ")} - {*TIME.sub("", saw).split("; "), "nothing"})
    if row[3] == "nothing" != now[3]:
        yield f"lost is {now[3]}"


def _by_fault(seen: Iterable[Witness]) -> dict[tuple[str, str], list[Witness]]:
    found = defaultdict(list)
    for witness in seen:
        found[witness.fault].append(witness)
    return found


def _cells(witnesses: list[Witness]) -> list[str]:
    people: dict[str, float | None] = {}
    for told, seconds in (each for witness in witnesses for each in witness.people.items()):
        people[told] = _longest(seconds, people.get(told))
    lines = set().union(*(witness.operator for witness in witnesses))
    lost = {when: set().union(*(each.lost[when] for each in witnesses)) for when in (BEFORE, MEANWHILE, AFTERWARDS)}
    return [
        "; ".join(told + _time(people[told]) for told in sorted(people)),
        "; ".join(sorted(lines)) or "nothing",
        _lost(lost),
    ]


def _longest(one: float | None, other: float | None) -> float | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _time(seconds: float | None) -> str:
    return "" if seconds is None else f" ({next(told for longest, told in TIMES.items() if seconds < longest)})"


def _lost(lost: dict[str, set[bool]]) -> str:
    """In words: nothing, all or some of what was said at some time; or that it was not looked for."""
    if not any(lost.values()):
        return "–"
    said = [f"{'some of ' if False in lost[when] else ''}what was said {when}" for when in lost if True in lost[when]]
    return " and ".join(said) or "nothing"


def _read(table: str) -> dict[str, dict[str, list[str]]]:
    """The rows of a table, by part and fault."""
    rows: dict[str, dict[str, list[str]]] = {}
    for line in table.splitlines()[2:]:
        cells = line.strip("| ").split(" | ")
        if cells[0].startswith("**"):
            rows[cells[0].strip("*")] = part = {}
        else:
            part[cells[0]] = cells
    return rows


def _table(rows: dict[str, dict[str, list[str]]]) -> str:
    lines = [HEAD, ["---"] * len(HEAD)]
    for part, faults in rows.items():
        lines += [[f"**{part}**"], *faults.values()]
    return "\n".join(f"| {' | '.join(cells)} |" + " |" * (len(HEAD) - len(cells)) for cells in lines)
