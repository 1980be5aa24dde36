"""Whether it runs, whether it works, and how much: `/health`, `/ready` and `/metrics`, for who operates it."""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import time

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import doors
from assistant.channels.crowd import crowd
from assistant.channels.turns import Handler, Message, Replies, guarded
from assistant.dialogue.tracker_store import NOBODY
from assistant.emergency_numbers import begins_with_number
from assistant.limits import READY_SECONDS
from assistant.red_flags import Urgency, screen

logger = logging.getLogger(__name__)

TOKEN = "METRICS_TOKEN"
"""The variable of the environment with what must be shown to see `/metrics`. Without it there is no such address:
behind a proxy on the same machine everybody seems to come from this machine, so where from says nothing."""

FLAG = "my face is drooping and I can't speak"
"""What is said to see whether it works."""


class Operating(InputChannel):
    """The addresses for who operates the assistant. Nobody talks with it over them."""

    def url_prefix(self) -> str:
        """They stand at the root, where such addresses are looked for."""
        return "/"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The addresses."""
        webhook = Blueprint("operating", __name__)
        doors.guard(webhook)
        readiness, token = Readiness(on_new_message), os.environ.get(TOKEN, "")

        @webhook.route("health", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            fault = await readiness.fault(request.app.ctx.agent)
            if fault:
                return response.json({"status": "not ready", "fault": fault}, status=503)
            return response.json({"status": "ready"})

        if token:

            @webhook.route("metrics", methods=["GET"])
            async def metrics(request: Request) -> HTTPResponse:
                if not hmac.compare_digest((request.token or "").encode(), token.encode()):
                    return response.text("", status=401, headers={"WWW-Authenticate": "Bearer"})
                return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

        return webhook


class Readiness:
    """Whether a red flag would be answered, found out by reporting one: on the way of every message, but as nobody.

    One try at a time, and its outcome holds for a moment: who asks often must not keep it from being ready.
    """

    def __init__(self, ask: Handler) -> None:
        """Begin with nothing tried.

        Args:
            ask: what takes a message on.
        """
        self._ask = ask
        self._try: asyncio.Task[str | None] | None = None
        self._again_at = 0.0

    async def fault(self, agent: Agent) -> str | None:
        """What keeps it from answering; None where it is ready.

        Args:
            agent: Rasa's.
        """
        now = time.monotonic()
        if self._try is None or (self._try.done() and now >= self._again_at):
            self._try, self._again_at = asyncio.ensure_future(self._look(agent)), now + READY_SECONDS
        return await asyncio.shield(self._try)

    async def _look(self, agent: Agent) -> str | None:
        fault = await self._find(agent)
        if fault:
            logger.error("Not ready: %s.", fault)
        return fault

    async def _find(self, agent: Agent) -> str | None:
        try:
            if screen(FLAG).urgency is not Urgency.EMERGENCY:
                return "a red flag is not found"
        except Exception as error:  # whatever it is, people would not be answered as they should
            return f"red flags cannot be looked for ({type(error).__name__})"
        if not agent.is_ready():
            return "no model is loaded"
        if crowd().is_large:  # it is busy, not broken: red flags are answered at the door, and others told to wait
            return None
        replies = Replies()
        said = await guarded(self._ask, Message(NOBODY, FLAG, ""), "ready", replies)
        if not replies.messages:
            return "Rasa does not answer a red flag"
        if said[0].get("takeover") != "emergency" or not begins_with_number(said[0]["text"]):
            return "a red flag is not answered with the emergency number"
        return None
