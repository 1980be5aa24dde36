"""REST as Rasa has it (`POST /webhooks/rest/webhook`), guarded."""

from __future__ import annotations

import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.guard import last_resort, takes_over
from assistant.channels.turns import Message, answer
from assistant.emergency_numbers import numbers

LARGEST_BODY = 16_000
"""The most bytes of a request that are read."""

EMERGENCY_HINT = f"In an emergency call {numbers().emergency_number} or your local emergency number."


class BadRequestError(ValueError):
    """A request that cannot be answered; the message says what it should be."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the HTTP status and the message."""
        super().__init__(message)
        self.status = status


class GuardedRest(InputChannel):
    """Takes `{"sender": …, "message": …}` and answers with a list of messages.

    Bad input gets a 4xx that says what is wrong. Whatever fails behind it, a message gets
    an answer, and nobody's words get into the log.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's part of the address."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The addresses of the channel."""
        webhook = Blueprint("guarded_rest", __name__)
        takes_over("")  # what these read is read now: a broken file must keep the server from starting,
        last_resort("")  # and nothing can be missing when something fails

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["GET", "PUT", "PATCH", "DELETE"])
        async def refuse(request: Request) -> HTTPResponse:
            return response.json({"error": f"Use POST. {EMERGENCY_HINT}"}, status=405, headers={"Allow": "POST"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = read_body(request.body)
            except BadRequestError as error:
                return response.json({"error": f"{error} {EMERGENCY_HINT}"}, status=error.status)
            return response.json(await answer(on_new_message, Message(sender, text, uuid.uuid4().hex), self.name()))

        return webhook


def read_body(body: bytes) -> tuple[str, str]:
    """Take sender and message out of a request.

    Args:
        body: the request's bytes.

    Returns:
        Sender and message; a sender that is not given is a new one.

    Raises:
        BadRequestError: the body is too large, not JSON, or has no message or no proper sender.
    """
    if len(body) > LARGEST_BODY:
        raise BadRequestError(413, f"The message is too long: send at most {LARGEST_BODY} bytes.")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:  # the latter where it is nested a thousand deep
        raise BadRequestError(400, 'The body must be JSON: {"sender": "…", "message": "…"}.') from error
    if not isinstance(content, dict) or not isinstance(content.get("message"), str):
        raise BadRequestError(400, "The body must hold a 'message', a text.")
    sender = content.get("sender") or uuid.uuid4().hex
    if not isinstance(sender, str) or len(sender) > 200:
        raise BadRequestError(400, "The 'sender' must be a text of at most 200 characters.")
    return sender, content["message"]
