"""What is measured in a run, and gathering it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.launch import MODEL
from bench.side_by_side.measure import (
    Answers,
    ByTurn,
    bytes_by_turn,
    long_conversations,
    one_by_one,
    seconds_to_start,
    sustained,
)
from bench.side_by_side.relay import relaying
from bench.side_by_side.systems import System, all_running, running
from bench.side_by_side.talking import mix, read_said
from bench.side_by_side.training import FLOOR, OURS, STOCK, train, trained

CONVERSATIONS = 2
"""How many long conversations there are with each."""

ENDLESS = 1_000_000
"""Turns of a conversation that nobody ends."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int = 5
    """In which each of the messages is said once."""
    starts: int = 3
    senders: tuple[int, ...] = (1, 10, 50)
    seconds: float = 10.0
    """For which a rate is tried."""
    turns: tuple[int, ...] = (1, 10, 100, 500)
    sent_turns: tuple[int, ...] = (1, 10, 100)
    """Of which the bytes to the action server are counted."""
    epochs: int | None = None
    """How often stock Rasa's networks see the data, where it is not as often as they should."""
    from_scratch: bool = False
    """Whether training is measured, which takes many minutes."""


QUICK = Plan(rounds=1, starts=1, senders=(1, 3), seconds=2.0, turns=(1, 10), sent_turns=(1, 10), epochs=1)
"""To see whether it works: its figures say little."""


@dataclass(frozen=True)
class Figures:
    """What was measured of one system."""

    answers: Answers
    sustained: dict[int, float]
    """Messages a second, by the number of senders."""
    turns: ByTurn
    """Milliseconds a message."""
    sent: ByTurn | None
    """Bytes to the action server; None where it has none."""
    megabytes: float
    start: float
    """Seconds."""
    training: dict[str, float] | None
    """Seconds of each part; None where it was not measured."""


def gather(plan: Plan, port: int, tell: Callable[[str], None] = print) -> dict[str, Figures]:
    """Measure all three, by name.

    Args:
        plan: how much.
        port: the first of ten at which servers listen.
        tell: is told what is measured, since it takes minutes.

    Raises:
        BenchError: one does not start, or cannot be trained.
        DataError: a data file is at fault.
        requests.RequestException: one does not answer as it should.
    """
    training = {}
    if plan.from_scratch:
        for name in (OURS, STOCK, FLOOR):
            tell(f"bench: training {name} from scratch")
            training[name] = train(name, plan.epochs)
    tell("bench: training stock Rasa and the floor, where that was not done before")
    systems = (
        System(OURS, MODEL, launched=True),
        System(STOCK, trained(STOCK, plan.epochs)),
        System(FLOOR, trained(FLOOR, plan.epochs), calls_actions=False),
    )
    said = read_said()
    messages = mix(said)
    tell(f"bench: {plan.starts} starts of each")
    starts = seconds_to_start(systems, port, plan.starts)
    tell("bench: what is sent to the action server")
    sent = {system.name: _sent(system, port, said.talk, plan) for system in systems if system.calls_actions}
    with all_running(systems, port) as running_all:
        tell(f"bench: {len(messages)} messages one by one, {plan.rounds} rounds")
        answers = one_by_one(running_all, messages, plan.rounds)
        rates = {}
        for senders in plan.senders:
            tell(f"bench: {senders} at once")
            rates[senders] = sustained(running_all, messages, senders, plan.seconds)
        tell(f"bench: conversations of {max(plan.turns)} turns")
        people = {name: [runs.talker(ENDLESS) for _ in range(CONVERSATIONS)] for name, runs in running_all.items()}
        turns = long_conversations(people, said.talk, plan.turns)
        memory = {name: runs.megabytes for name, runs in running_all.items()}
    return {
        system.name: Figures(
            answers=answers[system.name],
            sustained={senders: rate[system.name] for senders, rate in rates.items()},
            turns=turns[system.name],
            sent=sent.get(system.name),
            megabytes=memory[system.name],
            start=starts[system.name],
            training=training.get(system.name),
        )
        for system in systems
    }


def _sent(system: System, port: int, talk: Sequence[str], plan: Plan) -> ByTurn:
    """The bytes to the action server, through a relay before it."""
    at = f"http://127.0.0.1:{port + 1}/webhook"
    with relaying(at, port + 2) as relay, running(system, port, actions_at=relay.address) as runs:
        return bytes_by_turn(lambda: relay.bytes, runs.talker(ENDLESS), talk, plan.sent_turns)
