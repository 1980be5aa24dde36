"""Slack (`POST /webhooks/slack/webhook`): direct messages, mentions and buttons, guarded as REST is."""

from __future__ import annotations

import html
import json
import re
import textwrap
from typing import Any

from pydantic import AnyHttpUrl, BaseModel, Field, SecretStr
from rasa.core.channels.channel import InputChannel
from rasa.core.channels.slack import SlackBot, SlackInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler, async_default_handlers
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextObject, SectionBlock
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels import doors
from assistant.channels.bots import CALL_SECONDS, Inbox, Off, Send, conversation, read_settings
from assistant.channels.turns import Handler, Message, Said

SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
"""The kinds of messages that people write; the others report that something happened."""

_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


class SlackSettings(BaseModel):
    """What the environment says of Slack."""

    token: SecretStr = Field(alias="SLACK_BOT_TOKEN")
    signing_secret: SecretStr = Field(alias="SLACK_SIGNING_SECRET")
    api_url: AnyHttpUrl = Field(AsyncWebClient.BASE_URL, alias="SLACK_API_URL")


class GuardedSlack(SlackInput):
    """Takes Slack's events and pressed buttons.

    Answered are direct messages, and mentions, these in a thread. Other messages in a channel are none of ours.
    """

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel that the environment sets up; one without an address where it sets up none."""
        settings = read_settings(SlackSettings, cls.name())
        return cls(settings) if settings else Off(cls.name())

    def __init__(self, settings: SlackSettings) -> None:
        """Make the channel."""
        secret = settings.signing_secret.get_secret_value()
        super().__init__(settings.token.get_secret_value(), slack_signing_secret=secret)
        self._settings = settings

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The addresses of the channel."""
        webhook = Blueprint("guarded_slack", __name__)
        doors.guard(webhook)
        inbox = Inbox(self.name(), on_new_message)

        @webhook.listener("before_server_stop")
        async def close(*_: Any) -> None:
            await inbox.close()

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self.is_request_from_slack_authentic(request):
                return response.text("", status=401)
            try:
                content = read_content(request)
                if "challenge" in content:
                    return response.text(content["challenge"])
                received = self._read(content)
            except (ValueError, TypeError, LookupError, AttributeError):  # nothing that is sent to us
                return response.text("")
            if received:
                await inbox.take(*received)
            return response.text("")

        return webhook

    def is_request_from_slack_authentic(self, request: Request) -> bool:
        """Whether a request has Slack's signature, and is no older than five minutes."""
        timestamp, signature = (request.headers.get(f"X-Slack-{name}") for name in ("Request-Timestamp", "Signature"))
        try:
            return SignatureVerifier(self.slack_signing_secret).is_valid(request.body, timestamp, signature)
        except (ValueError, TypeError):  # a time that is no number; a body or a signature that is no text
            return False

    def get_output_channel(self, channel: str | None = None, thread_id: str | None = None) -> SlackOutput:
        """What sends to a channel, or to a thread in it."""
        return SlackOutput(self._settings, channel, thread_id)

    def _read(self, content: dict[str, Any]) -> tuple[Message, Send] | None:
        """The message that Slack sends and what answers it; None where there is nothing to answer."""
        return self._read_button(content) if "actions" in content else self._read_event(content)

    def _read_event(self, content: dict[str, Any]) -> tuple[Message, Send] | None:
        event = content["event"]
        direct = event["type"] == "message" and self._is_direct_message(content)
        if not (direct or self._is_app_mention(content)):
            return None
        if event.get("subtype") == "message_changed":  # Slack also reports so that it added a preview
            changed = event["message"]["text"] != event["previous_message"]["text"]
            event = {**event["message"], "channel": event["channel"]} if changed else {}
        if event.get("bot_id") or not event.get("user") or event.get("subtype") not in SPOKEN:
            return None
        us = [each["user_id"] for each in content.get("authorizations", [])]
        thread = event.get("thread_ts") or (None if direct else event["ts"])
        text = self._sanitize_user_message(event.get("text", ""), us)
        return self._received(content["event_id"], text, event["user"], event["channel"], thread)

    def _read_button(self, content: dict[str, Any]) -> tuple[Message, Send] | None:
        if not self._is_interactive_message(content):
            return None
        text = self._get_interactive_response(content["actions"][0])
        thread = content.get("message", {}).get("thread_ts")
        channel, user = content["channel"]["id"], content["user"]["id"]
        return self._received(content["trigger_id"], text, user, channel, thread) if text else None

    def _received(self, identity: str, text: str, user: str, channel: str, thread: str | None) -> tuple[Message, Send]:
        place = (channel,) if channel.startswith("D") else (channel, thread)  # a direct chat is one conversation
        sender = conversation(self.slack_signing_secret, *place, user)
        output = self.get_output_channel(channel, thread)

        async def send(said: Said) -> None:
            await output.send_response(channel, said)

        return Message(sender, text, identity), send

    @staticmethod
    def _sanitize_user_message(text: str, uids_to_remove: list[str] | None) -> str:
        """What somebody typed, without Slack's mark-up.

        Args:
            text: the text as Slack sends it.
            uids_to_remove: our own ids, of which nothing stays; others become "someone".
        """

        def plain(found: re.Match[str]) -> str:
            sign, target, label = found.groups()
            if sign == "@":
                return "" if target in (uids_to_remove or []) else label or "someone"
            return label or ("" if sign else target)

        return html.unescape(_MARKUP.sub(plain, text)).strip()


class SlackOutput(SlackBot):
    """Posts each message as blocks of plain text with all of its buttons, and as nobody but itself."""

    def __init__(self, settings: SlackSettings, channel: str | None, thread: str | None) -> None:
        """Make what posts to a channel, or to a thread in it."""
        token = settings.token.get_secret_value()
        super().__init__(token, channel, thread)
        retries = [*async_default_handlers(), AsyncRateLimitErrorRetryHandler(max_retry_count=2)]
        self.client = AsyncWebClient(token, base_url=settings.api_url, timeout=CALL_SECONDS, retry_handlers=retries)

    async def _post_message(self, channel: str, **kwargs: Any) -> None:
        kwargs.pop("as_user", None)  # Rasa sends these two, which Slack refuses from newer bots
        kwargs.pop("type", None)
        await super()._post_message(channel, **kwargs)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Post a text."""
        await self.send_text_with_buttons(recipient_id, text, [])

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """Post a text and its buttons as one message."""
        # The plain text is what a notification shows and a screen reader reads; in it Slack looks for mark-up.
        notice = html.escape(text, quote=False)
        await self._post_message(self.slack_channel or recipient_id, text=notice, blocks=blocks(text, buttons))

    async def send_attachment(self, recipient_id: str, attachment: dict[str, Any], **kwargs: Any) -> None:
        """Share a page (see `turns.Replies`) as a text file, in the thread where there is one.

        Raises:
            SlackApiError, SlackRequestError: Slack does not take it, for one without the scope `files:write`.
        """
        title, _, _ = attachment["text"].partition("\n")
        await self.client.files_upload_v2(
            filename=attachment["file"],
            content=attachment["text"],
            title=title,
            channel=self.slack_channel or recipient_id,
            thread_ts=self.thread_id,
        )


def blocks(text: str, buttons: list[dict[str, Any]]) -> list[Block]:
    """A message as Slack's blocks: one of text (more only where it is longer than Slack lets one be), then buttons."""
    parts = textwrap.wrap(text, SectionBlock.text_max_length, replace_whitespace=False, expand_tabs=False)
    shown: list[Block] = [SectionBlock(text=PlainTextObject(text=part, emoji=False), expand=True) for part in parts]
    elements = [
        ButtonElement(
            text=PlainTextObject(text=button["title"][: ButtonElement.text_max_length], emoji=False),
            value=button["payload"],
            action_id=str(number),
        )
        for number, button in enumerate(buttons)
    ]
    row = ActionsBlock.elements_max_length
    return shown + [ActionsBlock(elements=elements[start : start + row]) for start in range(0, len(elements), row)]


def read_content(request: Request) -> dict[str, Any]:
    """What Slack sends: an event as JSON, or a pressed button as JSON in a form.

    Raises:
        ValueError, TypeError: it is neither.
    """
    content = json.loads(request.form.get("payload") if "form" in request.content_type else request.body)
    if not isinstance(content, dict):
        raise TypeError("no object")
    return content
