"""How many pages may be connected at once, and what becomes of one that leaves or sends garbage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from engineio.async_drivers.sanic import WebSocket
from sanic.server.websockets.impl import WebsocketImplProtocol
from socketio import AsyncServer

from assistant.limits import CONNECTIONS, CONNECTIONS_OF_ONE

Environment = dict[str, Any]
"""What is known of a connection."""

REFUSAL = "too many connections; use REST"


def limit_connections(server: AsyncServer) -> None:
    """Have a server refuse connections beyond the limits, before anything is said over them.

    Socket.IO's own event `connect` comes later: who never sends what it waits for would not be counted.
    """
    accept = server.eio.handlers["connect"]

    @server.eio.on("connect")
    async def connect(connection: str, environment: Environment) -> object:
        if not has_room(list(server.environ.values()), environment):
            return REFUSAL
        return await accept(connection, environment)


def drop_at_once(server: AsyncServer) -> None:
    """Have a server drop who leaves or sends garbage at once.

    Engine.IO itself keeps a request with garbage for a minute: it waits until all that it has for that page was
    fetched, and the page waits for its answer. And it fails where somebody who left sends something once more.
    """
    leave = server.eio.handlers["disconnect"]

    @server.eio.on("disconnect")
    async def disconnect(connection: str, reason: str) -> None:
        server.eio.sockets.pop(connection, None)
        await leave(connection, reason)

    async def drop(connection: str) -> None:
        line = server.eio.sockets.pop(connection, None)
        if line:
            await line.close(wait=False, reason=server.reason.SERVER_DISCONNECT)

    server.eio.disconnect = drop
    server.eio._async = {**server.eio._async, "websocket": Line}


class Line(WebSocket):
    """A WebSocket at whose end nothing goes on waiting.

    Sanic 21.12 goes on waiting: for somebody who reads what came last, and for something to read. In time asyncio finds
    such a task and logs "Task was destroyed but it is pending!" (sanic-org/sanic#3175, #2564).
    """

    def __init__(self, handler: Callable[[WebSocket], Awaitable[None]], server: AsyncServer) -> None:
        """Make it; the handler has the conversation over it."""

        async def handle(line: WebSocket) -> None:
            end_with_its_connection(line._sock)
            await handler(line)

        super().__init__(handle, server)

    async def wait(self) -> str | bytes:
        """Wait for what comes next."""
        receiving = asyncio.ensure_future(super().wait())
        try:
            return await asyncio.shield(receiving)
        except asyncio.CancelledError:
            (self._sock.recv_cancel or receiving).cancel()  # cancelled itself, Sanic's would leave a task
            raise


def end_with_its_connection(socket: WebsocketImplProtocol) -> None:
    """Have what is done with what came over a socket end when its connection does."""
    receive, lose = socket.async_data_received, socket.connection_lost
    at_work: set[asyncio.Task[Any]] = set()

    async def receive_and_note(*received: object) -> None:
        task = asyncio.current_task()
        assert task
        at_work.add(task)
        try:
            await receive(*received)
        finally:
            at_work.discard(task)

    def lose_and_end(error: Exception | None) -> None:
        lose(error)
        for task in at_work:
            task.cancel()

    socket.async_data_received, socket.connection_lost = receive_and_note, lose_and_end


def has_room(open_ones: list[Environment], another: Environment) -> bool:
    """Whether there is room for another connection beside those that are open."""
    of_one = sum(address(each) == address(another) for each in open_ones)
    return len(open_ones) < CONNECTIONS and of_one < CONNECTIONS_OF_ONE


def address(environment: Environment) -> str:
    """Where a connection comes from: as a proxy says, where SANIC_PROXIES_COUNT or SANIC_REAL_IP_HEADER is set."""
    request = environment["sanic.request"]
    return request.remote_addr or request.ip
