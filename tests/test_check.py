"""Every data file that people edit is checked before a start; each is broken here in a copy of the project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.check import check

SCREENER = Path("assistant/red_flags")
FLAGS = SCREENER / "flags"
FACTS = Path("assistant/facts/subjects")
CONTRACTIONS = Path("assistant/text/contractions.yml")
RESPONSES = Path("data/responses")
DOMAIN = Path("domain.yml")


def ended(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A program of the project, when it has ended."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    return subprocess.run([sys.executable, *command], cwd=project, capture_output=True, text=True, env=environment)


def break_it(path: Path, right: str, wrong: str) -> None:
    """Put something wrong into a file of a project."""
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.unlink()  # a link; what it leads to must stay as it is
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_what_comes_with_the_assistant_is_whole():
    assert re.fullmatch(r"\d+ flags, \d{4,} sentences .+; the emergency number is 911", check())


BROKEN = [
    (FLAGS / "choking.yml", "flag: choking", "flag: gagging", "choking.yml: flag: 'gagging' must be the file's name"),
    (FLAGS / "stroke.yml", "\nnow:", "\nnow: []\nnow:", "stroke.yml: cannot be read: line [0-9]+: now: stands twice"),
    (SCREENER / "lexicon.yml", "\nconcepts:", "\nconcepts: [", "lexicon.yml: cannot be read: line [0-9]+: "),
    (
        SCREENER / "context.yml",
        "negation:\n",
        "negation:\n  - '@nobody'\n",
        "context.yml: negation: '@nobody': there is no",
    ),
    (SCREENER / "corpus" / "young.yml", "stroke:", "strike:", "young.yml: strike: there is no such flag"),
    (CONTRACTIONS, "ain't:", "no:", "contractions.yml: contractions.__key__: str type expected"),
    (RESPONSES / "safety.yml", "utter_crisis:", "utter_kindly:", "responses: utter_crisis: must be there"),
    (
        RESPONSES / "safety.yml",
        "Call {emergency_number}",
        "Call {her}",
        "safety.yml: responses.utter_emergency: another slot",
    ),
    (DOMAIN, "intents:", "intentions:", "domain.yml: intents: field required"),
    (FACTS / "als.yml", "subject: als", "subject: mnd", "als.yml: subject: 'mnd' must be the file's name"),
]
"""A file, what is right in it, what is put in its place, and the error."""


@pytest.mark.parametrize(("file", "right", "wrong", "error"), BROKEN, ids=[str(file) for file, *_ in BROKEN])
def test_a_broken_file_is_named_with_the_key(file, right, wrong, error, project):
    break_it(project / file, right, wrong)
    checked = ended(project, "-m", "assistant.check")
    assert (checked.returncode, checked.stdout) == (1, "")
    assert re.fullmatch(f"{error}.*\n", checked.stderr)


CHANNEL = "from assistant.channels.rest import GuardedRest; GuardedRest().blueprint(print)"


def test_without_the_launcher_a_broken_flag_file_keeps_rasa_from_starting(project):
    break_it(project / FLAGS / "choking.yml", "flag: choking", "flag: gagging")
    started = ended(project, "-c", CHANNEL)
    assert started.returncode == 1
    assert started.stderr.endswith("DataError: choking.yml: flag: 'gagging' must be the file's name\n")


LAST_RESORT = "from assistant.channels.guard import last_resort; print(last_resort('what is sarcopenia?'))"


def test_with_a_broken_flag_file_the_last_resort_takes_every_message_for_an_emergency(project):
    break_it(project / FLAGS / "choking.yml", "flag: choking", "flag: gagging")
    said = ended(project, "-c", LAST_RESORT)
    assert said.returncode == 0
    assert said.stdout.startswith("Call 911 now.")
    assert said.stderr == "A message could not be screened: DataError\n"
