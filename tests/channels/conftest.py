"""What the channels' tests share: the REST channel on a real port, in front of something that is not Rasa."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from assistant.channels.rest import GuardedRest

Handler = Callable[[UserMessage], Awaitable[Any]]
Ask = Callable[[Handler, str], Any]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Send a text through the channel, whose messages a handler gets in Rasa's place; the answer's JSON."""
    handlers: list[Handler] = []
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> Any:
        app = Sanic("channel", configure_logging=False)
        app.blueprint(GuardedRest().blueprint(lambda message: handlers[-1](message)), url_prefix="/rest")
        server = await app.create_server(host="127.0.0.1", port=0, return_asyncio_server=True, access_log=False)
        await server.startup()
        return server

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    url = f"http://127.0.0.1:{server.server.sockets[0].getsockname()[1]}/rest/webhook"

    def send(handler: Handler, text: str) -> Any:
        handlers.append(handler)
        answer = requests.post(url, json={"sender": "somebody", "message": text}, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()

    yield send
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
