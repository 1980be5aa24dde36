"""What Rasa runs under."""

import logging

import pytest

from assistant.quiet import without_words

BROKEN = """
from rasa_sdk import Action


class ActionSources(Action):
    def name(self):
        return "action_sources"

    def run(self, dispatcher, tracker, domain):
        raise RuntimeError(tracker.latest_message["text"])
"""


def test_nobodys_words_get_into_the_log_where_an_action_fails(project, run_assistant, tmp_path_factory):
    (project / "actions" / "action_sources.py").unlink()
    (project / "actions" / "action_sources.py").write_text(BROKEN)
    with run_assistant(tmp_path_factory.mktemp("quiet") / "log", project) as running:
        [message] = running.say("where does that come from, Zyxomma?")
        log = running.log.read_text()
    assert "does not work" in message["text"]
    assert "RuntimeError" in log
    assert "zyxomma" not in log.lower()


@pytest.fixture
def logger(caplog):
    logger = logging.getLogger("somebody.wordy")
    logger.addFilter(without_words)
    yield logger
    logger.removeFilter(without_words)


def fails() -> None:
    raise RuntimeError("my neighbour Zyxomma is ill")


def test_an_error_is_logged_with_its_kind_and_place_and_without_what_it_says(logger, caplog):
    try:
        fails()
    except RuntimeError:
        logger.exception("Encountered an exception in '%s'.", "action_answer")
    assert "Encountered an exception in 'action_answer'." in caplog.text
    assert "RuntimeError" in caplog.text
    assert "in fails" in caplog.text
    assert "Zyxomma is ill" not in caplog.text.replace('raise RuntimeError("my neighbour Zyxomma is ill")', "")


def test_what_is_no_error_is_logged_as_it_is(logger, caplog):
    logger.error("%s is down", "the action server")
    assert "the action server is down" in caplog.text


def test_an_error_that_is_none_is_logged_as_it_is(logger, caplog):
    logger.error("nothing failed", exc_info=True)
    assert "nothing failed" in caplog.text
