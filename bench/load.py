"""Many pages of the web chat at once: `make load`, while `make serve` runs.

Each of so many clients has a conversation of its own over Socket.IO. Messages go out at a steady rate,
whether those before are answered or not, as people's do.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import time
import uuid
from dataclasses import dataclass, field

import socketio

MESSAGES = [
    ("what is sarcopenia?", False),
    ("what causes disuse atrophy?", False),
    ("my face is drooping and I can't speak", True),
    ("thank you", False),
    ("how is als treated?", False),
    ("does exercise help?", False),
]
"""What is sent in turn, and whether it is an emergency."""

TROUBLE = "something on my side"
"""What the assistant says in place of an answer that it has not."""

PATIENCE = 30.0
"""Seconds after the last message in which answers are waited for."""


@dataclass
class Client:
    """One conversation."""

    line: socketio.Client
    begins: int
    """With which message."""
    sender: str = field(default_factory=lambda: uuid.uuid4().hex)
    sent: int = 0
    answered: list[int] = field(default_factory=list)
    """The messages' numbers in the order in which their answers came."""
    seconds: list[float] = field(default_factory=list)
    """How long each answer took."""
    wrong: list[str] = field(default_factory=list)
    """What was said where it should have been something else."""

    def send(self) -> None:
        """Send the next message; its answer is counted when it comes."""
        number, began = self.sent, time.perf_counter()
        text, emergency = MESSAGES[(self.begins + number) % len(MESSAGES)]
        self.sent += 1

        def answered(said: object) -> None:
            self.answered.append(number)
            self.seconds.append(time.perf_counter() - began)
            if not is_right(said, emergency):
                self.wrong.append(str(said)[:200])

        message = {"sender": self.sender, "id": str(number), "message": text}
        self.line.emit("message", message, callback=answered)

    @property
    def in_order(self) -> bool:
        """Whether each message got one answer, one after the other."""
        return self.answered == list(range(self.sent))


def is_right(said: object, emergency: bool) -> bool:
    """Whether this answers a message: an emergency with a takeover, another without, and neither with an apology."""
    if not isinstance(said, list) or not said:
        return False
    return (said[0].get("takeover") == "emergency") is emergency and TROUBLE not in said[0].get("text", "")


def load(url: str, clients: int, rate: float, seconds: float) -> list[Client]:
    """Have conversations.

    Args:
        url: where the assistant is served.
        clients: how many at once.
        rate: messages a second, of all together.
        seconds: for how long messages are sent.

    Returns:
        What came of each.

    Raises:
        socketio.exceptions.ConnectionError: a client cannot connect.
    """
    people = [Client(socketio.Client(reconnection=False), begins) for begins in range(clients)]
    try:
        for person in people:
            person.line.connect(url, transports=["websocket"], socketio_path="/chat/socket.io")
        began = time.perf_counter()
        for number, person in zip(range(int(rate * seconds)), itertools.cycle(people)):
            time.sleep(max(0.0, began + number / rate - time.perf_counter()))
            person.send()
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until and any(len(person.answered) < person.sent for person in people):
            time.sleep(0.05)
    finally:
        for person in people:
            person.line.disconnect()
    return people


def report(people: list[Client]) -> str:
    """What came of it, in a few lines."""
    seconds = sorted(second for person in people for second in person.seconds)
    sent, wrong = sum(person.sent for person in people), [said for person in people for said in person.wrong]
    disordered = [person for person in people if not person.in_order]
    lines = [
        f"{len(people)} clients, {sent} messages sent, {len(seconds)} answered",
        f"{len(disordered)} clients with answers that are lost, doubled or out of order; {len(wrong)} wrong answers",
    ]
    if seconds:
        at_95 = seconds[int(0.95 * len(seconds))]
        lines.append(f"seconds: median {statistics.median(seconds):.3f}, p95 {at_95:.3f}, longest {seconds[-1]:.3f}")
    return "\n".join([*lines, *wrong[:3]])


def main(arguments: list[str] | None = None) -> int:
    """Have conversations and print what came of them.

    Returns:
        0; 1 where an answer was lost, doubled, out of order or wrong, or nothing is served there.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--url", default="http://localhost:5005")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rate", type=float, default=10.0, help="messages a second, of all together")
    parser.add_argument("--seconds", type=float, default=120.0)
    options = parser.parse_args(arguments)
    try:
        people = load(options.url, options.clients, options.rate, options.seconds)
    except socketio.exceptions.ConnectionError as error:
        print(f"load: {options.url} does not answer ({error}): start it with `make serve`", file=sys.stderr)
        return 1
    print(report(people))
    return 0 if all(person.in_order and not person.wrong for person in people) else 1


if __name__ == "__main__":
    sys.exit(main())
