"""Everything that is measured, of all three in rounds, so that a slow minute of the machine slows them all."""

from __future__ import annotations

import itertools
import math
import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.side_by_side.systems import Running, System, running
from bench.side_by_side.talking import Answer, Talker
from bench.speed.timing import percentile

RATES = tuple(2 ** (step / 4) for step in range(33))
"""Messages a second that are tried: 1 to 256, each a fifth more than the one before."""

BEARABLE = 250.0
"""Milliseconds within which 95 of 100 answers must come for a rate to be sustained."""

HOPELESS = 5_000.0
"""Milliseconds behind which nobody goes on."""

FEWEST = 20
"""Messages that are sent at a rate at least: 95 of 100 say nothing of fewer."""

AROUND = 2
"""So many turns before and after one are measured with it: five, as many as there are messages to talk with."""


ByTurn = dict[int, float]
"""Something that was measured, by the turn of a conversation."""


@dataclass
class Answers:
    """What came of many messages to one system."""

    milliseconds: list[float] = field(default_factory=list)
    unanswered: int = 0
    processor_seconds: float = 0.0

    def count(self, answer: Answer) -> None:
        """Add an answer."""
        self.milliseconds.append(answer.milliseconds)
        self.unanswered += not answer.answered

    @property
    def processor_milliseconds(self) -> float:
        """What all its processes computed for a message."""
        return 1000 * self.processor_seconds / len(self.milliseconds)


@dataclass
class Search:
    """Looks for the highest rate that is sustained, by halves."""

    holds: int = -1
    """The highest rate known to be, as its place in RATES."""
    fails: int = len(RATES)
    """The lowest known not to be."""

    @property
    def rate(self) -> float | None:
        """What to try next; None where it is found."""
        return RATES[(self.holds + self.fails) // 2] if self.fails - self.holds > 1 else None

    def learn(self, held: bool) -> None:
        """Say whether that was sustained."""
        place = (self.holds + self.fails) // 2
        self.holds, self.fails = (place, self.fails) if held else (self.holds, place)

    @property
    def found(self) -> float:
        """The highest rate; 0 where none is sustained."""
        return RATES[self.holds] if self.holds >= 0 else 0.0


def seconds_to_start(systems: Sequence[System], port: int, rounds: int) -> dict[str, float]:
    """From the start of a system to its first answer, at the median; one system runs at a time.

    Raises:
        BenchError: one does not start.
    """
    seconds: dict[str, list[float]] = {system.name: [] for system in systems}
    for _ in range(rounds):
        for system in systems:
            with running(system, port) as runs:
                seconds[system.name].append(runs.seconds_to_start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def one_by_one(systems: Mapping[str, Running], messages: Sequence[str], rounds: int) -> dict[str, Answers]:
    """Say each message when the one before is answered; a first round is not counted.

    Raises:
        requests.RequestException: one does not answer as it should.
    """
    talkers = {name: runs.talker() for name, runs in systems.items()}
    found = {name: Answers() for name in systems}
    for number in range(rounds + 1):
        for name, runs in systems.items():
            before, answers = runs.processor_seconds, [talkers[name].say(message) for message in messages]
            if number:
                for answer in answers:
                    found[name].count(answer)
                found[name].processor_seconds += runs.processor_seconds - before
    return found


def sustained(
    systems: Mapping[str, Running], messages: Sequence[str], senders: int, seconds: float
) -> dict[str, float]:
    """The highest rate, in messages a second, at which answers come in bearable time.

    Args:
        systems: what is measured.
        messages: what is said, in turn.
        senders: how many people talk at once, each with one message at a time.
        seconds: for how long each rate is tried.

    Raises:
        requests.RequestException: one does not answer as it should.
    """
    searches = {name: Search() for name in systems}
    while any(search.rate for search in searches.values()):
        for name, search in searches.items():
            if search.rate:
                talkers = [systems[name].talker() for _ in range(senders)]
                search.learn(percentile(at_rate(talkers, messages, search.rate, seconds), 0.95) <= BEARABLE)
    return {name: search.found for name, search in searches.items()}


def at_rate(talkers: Sequence[Talker], messages: Sequence[str], rate: float, seconds: float) -> list[float]:
    """Say messages at a rate, whether those before are answered or not.

    Returns:
        The milliseconds from when each was due to its answer. Where they come hopelessly late, all stop.
    """
    total, began, stop = max(int(rate * seconds), FEWEST), time.perf_counter(), threading.Event()

    def talk(number: int) -> list[float]:
        late: list[float] = []
        for place in range(number, total, len(talkers)):
            due = began + place / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            if stop.is_set():
                return [*late, math.inf]
            talkers[number].say(messages[place % len(messages)])
            late.append((time.perf_counter() - due) * 1000)
            if late[-1] > HOPELESS:
                stop.set()
        return late

    with ThreadPoolExecutor(len(talkers)) as people:
        return list(itertools.chain.from_iterable(people.map(talk, range(len(talkers)))))


def long_conversations(
    talkers: Mapping[str, Sequence[Talker]], talk: Sequence[str], turns: Sequence[int]
) -> dict[str, ByTurn]:
    """What a message takes at some turns of a conversation.

    Args:
        talkers: who talk with each system, each in one conversation.
        talk: what is said, again and again.
        turns: where is measured; the turns next to each count as well, so that it does not matter which message came.

    Returns:
        The milliseconds at the median of these, by turn, for each system.
    """
    windows = {turn: window(turn) for turn in turns}
    taken: dict[str, dict[int, list[float]]] = {name: {turn: [] for turn in turns} for name in talkers}
    for number in range(1, max(windows[turn].stop for turn in turns)):
        for name, people in talkers.items():
            times = [person.say(talk[number % len(talk)]).milliseconds for person in people]
            for turn in (turn for turn, window in windows.items() if number in window):
                taken[name][turn] += times
    return {name: {turn: statistics.median(of) for turn, of in by_turn.items()} for name, by_turn in taken.items()}


def bytes_by_turn(counted: Callable[[], int], person: Talker, talk: Sequence[str], turns: Sequence[int]) -> ByTurn:
    """How many bytes are sent in a turn of a conversation.

    Args:
        counted: says how many were sent so far.
        person: talks, in one conversation.
        talk: what is said, again and again.
        turns: around which turns is measured.

    Returns:
        The bytes on average of the turns around each.
    """
    totals = [counted()]
    for number in range(1, max(window(turn).stop for turn in turns)):
        person.say(talk[number % len(talk)])
        totals.append(counted())
    windows = {turn: window(turn) for turn in turns}
    return {turn: (totals[of.stop - 1] - totals[of.start - 1]) / len(of) for turn, of in windows.items()}


def window(turn: int) -> range:
    """The turns that are measured with one."""
    first = max(turn - AROUND, 1)
    return range(first, first + 2 * AROUND + 1)
