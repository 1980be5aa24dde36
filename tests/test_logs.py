"""What the log holds: a line for each thing, and nobody's words."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys

import pytest

from assistant import logs


@pytest.fixture
def logged():
    """A logger, and what it has written."""
    written, logger = io.StringIO(), logging.getLogger("somebody.wordy")
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Line())
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)
    logger.propagate = True


@pytest.fixture(params=[False, True], ids=["plain", "JSON"])
def form(request, monkeypatch):
    """Either form of the log."""
    monkeypatch.setattr(logs, "JSON", request.param)
    return request.param


def fails() -> None:
    raise RuntimeError("my neighbour Zyxomma is ill")


def test_an_error_is_logged_in_a_line_with_its_kind_and_place_and_without_what_it_says(logged, form):
    logger, written = logged
    try:
        fails()
    except RuntimeError:
        logger.exception("Encountered an exception\nin '%s'.", "action_answer")
    [line] = written.getvalue().splitlines()
    assert "Encountered an exception in 'action_answer'. RuntimeError (test_logs.py:" in line
    assert "in fails)" in line
    assert "Zyxomma" not in line
    assert line.startswith("{") is form


def test_what_cannot_be_imported_is_named(logged):
    logger, written = logged
    try:
        import zyxomma  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        logger.exception("Failed.")
    assert "Failed. ModuleNotFoundError: No module named 'zyxomma' (" in written.getvalue()


def test_of_an_error_that_is_plain_only_what_it_says_is_logged(logged):
    logger, written = logged

    class PlainError(RuntimeError):
        is_plain = True

    try:
        raise PlainError("The action server hangs.")
    except PlainError:
        logger.exception("Encountered an exception.")
    assert written.getvalue().endswith("ERROR    somebody.wordy  - The action server hangs.\n")


@pytest.mark.parametrize("exc_info", [None, True, (None, None, None)])
def test_what_is_no_error_is_logged_as_it_is(exc_info, logged, form):
    logger, written = logged
    logger.warning("%s is down", "the action server", exc_info=exc_info)
    assert "the action server is down" in written.getvalue()


def test_as_json_a_line_has_its_time_level_and_logger(logged, monkeypatch):
    monkeypatch.setattr(logs, "JSON", True)
    logger, written = logged
    logger.error('Not ready: "é".')
    line = json.loads(written.getvalue())
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "error", "logger": "somebody.wordy", "message": 'Not ready: "é".'}


RASAS_SECOND_LOG = """
import logging
from assistant import logs
logs.install()
from rasa.utils import io, log_utils
io.configure_colored_logging("{level}")
log_utils.configure_structlog(logging.{level})
import structlog
structlog.get_logger("rasa.core.processor").error("processor.failed", text="Zyxomma is ill")
try:
    raise RuntimeError("Zyxomma is ill")
except RuntimeError:
    structlog.get_logger("rasa.core.processor").exception("processor.raised", text="Zyxomma is ill")
structlog.get_logger("rasa.core.processor").debug("processor.heard", text="Zyxomma is ill")
"""


@pytest.mark.parametrize(("level", "words"), [("INFO", 0), ("DEBUG", 1)])
def test_rasas_second_log_names_what_happened_and_holds_words_at_debug_alone(level, words):
    ended = subprocess.run(
        [sys.executable, "-c", RASAS_SECOND_LOG.format(level=level)], capture_output=True, text=True, check=True
    )
    lines = [line for line in ended.stderr.splitlines() if "processor." in line]
    assert lines[0].endswith("ERROR    rasa.core.processor  - processor.failed")
    assert "processor.raised RuntimeError (<string>:" in lines[1]
    assert ended.stderr.count("Zyxomma") + ended.stdout.count("Zyxomma") == words
