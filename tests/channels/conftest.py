"""What the channels' tests share: the guarded channels on a real port, in front of something that is not Rasa."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from assistant.channels.rest import GuardedRest
from assistant.channels.web import GuardedWeb

Handler = Callable[[UserMessage], Awaitable[Any]]
Ask = Callable[[Handler, str], Any]


@dataclass
class Channels:
    """The channels, and who takes their messages on in Rasa's place: the handler that came last."""

    port: int
    handlers: list[Handler] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, message: UserMessage) -> None:
        await self.handlers[-1](message)


@pytest.fixture(scope="session")
def channels() -> Iterator[Channels]:
    """The channels on a port of their own, where Rasa has them."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))  # a port of 0 is 8000 to Sanic
    served = Channels(listening.getsockname()[1])

    async def start() -> Any:
        app = Sanic("channels", configure_logging=False)
        app.blueprint(GuardedRest().blueprint(served.handle), url_prefix="/webhooks/rest")
        app.blueprint(GuardedWeb(["http://localhost:*"]).blueprint(served.handle), url_prefix="/chat")
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        return server

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    yield served
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture(scope="session")
def ask(channels: Channels) -> Ask:
    """Send a text over REST to a handler; the answer's JSON."""

    def send(handler: Handler, text: str) -> Any:
        channels.handlers.append(handler)
        body = {"sender": "somebody", "message": text}
        answer = requests.post(f"{channels.url}/webhooks/rest/webhook", json=body, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return send
