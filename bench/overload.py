"""Five times the rated load for a minute: `make overload`, while `make serve` runs.

Before it and after it the load is the rated one. Half of the messages go over REST and half over connections
of the web chat, at a steady rate, whether those before are answered or not; nobody sends more than ten.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import socketio

from bench.load import MESSAGES, is_right
from bench.markdown import table

PAGES = 50
"""How many pages of the web chat are connected."""

OF_ONE = 10
"""Messages of one person; then another comes. More than twenty a minute would be refused for another reason."""

PATIENCE = 30.0
"""Seconds in which an answer is waited for."""

RECOVERED = 5.0
"""Seconds after the overload from which on all must be as before."""

ANSWERED, REFUSED, WRONG, LOST = "answered", "refused", "wrong", "lost"


@dataclass
class Sent:
    """A message, and what came of it."""

    at: float
    """When it was to be sent, in seconds from the start."""
    emergency: bool
    became: str = LOST
    seconds: float = 0.0
    """How long the answer took."""


@dataclass(frozen=True)
class Load:
    """How much is sent, and for how long."""

    rate: float = 10.0
    """Messages a second that the assistant is rated for."""
    times: float = 5.0
    before: float = 20.0
    overload: float = 60.0
    after: float = 20.0

    def moments(self) -> Iterator[float]:
        """When messages are sent."""
        at, until = 0.0, (self.before, self.before + self.overload, self.before + self.overload + self.after)
        while at < until[2]:
            yield at
            at += 1 / (self.rate * self.times if until[0] <= at < until[1] else self.rate)

    def phases(self) -> dict[str, tuple[float, float]]:
        """The parts of it, each with its beginning and its end."""
        over = self.before + self.overload
        return {
            "before": (0.0, self.before),
            f"{self.times:g} × the load": (self.before, over),
            f"the {RECOVERED:g} s after it": (over, over + RECOVERED),
            "after that": (over + RECOVERED, over + self.after),
        }


def became(said: Any, emergency: bool) -> str:
    """What came of a message, by what was said to it."""
    if isinstance(said, list) and said and said[0].get("busy") and not emergency:
        return REFUSED if "911" in said[0]["text"] else WRONG
    return ANSWERED if is_right(said, emergency) else WRONG


async def run(url: str, load: Load) -> list[Sent]:
    """Put a load on a running assistant.

    Args:
        url: where it is served.
        load: how much, and for how long.

    Returns:
        What was sent, with what came of each.

    Raises:
        socketio.exceptions.ConnectionError: a page cannot connect.
    """
    pages = [socketio.Client(reconnection=False) for _ in range(PAGES)]
    timeout, connector = aiohttp.ClientTimeout(PATIENCE), aiohttp.TCPConnector(limit=0)
    try:
        for page in pages:
            page.connect(url, transports=["websocket"], socketio_path="/chat/socket.io")
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as rest:
            return await _send_all(url, load, pages, rest)
    finally:
        for page in pages:
            page.disconnect()


async def _send_all(url: str, load: Load, pages: list[socketio.Client], rest: aiohttp.ClientSession) -> list[Sent]:
    async def over_rest(message: dict[str, str]) -> Any:
        async with rest.post(f"{url}/webhooks/rest/webhook", json=message) as answer:
            return await answer.json()

    async def send(number: int, sent: Sent, text: str, sender: str) -> None:
        message = {"sender": sender, "id": str(number), "message": text}
        asked = over_the_web(pages[number // 2 % PAGES], message) if number % 2 else over_rest(message)
        began = time.perf_counter()
        try:
            sent.became = became(await asked, sent.emergency)
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, socketio.exceptions.SocketIOError):
            sent.became = LOST
        sent.seconds = time.perf_counter() - began

    people = [uuid.uuid4().hex for _ in range(PAGES)]
    all_sent, sending, began = [], [], time.perf_counter()
    for number, (at, (text, emergency)) in enumerate(zip(load.moments(), itertools.cycle(MESSAGES))):
        await asyncio.sleep(began + at - time.perf_counter())
        if number // PAGES % OF_ONE == 0:
            people[number % PAGES] = uuid.uuid4().hex
        all_sent.append(Sent(at, emergency))
        sending.append(asyncio.ensure_future(send(number, all_sent[-1], text, people[number % PAGES])))
    await asyncio.gather(*sending)
    return all_sent


async def over_the_web(page: socketio.Client, message: dict[str, str]) -> Any:
    """Send a message over a page's connection, which has threads of its own; what is said."""
    loop = asyncio.get_running_loop()
    said: asyncio.Future[Any] = loop.create_future()
    page.emit("message", message, callback=lambda answer=None: loop.call_soon_threadsafe(_put, said, answer))
    return await asyncio.wait_for(said, PATIENCE)


def _put(said: asyncio.Future[Any], answer: Any) -> None:
    if not said.done():  # nobody waits for it any more
        said.set_result(answer)


def report(sent: Sequence[Sent], load: Load) -> str:
    """What came of it, as a table."""
    rows = []
    for phase, (begin, end) in load.phases().items():
        for what, emergency in (("questions", False), ("red flags", True)):
            some = [each for each in sent if begin <= each.at < end and each.emergency is emergency]
            counts = [sum(each.became == kind for each in some) for kind in (ANSWERED, REFUSED, WRONG, LOST)]
            rows.append([phase, what, *map(str, counts), _seconds(some, ANSWERED), _seconds(some, REFUSED)])
    head = ["", "", ANSWERED, REFUSED, WRONG, LOST, "seconds to an answer", "seconds to a refusal"]
    return table(head, rows, left=2)


def _seconds(some: Sequence[Sent], kind: str) -> str:
    seconds = sorted(each.seconds for each in some if each.became == kind)
    if not seconds:
        return "–"
    return f"{statistics.median(seconds):.2f}, p95 {seconds[int(0.95 * len(seconds))]:.2f}, longest {seconds[-1]:.2f}"


def held(sent: Sequence[Sent], load: Load) -> bool:
    """Whether nothing was lost or wrong, and nothing refused once it must have recovered."""
    recovered = load.before + load.overload + RECOVERED
    return all(
        each.became == ANSWERED or (each.became == REFUSED and load.before <= each.at < recovered) for each in sent
    )


def main(arguments: list[str] | None = None) -> int:
    """Put the load on, and print what came of it.

    Returns:
        0; 1 where something was lost or wrong, or refused without need, or nothing is served there.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.overload", description=__doc__)
    parser.add_argument("--url", default="http://localhost:5005")
    for name in ("rate", "times", "before", "overload", "after"):
        parser.add_argument(f"--{name}", type=float, default=getattr(Load, name))
    options = vars(parser.parse_args(arguments))
    url, load = options.pop("url"), Load(**options)
    try:
        sent = asyncio.run(run(url, load))
    except socketio.exceptions.ConnectionError as error:
        print(f"overload: {url} does not answer ({error}): start it with `make serve`", file=sys.stderr)
        return 1
    print(report(sent, load))
    return 0 if held(sent, load) else 1


if __name__ == "__main__":
    sys.exit(main())
