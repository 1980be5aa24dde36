"""What a turn costs in a long conversation: `python -m bench.turns`, while the assistant is served.

Conversations of different lengths get the same messages, one after the other in turn, so that what else the
machine does weighs on all alike. One person writes faster here than the server lets people: start it with
`MESSAGES_A_MINUTE=100000 make serve`. Where it keeps conversations stands in endpoints.yml.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import requests

from assistant.channels.guard import SLOW_DOWN, responses
from assistant.dialogue.takeover import TROUBLE
from assistant.facts.loader import default_facts

MEASURED = (
    "what is sarcopenia?",
    "how is it treated?",
    "and for ALS?",
    "tell me more",
    "where does that come from?",
    "does exercise help?",
    "my grip gets weak when I open jars",
    "thank you",
    "what are the signs of multiple sclerosis?",
    "simpler please",
)
"""What is timed: questions, what follows on them, and talk."""

BEFORE = ("what is {name}?", "tell me more", "how is {name} treated?", "thanks", "why?")
"""What is said before that, of one subject after the other, so that much was spoken of."""

TURNS = (10, 100, 500)
"""Around which turns is measured."""

PATIENCE = 60.0
"""Seconds that an answer may take."""


class WrongAnswerError(RuntimeError):
    """There is no proper answer; the message says what there is."""


@dataclass
class Conversation:
    """One person, who says one thing after the other."""

    url: str
    line: requests.Session = field(default_factory=requests.Session)
    sender: str = field(default_factory=lambda: uuid.uuid4().hex)
    turns: int = 0

    def say(self, text: str) -> float:
        """Say something.

        Returns:
            The seconds until the answer.

        Raises:
            WrongAnswerError: it is none.
            requests.RequestException: nothing is served there.
        """
        message, began = {"sender": self.sender, "message": text}, time.perf_counter()
        reply = self.line.post(f"{self.url}/webhooks/rest/webhook", json=message, timeout=PATIENCE)
        seconds = time.perf_counter() - began
        said = [each.get("text") for each in reply.json()] if reply.ok else [reply.reason]
        if not reply.ok or not said or any(text in (responses()[TROUBLE], responses()[SLOW_DOWN]) for text in said):
            raise WrongAnswerError(f"{text!r} was answered with {said}")
        self.turns += 1
        return seconds

    def go_on(self, turns: int) -> None:
        """Talk until there were so many turns."""
        for text in itertools.islice(talk(), self.turns, turns):
            self.say(text)


def talk() -> Iterator[str]:
    """What is said of one subject after the other, without an end."""
    for subject in itertools.cycle(default_facts().subjects.values()):
        for text in BEFORE:
            yield text.format(name=subject.name)


def measure(url: str, turns: Sequence[int], rounds: int) -> dict[int, list[float]]:
    """Time the same messages around different turns of conversations.

    Args:
        url: where the assistant is served.
        turns: around which turns, the first being what the others are compared with.
        rounds: how often; each time all but the longest conversation are new.

    Returns:
        The seconds that answers took, by turn.
    """
    seconds: dict[int, list[float]] = {turn: [] for turn in turns}
    longest = Conversation(url)
    for _ in range(rounds):
        people = {turn: longest if turn == max(turns) else Conversation(url) for turn in turns}
        for turn, person in people.items():
            person.go_on(turn - len(MEASURED) // 2)
        for text in MEASURED:
            for turn, person in people.items():
                seconds[turn].append(person.say(text))
    return seconds


def report(seconds: Mapping[int, Sequence[float]]) -> str:
    """What came of it, a line for each turn."""
    medians = {turn: statistics.median(taken) for turn, taken in seconds.items()}
    first = next(iter(medians))
    lines = ["turn  median ms  p95 ms  times turn " + str(first)]
    for turn, taken in seconds.items():
        at_95 = sorted(taken)[int(0.95 * len(taken))]
        lines.append(f"{turn:4d}  {1e3 * medians[turn]:9.1f}  {1e3 * at_95:6.1f}  {medians[turn] / medians[first]:.2f}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print what came of it.

    Returns:
        0; 1 where a message got no proper answer, or nothing is served there.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.turns", description=__doc__)
    parser.add_argument("--url", default="http://localhost:5005")
    parser.add_argument("--turns", type=int, nargs="+", default=TURNS, help="around which turns is measured")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    try:
        print(report(measure(options.url, options.turns, options.rounds)))
    except requests.RequestException as error:
        print(f"turns: {options.url} does not answer ({type(error).__name__}): start it", file=sys.stderr)
        return 1
    except WrongAnswerError as error:
        print(f"turns: {error}: start it with MESSAGES_A_MINUTE=100000", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
