"""REST as Rasa has it (`POST /webhooks/rest/webhook`), guarded."""

from __future__ import annotations

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import doors
from assistant.channels.turns import EMERGENCY_HINT, BadRequestError, Handler, read_json, read_message, turns


class GuardedRest(InputChannel):
    """Takes `{"sender": …, "message": …}` and answers with a list of messages.

    Bad input gets a 4xx that says what is wrong. Whatever fails behind it, a message gets
    an answer, and nobody's words get into the log.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's part of the address."""
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The addresses of the channel."""
        webhook = Blueprint("guarded_rest", __name__)
        doors.guard(webhook)

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["GET", "PUT", "PATCH", "DELETE"])
        async def refuse(request: Request) -> HTTPResponse:
            return response.json({"error": f"Use POST. {EMERGENCY_HINT}"}, status=405, headers={"Allow": "POST"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                message = read_message(read_json(request.body))
            except BadRequestError as error:
                return response.json(error.as_json(), status=error.status)
            return response.json(await turns().answer(on_new_message, message, self.name()))

        return webhook
