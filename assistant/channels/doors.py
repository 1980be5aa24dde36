"""What holds for whatever comes in at our server and goes out, whichever channel it is for."""

from __future__ import annotations

from rasa.core.agent import Agent
from sanic import Blueprint, Sanic, response
from sanic.exceptions import MethodNotSupported, PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.guard import last_resort, takes_over
from assistant.channels.turns import BadRequestError
from assistant.dialogue.action_server import guard_actions
from assistant.dialogue.once import guard_repeats
from assistant.dialogue.standing import work_out_once
from assistant.limits import LARGEST_REQUEST

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What a browser is told with each answer; the web chat's page has its own."""


def guard(webhook: Blueprint) -> None:
    """Guard the server that a channel's addresses come to be in, and have the channel ready for all that can fail."""
    takes_over("")  # what these read is read now: a broken file must keep the server from starting,
    last_resort("")  # and nothing can be missing when something fails

    @webhook.listener("after_server_start")
    async def close(app: Sanic, *_: object) -> None:
        if hasattr(app.ctx, "is_guarded"):  # by another channel
            return
        app.ctx.is_guarded = True
        app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
        app.error_handler.add(PayloadTooLarge, refuse_size)
        app.error_handler.add(MethodNotSupported, refuse_method)
        app.register_middleware(add_headers, "response")
        work_out_once()
        agent: Agent = app.ctx.agent
        guard_actions(agent)
        guard_repeats(agent)


async def add_headers(_request: Request, answer: HTTPResponse) -> None:
    """Tell a browser with each answer what it may do with it."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)


def refuse_size(_request: Request, _error: PayloadTooLarge) -> HTTPResponse:
    """Answer to a request that is too large to be read."""
    error = BadRequestError(413, f"The request is too long: send at most {LARGEST_REQUEST} bytes.")
    return response.json(error.as_json(), status=error.status)


def refuse_method(_request: Request, refused: MethodNotSupported) -> HTTPResponse:
    """Answer to a request in a way that nothing there takes."""
    error = BadRequestError(405, "This way to ask is not supported.")
    return response.json(error.as_json(), status=error.status, headers=refused.headers)
