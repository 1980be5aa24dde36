"""What the channels' tests share: channels on real ports, in front of something that is not Rasa."""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import requests
from fake_apis import FakeSlack, FakeTelegram
from rasa.core.channels.channel import InputChannel, UserMessage, register
from rasa.server import add_root_route
from sanic import Sanic

from assistant.channels.crowd import crowd
from assistant.channels.pace import pace
from assistant.channels.rest import GuardedRest
from assistant.channels.web import GuardedWeb

Sanic.test_mode = True  # or it would serve one app a process

Handler = Callable[[UserMessage], Awaitable[Any]]
Ask = Callable[[Handler, str], Any]


class Served:
    """Channels on a real port, whose messages a handler gets in Rasa's place."""

    numbers = itertools.count()
    action_endpoint = tracker_store = processor = None
    """There is neither an action server nor anything else of Rasa."""

    def __init__(self, channels: tuple[InputChannel, ...], loop: asyncio.AbstractEventLoop) -> None:
        self.handler: Handler = echoes
        self.has_model = True
        self.received: list[UserMessage] = []
        """What the handler was given."""
        self._channels, self._loop = channels, loop
        self._socket = socket.create_server(("127.0.0.1", 0))  # Sanic takes a port of 0 for its own 8000
        self.home = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = self._run(self._start())

    @property
    def url(self) -> str:
        """Where the first of the channels takes messages."""
        return f"{self.home}/webhooks/{self._channels[0].url_prefix()}/webhook"

    def is_ready(self) -> bool:
        return self.has_model

    async def handle_message(self, message: UserMessage) -> None:
        self.received.append(message)
        await self.handler(message)

    def stop(self) -> None:
        if self._server:
            self._run(self._stop())

    async def _start(self) -> Any:
        app = Sanic(f"channel_{next(self.numbers)}", configure_logging=False)
        app.ctx.agent = self
        add_root_route(app)
        register(self._channels, app, "/webhooks/")
        server = await app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.after_start()
        return server

    async def _stop(self) -> None:
        server, self._server = self._server, None
        await server.before_stop()
        server.close()

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def echoes(message: UserMessage) -> None:
    """Answers with what was said."""
    await message.output_channel.send_text_message(message.sender_id, f"You said: {message.text}")


@pytest.fixture(autouse=True)
def an_hour_later() -> None:
    """Nobody wrote in the last minute: tests write faster than people."""
    pace.cache_clear()
    crowd.cache_clear()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., Served]]:
    """Serves channels until the tests end."""
    loop, served = asyncio.new_event_loop(), []
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def start(*channels: InputChannel) -> Served:
        served.append(Served(channels, loop))
        return served[-1]

    yield start
    for each in served:
        each.stop()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture(scope="session")
def channels(serve) -> Served:
    """The channels that wait for the answer: REST and the web chat."""
    return serve(GuardedRest(), GuardedWeb(["http://localhost:*"]))


@pytest.fixture(scope="session")
def ask(channels: Served) -> Ask:
    """Send a text over REST, whose messages a handler gets in Rasa's place; the answer's JSON."""

    def send(handler: Handler, text: str) -> Any:
        channels.handler = handler
        answer = requests.post(channels.url, json={"sender": "somebody", "message": text}, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return send


@pytest.fixture
def page() -> dict[str, str]:
    """What a message is marked with that holds a page to keep."""
    return {"file": "page.txt", "text": "My page\n\n• “Zyxomma’s” word\n"}


@pytest.fixture
def shows_a_page(page: dict[str, str]) -> Handler:
    """Answers with a page to keep."""

    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_response(message.sender_id, {"text": "My page, and more.", "page": page})

    return handle


@pytest.fixture
def slack_api() -> Iterator[FakeSlack]:
    """An API of Slack of the test's own."""
    api = FakeSlack()
    yield api
    api.close()


@pytest.fixture
def telegram_api() -> Iterator[FakeTelegram]:
    """An API of Telegram of the test's own."""
    api = FakeTelegram()
    yield api
    api.close()
