"""The web chat: its page at `/chat/`, and a Socket.IO channel for it; where that cannot connect, it uses REST."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.core.channels.socketio import SocketBlueprint
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer

from assistant.channels import doors, page
from assistant.channels.connections import drop_at_once, limit_connections
from assistant.channels.forget import forget
from assistant.channels.turns import BadRequestError, Handler, Said, read_json, read_message, turns
from assistant.limits import LARGEST_BODY, PATIENCE

logger = logging.getLogger(__name__)

SILENT = logging.Logger(__name__, level=logging.CRITICAL + 1)
"""For engine.io: it logs what it could not read, with its traceback, and that may be somebody's words."""

ADDRESS = "/chat"
"""Where the page is. It stands by itself: people read and type it, and sites link to it."""


class GuardedWeb(InputChannel):
    """Takes the event `message` with `{"sender": …, "id": …, "message": …}`, and acknowledges it with the answer.

    It answers as REST does, and to a message that comes again, because the line broke before its answer,
    with the same answer. Rasa's own Socket.IO channel sends answers as events of their own, which get lost
    where the line breaks, lets any site connect, and logs the words of a message that fails.
    """

    def __init__(self, embedded_by: Sequence[str] = ()) -> None:
        """Make the channel.

        Args:
            embedded_by: the sites, as `https://clinic.example`, that may show the page in a frame.
        """
        self._embedded_by = embedded_by

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    def url_prefix(self) -> str:
        """The channel's address."""
        return ADDRESS

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Make the channel as `credentials.yml` says."""
        return cls((credentials or {}).get("embedded_by") or ())

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The page and the socket."""
        # Only pages of our own may connect: the origin is compared with the address that is asked for.
        options = {"cors_allowed_origins": None, "max_http_buffer_size": LARGEST_BODY, "engineio_logger": SILENT}
        server = AsyncServer(async_mode="sanic", **options)
        limit_connections(server)
        drop_at_once(server)
        webhook = SocketBlueprint(server, f"{ADDRESS}/socket.io", "guarded_web", __name__)
        doors.guard(webhook)
        self._add_page(webhook)

        @server.on("message")
        async def receive(_connection: str, content: object = None, *_more: object) -> list[Said] | dict[str, str]:
            try:
                message = read_message(content)
            except BadRequestError as error:
                return error.as_json()
            return await turns().answer(on_new_message, message, self.name())

        @webhook.listener("after_server_start")
        async def lead_here(app: Sanic, *_: object) -> None:
            app.register_middleware(from_the_root, "request")  # Rasa has a route there, which greets with its version

        @webhook.listener("before_server_stop")
        async def stop(*_: object) -> None:
            await server.shutdown()
            for task in asyncio.all_tasks():
                if "_send_ping" in repr(task.get_coro()):  # engine.io leaves them, and asyncio complains of it
                    task.cancel()

        @webhook.route("/forget", methods=["POST"])
        async def delete(request: Request) -> HTTPResponse:
            try:
                sender = read_sender(read_json(request.body))
            except BadRequestError as error:
                return response.json(error.as_json(), status=error.status)
            turns().forget(sender)
            try:
                forgotten = await asyncio.wait_for(forget(request.app.ctx.agent, sender), PATIENCE)
            except Exception as error:  # the person is told that it may still be there
                logger.error("A conversation could not be forgotten: %s", type(error).__name__)
                forgotten = False
            return response.json({"forgotten": forgotten})

        return webhook

    def _add_page(self, webhook: Blueprint) -> None:
        headers = page.headers(self._embedded_by)
        files = page.read_page()
        files[""] = files["index.html"]

        async def show(request: Request) -> HTTPResponse:
            if request.path == ADDRESS:  # the page's links start from its folder
                return response.redirect(f"{ADDRESS.strip('/')}/")
            return page.respond(files[request.path.removeprefix(f"{ADDRESS}/")], request, headers)

        for path in files:
            webhook.add_route(show, f"/{path}", methods=["GET"], name=f"page {path}")


async def from_the_root(request: Request) -> HTTPResponse | None:
    """Lead whoever asks for the server by its bare address to the chat."""
    return response.redirect(f"{ADDRESS.strip('/')}/") if request.path == "/" else None


def read_sender(content: object) -> str:
    """Take out of a request whose conversation it is about.

    Raises:
        BadRequestError: it does not say.
    """
    sender = content.get("sender") if isinstance(content, dict) else None
    if not isinstance(sender, str) or not sender:
        raise BadRequestError(400, "The body must hold a 'sender', a text.")
    return sender
