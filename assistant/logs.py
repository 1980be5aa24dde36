"""The servers' logs: one line each, of which none holds anybody's words; JSON where `LOG_FORMAT=json` asks for it.

Where something fails, the error's text may be what somebody said, and Rasa logs more yet: local variables, whole
conversations. So of an error its kind and place are logged, and of Rasa's second log (structlog) the bare event. At
DEBUG Rasa logs words: that is for who looks for a fault in private, with words of their own.
"""

from __future__ import annotations

import datetime
import json
import logging
import os
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import coloredlogs
import structlog

JSON = os.environ.get("LOG_FORMAT") == "json"

PLACES = 3
"""How many of the places on the way to an error are named, the last ones."""


class Line(logging.Formatter):
    """A line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        return line(record.levelname, record.name, message(record), record.created)


def line(level: str, name: str, text: str, time: float) -> str:
    """A line of the log.

    Args:
        level: how grave it is.
        name: who says it.
        text: what is said.
        time: when, in seconds since 1970.
    """
    when, said = datetime.datetime.fromtimestamp(time, datetime.timezone.utc), " ".join(text.split())
    if JSON:
        fields = {"time": when.isoformat(timespec="milliseconds"), "level": level.lower(), "logger": name}
        return json.dumps({**fields, "message": said}, ensure_ascii=False)
    return f"{when:%Y-%m-%d %H:%M:%S} {level:8} {name}  - {said}"


def message(record: logging.LogRecord) -> str:
    """What a record says: of an error its kind and where it came from, but not what it says.

    Of one that is marked as `is_plain` (`ActionServerError`) only what it says; what cannot be imported is named.
    """
    if not isinstance(record.exc_info, tuple) or record.exc_info[1] is None:
        return record.getMessage()
    error = record.exc_info[1]
    if getattr(error, "is_plain", False):
        return str(error)
    kind = f"{type(error).__name__}: {error}" if isinstance(error, ImportError) else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames)
    return f"{record.getMessage()} {kind} ({places})"


def install() -> None:
    """Have the servers log so, however they set up their logs when they start."""
    colour, configure = coloredlogs.install, structlog.configure

    def install_handler(**options: Any) -> None:
        colour(**options)
        for handler in logging.getLogger().handlers:
            handler.setFormatter(Line())

    def configure_second(processors: Any = None, **options: Any) -> None:
        configure(processors=[to_logging], **options)

    coloredlogs.install = install_handler
    structlog.configure = configure_second  # type: ignore[assignment]
    if logging.lastResort:
        logging.lastResort.setFormatter(Line())  # Sanic's errors come to it


def to_logging(_logger: Any, level: str, event: MutableMapping[str, Any]) -> tuple[tuple[str], dict[str, Any]]:
    """Hand an event of structlog to logging: at DEBUG with all that it holds, else its name.

    Returns:
        What logging is called with.
    """
    said = json.dumps(event, default=repr, ensure_ascii=False) if level == "debug" else str(event.get("event"))
    return (said,), {"exc_info": event.get("exc_info")}
