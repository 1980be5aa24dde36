"""What Rasa runs under."""

import json

import pytest

BROKEN = """
from rasa_sdk import Action


class ActionSources(Action):
    def name(self):
        return "action_sources"

    def run(self, dispatcher, tracker, domain):
        raise RuntimeError(tracker.latest_message["text"])
"""


@pytest.mark.fault("The action server", "has an action that raises")
@pytest.mark.parametrize("form", ["plain", "json"])
def test_nobodys_words_get_into_the_log_where_an_action_fails(form, project, run_assistant, tmp_path_factory, witness):
    (project / "actions" / "action_sources.py").unlink()
    (project / "actions" / "action_sources.py").write_text(BROKEN)
    with run_assistant(tmp_path_factory.mktemp("quiet") / "log", project, LOG_FORMAT=form) as running:
        witness.listen(running)
        with witness.broken():
            [message] = running.say("what are your sources, Zyxomma?")
        witness.read(running.log.read_text())
    log = running.log.read_text()
    assert "does not work" in message["text"]
    assert "RuntimeError" in log
    assert "zyxomma" not in log.lower()
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines()]
        assert {"time", "level", "logger", "message"} == set().union(*lines)
        assert "launch: stopping" in [line["message"] for line in lines if line["logger"] == "launch"]
