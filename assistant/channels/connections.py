"""How many pages may be connected at once, and what becomes of one that sends garbage."""

from __future__ import annotations

from typing import Any

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


def has_room(open_ones: list[Environment], another: Environment) -> bool:
    """Whether there is room for another connection beside those that are open."""
    of_one = sum(address(each) == address(another) for each in open_ones)
    return len(open_ones) < CONNECTIONS and of_one < CONNECTIONS_OF_ONE


def address(environment: Environment) -> str:
    """Where a connection comes from: as a proxy says, where SANIC_PROXIES_COUNT or SANIC_REAL_IP_HEADER is set."""
    request = environment["sanic.request"]
    return request.remote_addr or request.ip
