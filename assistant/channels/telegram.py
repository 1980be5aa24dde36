"""Telegram (`POST /webhooks/telegram/webhook`): private chats, groups and buttons, guarded as REST is."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import textwrap
from datetime import datetime, timedelta
from typing import Any

from aiogram.bot.api import TelegramAPIServer, check_token
from aiogram.types import ChatType, ContentType, InlineKeyboardButton, InlineKeyboardMarkup, Update
from aiogram.utils.exceptions import RetryAfter, ValidationError
from aiogram.utils.parts import MAX_MESSAGE_LENGTH
from pydantic import AnyHttpUrl, BaseModel, Field, SecretStr, validator
from rasa.core.channels.channel import InputChannel
from rasa.core.channels.telegram import TelegramInput, TelegramOutput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import doors
from assistant.channels.bots import CALL_SECONDS, Inbox, Off, Send, conversation, read_settings
from assistant.channels.turns import Handler, Message, Said

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

LONGEST_DATA = 64
"""The most bytes that a button can send."""

COMMANDS = {"/start": "/greet", "/help": "/ask_help"}
"""What Telegram's own commands are to us; its users meet a bot with the first of them."""

WORDLESS = {
    *(ContentType.ANIMATION, ContentType.AUDIO, ContentType.CONTACT, ContentType.DICE, ContentType.DOCUMENT),
    *(ContentType.LOCATION, ContentType.PHOTO, ContentType.POLL, ContentType.STICKER, ContentType.VENUE),
    *(ContentType.VIDEO, ContentType.VIDEO_NOTE, ContentType.VOICE, ContentType.UNKNOWN),
}
"""What a person sends that has no words; the rest reports that something happened in the chat."""

LATE = timedelta(minutes=1)
"""After so long an answer quotes its question: Telegram keeps messages for a day while the server is down."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds before Telegram is told our address once more; they double up to the longest."""


class TelegramSettings(BaseModel):
    """What the environment says of Telegram."""

    token: SecretStr = Field(alias="TELEGRAM_BOT_TOKEN")
    webhook_url: AnyHttpUrl = Field(alias="TELEGRAM_WEBHOOK_URL")
    api_url: AnyHttpUrl = Field("https://api.telegram.org", alias="TELEGRAM_API_URL")

    @validator("token")
    def _is_a_token(cls, token: SecretStr) -> SecretStr:
        try:
            check_token(token.get_secret_value())
        except ValidationError as error:
            raise ValueError("is no token: it must look like 123456:letters") from error
        return token

    @property
    def secret(self) -> str:
        """What Telegram has to send with each update. It follows from the token: nobody need choose or keep it."""
        return hmac.new(self.token.get_secret_value().encode(), b"webhook", "sha256").hexdigest()


class GuardedTelegram(TelegramInput):
    """Takes Telegram's updates, and tells Telegram at the start where to send them."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel that the environment sets up; one without an address where it sets up none."""
        settings = read_settings(TelegramSettings, cls.name())
        return cls(settings) if settings else Off(cls.name())

    def __init__(self, settings: TelegramSettings) -> None:
        """Make the channel."""
        super().__init__(settings.token.get_secret_value(), None, settings.webhook_url)
        self._settings = settings
        self._output = GuardedTelegramOutput(settings)

    def get_output_channel(self) -> GuardedTelegramOutput:
        """What sends to chats. Unlike Rasa's, making it needs no network."""
        return self._output

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The addresses of the channel."""
        webhook = Blueprint("guarded_telegram", __name__)
        doors.guard(webhook)
        inbox = Inbox(self.name(), on_new_message)
        announcing: list[asyncio.Task[None]] = []

        @webhook.listener("after_server_start")
        async def announce(*_: Any) -> None:
            announcing.append(asyncio.ensure_future(self._output.announce()))

        @webhook.listener("before_server_stop")
        async def close(*_: Any) -> None:
            announcing.pop().cancel()
            await inbox.close()
            await self._output.session.close()

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self._is_from_telegram(request):
                return response.text("", status=401)
            try:
                update = Update(**json.loads(request.body))
                received = self._read(update)
            except (ValueError, TypeError, AttributeError):  # nothing that we know; Telegram need not send it again
                return response.text("")
            if update.callback_query:
                inbox.do(self._output.acknowledge(update.callback_query.id))
            if received:
                await inbox.take(*received)
            return response.text("")

        return webhook

    def _is_from_telegram(self, request: Request) -> bool:
        told = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(told.encode(errors="surrogateescape"), self._settings.secret.encode())

    def _read(self, update: Update) -> tuple[Message, Send] | None:
        """The message of an update and what answers it; None where there is nothing to answer."""
        if update.callback_query:
            query = update.callback_query
            chat = query.message.chat.id if query.message else query.from_user.id
            return self._received(update, query.data, chat, query.from_user.id) if query.data else None
        message = update.message or update.edited_message
        if not message:
            return None
        text, private = message.text or message.caption or "", message.chat.type == ChatType.PRIVATE
        if not text and not (private and message.content_type in WORDLESS):
            return None
        person = message.from_user.id if message.from_user else None
        # Who reads the answer knows which message it is to, unless others wrote meanwhile or time went by.
        quoted = None if private and datetime.now() - message.date < LATE else message.message_id
        return self._received(update, COMMANDS.get(text.partition("@")[0], text), message.chat.id, person, quoted)

    def _received(
        self, update: Update, text: str, chat: int, person: int | None, quoted: int | None = None
    ) -> tuple[Message, Send]:
        async def send(said: Said) -> None:
            await self._output.send_response(str(chat), {**said, "reply_to_message_id": quoted})

        sender = conversation(self._settings.secret, chat, person)
        return Message(sender, text, str(update.update_id)), send


class GuardedTelegramOutput(TelegramOutput):
    """Sends text as it is, with its buttons below, one a row."""

    def __init__(self, settings: TelegramSettings) -> None:
        """Make what sends to chats."""
        super().__init__(settings.token.get_secret_value())
        self.server = TelegramAPIServer.from_base(settings.api_url)
        self.timeout = CALL_SECONDS
        self._settings = settings

    async def request(self, method: str, data: dict | None = None, files: dict | None = None, **kwargs: Any) -> Any:
        """Call Telegram's API; again, where it asks to wait."""
        try:
            return await super().request(method, data, files, **kwargs)
        except RetryAfter as told:
            await asyncio.sleep(told.timeout)
            return await super().request(method, data, files, **kwargs)

    async def announce(self) -> None:
        """Tell Telegram where to send updates, until it has heard."""
        # aiogram's own `set_webhook` is older than the secret.
        wanted = {
            "url": self._settings.webhook_url,
            "secret_token": self._settings.secret,
            "allowed_updates": json.dumps(["message", "edited_message", "callback_query"]),
        }
        pause = FIRST_PAUSE
        while True:
            try:
                await self.request("setWebhook", wanted)
                return
            except Exception as error:  # the rest of the assistant goes on without Telegram
                logger.error("Telegram could not be told our address: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def acknowledge(self, query: str) -> None:
        """Let a button that was pressed no longer look busy."""
        try:
            await self.answer_callback_query(query)
        except Exception as error:  # it is answered all the same
            logger.error("A button could not be acknowledged: %s", type(error).__name__)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Send a text."""
        await self._send(recipient_id, text, None, kwargs.get("reply_to_message_id"))

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], *_: Any, **kwargs: Any
    ) -> None:
        """Send a text with buttons below, one in a row."""
        keyboard = InlineKeyboardMarkup(row_width=1)
        keyboard.add(*(InlineKeyboardButton(each["title"], callback_data=callback_data(each)) for each in buttons))
        await self._send(recipient_id, text, keyboard, kwargs.get("reply_to_message_id"))

    async def send_attachment(self, recipient_id: str, attachment: Any, **kwargs: Any) -> None:
        """Send a page (see `turns.Replies`) as a text file.

        Raises:
            TelegramAPIError: Telegram does not take it.
        """
        # aiogram's own `send_document` reads a stream, of which nothing is left where Telegram asks to wait.
        file = attachment["file"], attachment["text"].encode()
        await self.request("sendDocument", {"chat_id": recipient_id}, {"document": file})

    async def _send(self, chat: str, text: str, keyboard: InlineKeyboardMarkup | None, quoted: int | None) -> None:
        """Send a text, in several messages where it is longer than Telegram lets one be."""
        quote = {"reply_to_message_id": quoted, "allow_sending_without_reply": True}
        *before, last = textwrap.wrap(text, MAX_MESSAGE_LENGTH, replace_whitespace=False, expand_tabs=False)
        for part in before:
            await self.send_message(chat, part, **quote)
        await self.send_message(chat, last, reply_markup=keyboard, **quote)


def callback_data(button: dict[str, Any]) -> str:
    """What a button sends: its payload, or where that is too long, its title as if it were typed."""
    payload, title = button["payload"], button["title"].encode()
    return payload if len(payload.encode()) <= LONGEST_DATA else title[:LONGEST_DATA].decode(errors="ignore")
