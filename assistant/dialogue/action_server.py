"""The action server as Rasa sees it: asked for seconds, not minutes, and not at all while it hangs.

Rasa waits for five minutes where it does not answer, and each person's message waits anew. Libraries for
circuit breakers try with a real call whether it is well again, and so with somebody who waits for it to fail;
this one asks for its health.
"""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import time
from typing import Any
from urllib.parse import urljoin

import aiohttp
from rasa.core.agent import Agent
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from assistant import metrics
from assistant.limits import ACTION_SECONDS, HEALTH_SECONDS, LARGEST_ANSWER, PAUSES

logger = logging.getLogger(__name__)

READ = {
    "user": {"event", "text", "input_channel"},
    "bot": {"event", "text", "data", "metadata"},
    "session_started": {"event", "metadata"},
}
"""What actions read of what happened, beside the slots and the latest message: nothing else is sent."""


class ActionServerError(RasaException):
    """The action server gave no answer that is of use; the message says why, and holds nobody's words."""

    is_plain = True
    """The log needs no more than the message."""

    def __init__(self, message: str, why: str = "rubbish") -> None:
        """Keep the message, and what kind of failure it is, as it is counted."""
        super().__init__(message)
        self.why = why


class ActionServer(EndpointConfig):
    """Calls the action server.

    Where it hung once, nobody else waits for it until it says that it is well: it is not asked
    before that, and what needs it fails at once. Where it hangs again although it said so, the pause doubles.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Take it to be well."""
        super().__init__(*arguments, **options)
        self._hangs = False
        self._pause, self._asked_again_at = PAUSES[0], 0.0

    async def request(self, *_: Any, **sent: Any) -> Any:
        """Have an action run.

        Args:
            sent: what Rasa sends, under `json`.

        Returns:
            What the action server answers, as JSON.

        Raises:
            ActionServerError: it cannot be reached, hangs, or answers something else.
            ClientResponseError: an action says that it cannot run.
        """
        try:
            return await self._ask(_needed(sent["json"]))
        except ActionServerError as error:
            metrics.ACTION_FAILURES.labels(error.why).inc()
            raise

    async def _ask(self, asked: Any) -> dict[str, Any]:
        if self._hangs and not await self._is_well():
            raise ActionServerError("The action server hangs, and was not asked.", "left alone")
        try:
            status, content = await self._call(aiohttp.hdrs.METH_POST, self.url, ACTION_SECONDS, json=asked)
        except asyncio.TimeoutError as error:
            self._leave_alone()
            late = f"The action server did not answer within {ACTION_SECONDS:g} seconds."
            raise ActionServerError(late, "hangs") from error
        except aiohttp.ClientError as error:
            unreachable = f"The action server cannot be reached: {type(error).__name__}."
            raise ActionServerError(unreachable, "unreachable") from error
        self._pause = PAUSES[0]
        return _read(status, content)

    async def _call(self, method: str, url: str, seconds: float, **sent: Any) -> tuple[int, bytes]:
        trusted = ssl.create_default_context(cafile=self.cafile) if self.cafile else None
        options = {"params": self.combine_parameters(), "ssl": trusted, "timeout": aiohttp.ClientTimeout(seconds)}
        async with self.session() as session, session.request(method, url, **options, **sent) as response:
            content = b""
            async for part in response.content.iter_any():
                content += part
                if len(content) > LARGEST_ANSWER:
                    raise ActionServerError(f"The action server answered more than {LARGEST_ANSWER} bytes.")
            return response.status, content

    async def _is_well(self) -> bool:
        if time.monotonic() < self._asked_again_at:
            return False
        self._asked_again_at = time.monotonic() + self._pause  # before it is asked: one person's wait is enough
        try:
            status, _ = await self._call(aiohttp.hdrs.METH_GET, urljoin(self.url, "health"), HEALTH_SECONDS)
        except (asyncio.TimeoutError, aiohttp.ClientError):
            return False
        self._hangs = status != 200
        if not self._hangs:
            logger.warning("The action server is well again.")
            metrics.ACTIONS_LEFT_ALONE.set(0)
        return not self._hangs

    def _leave_alone(self) -> None:
        if self._hangs:  # another message that waited for it has said so
            return
        logger.error("The action server hangs: it is left alone until it is well.")
        metrics.ACTIONS_LEFT_ALONE.set(1)
        self._hangs, self._asked_again_at = True, time.monotonic() + self._pause
        self._pause = min(2 * self._pause, PAUSES[1])


def guard_actions(agent: Agent) -> None:
    """Have an agent call its action server so."""
    rasas = agent.action_endpoint
    if rasas is None or isinstance(rasas, ActionServer):
        return
    arguments = rasas.url, rasas.params, rasas.headers, rasas.basic_auth, rasas.token, rasas.token_name, rasas.cafile
    agent.action_endpoint = ActionServer(*arguments, **rasas.kwargs)
    if agent.processor:
        agent.processor.action_endpoint = agent.action_endpoint


def _needed(call: dict[str, Any]) -> dict[str, Any]:
    """Of what Rasa sends, what is of use to an action."""
    tracker = call["tracker"]
    events = (event for event in tracker["events"] if event["event"] in READ)
    brief = [{key: event[key] for key in READ[event["event"]] & event.keys()} for event in events]
    return {**call, "tracker": {**tracker, "events": brief}}


def _read(status: int, content: bytes) -> dict[str, Any]:
    """What was answered.

    Raises:
        ActionServerError: it is none of an action.
        ClientResponseError: it is an action's that says that it cannot run.
    """
    if status not in (200, 400):
        raise ActionServerError(f"The action server answered with status {status}.")
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ActionServerError("The action server answered something that is not JSON.") from error
    if not isinstance(answer, dict) or (status == 400 and "action_name" not in answer):
        raise ActionServerError("The action server answered JSON that is no action's.")
    if status == 400:
        raise ClientResponseError(status, "", content.decode())
    return answer
