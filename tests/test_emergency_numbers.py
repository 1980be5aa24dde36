"""The numbers to call are set in one place, the domain, and said everywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import yaml

from assistant.data_files import DataError
from assistant.emergency_numbers import DOMAIN, numbers, read_numbers, with_own_number

ROOT = Path(__file__).parents[1]
ABROAD = {
    "emergency_number": "000",
    "crisis_line": "13 11 14",
    "poison_line": "Poisons Information on 13 11 26",
    "emergency_country": "Australia",
    "emergency_elsewhere": "112 or 555",
}
FLAG = "my dad cannot breathe and his lips are blue"
AMERICAN = re.compile(r"\b(911(?! (is the emergency number )?in the US)|988|999|1-800-222-1222)\b")


def set_numbers(home: Path) -> Path:
    """Write another country's numbers into the domain of a project."""
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    for name, value in ABROAD.items():
        domain["slots"][name]["initial_value"] = value
    (home / "domain.yml").unlink()
    (home / "domain.yml").write_text(yaml.safe_dump(domain, allow_unicode=True), encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory, copy_project) -> Path:
    """The project with the numbers of another country, trained as `make train` does."""
    home = set_numbers(copy_project(tmp_path_factory.mktemp("abroad")))
    shutil.copytree(ROOT / ".rasa", home / ".rasa")  # what was trained already and stays the same
    (home / "models" / "assistant.tar.gz").unlink()  # a link; what is trained must not go to where it leads
    train = [sys.executable, "-m", "assistant.quiet", "rasa", "train", "--fixed-model-name", "assistant"]
    environment = {**os.environ, "ACTION_ENDPOINT_URL": "", "RASA_TELEMETRY_ENABLED": "false"}
    subprocess.run(train, cwd=home, check=True, capture_output=True, env=environment)
    return home


@pytest.fixture(scope="module")
def abroad(home, run_assistant):
    with run_assistant(home / "log", home) as running:
        yield running


def words(messages: list[dict]) -> str:
    """All that is shown, buttons with it."""
    shown = [(message.get("text"), [b["title"] for b in message.get("buttons", [])]) for message in messages]
    return json.dumps(shown, ensure_ascii=False)


def test_the_default_is_the_american_numbers():
    assert numbers().dict() == {
        "emergency_number": "911",
        "crisis_line": "988",
        "poison_line": "Poison Help at 1-800-222-1222",
        "emergency_country": "the US",
        "emergency_elsewhere": "112 or 999",
    }


def test_responses_and_their_buttons_say_the_numbers_that_are_set(abroad):
    [takeover] = abroad.say(FLAG)
    assert takeover["text"].startswith("Call 000 now.")
    assert "Outside Australia, call your local emergency number (112 or 555 in many countries)" in takeover["text"]
    assert [button["title"] for button in takeover["buttons"]] == ["I have called 000", "It is not happening now"]
    [crisis] = abroad.say("I want to kill myself")
    assert "13 11 14" in crisis["text"]
    assert "call 000" in crisis["text"]
    [overdose] = abroad.say("I took all my pills")
    assert overdose["text"].startswith("Call 000 now.")
    assert "13 11 14" in overdose["text"]
    assert "Poisons Information on 13 11 26 (in Australia)" in overdose["text"]


ASKED = [
    FLAG,
    "I want to kill myself",
    "I took all my pills",
    "I took all my pills because I want to die",
    "hello",
    "I feel so alone with all this",
    "/called_911",
    "/not_now",
    "can I take a double dose of prednisone?",
    "which cream helps against acne?",
    "asdf qwertz",
    "no hablo ingles, puede hablar en espanol",
    "what are the warning signs of a stroke?",
    "when to call 911",
    "is sudden weakness an emergency?",
    "what if someone chokes?",
]


@pytest.mark.parametrize("text", ASKED)
def test_no_answer_names_another_number(text, abroad):
    said = words(abroad.say(text))
    assert not AMERICAN.search(said)
    assert "{" not in said


def test_facts_say_the_number_that_is_set_and_a_mention_gets_it_once(abroad):
    said = words(abroad.say("what are the warning signs of a stroke?"))
    assert "000" in said
    assert not said.lower().lstrip('[" ').startswith("call 000")


def test_a_fact_on_the_number_of_the_us_stays_true(abroad):
    assert "911 is the emergency number in the US" in words(abroad.say("is 911 only for the USA"))


def test_the_hint_in_an_error_names_the_number_that_is_set(abroad):
    answer = requests.post(abroad.url, data=b"", timeout=60)
    assert answer.json()["error"].endswith("In an emergency call 000 or your local emergency number.")


LAST_RESORT = """
from assistant.channels.guard import last_resort
print(last_resort("my dad cannot breathe"), last_resort("I want to kill myself"), last_resort("hello"), sep="\\n---\\n")
"""


def test_the_last_resort_names_the_numbers_that_are_set(project):
    program = [sys.executable, "-c", LAST_RESORT]
    said = subprocess.run(program, cwd=set_numbers(project), capture_output=True, text=True, check=True).stdout
    emergency, crisis, trouble = said.split("\n---\n")
    assert emergency.startswith("Call 000 now.")
    assert "13 11 14" in crisis
    assert "in an emergency call 000" in trouble
    assert not AMERICAN.search(said)


@pytest.mark.parametrize(
    "text",
    [
        "911 is the emergency number in the US. Elsewhere, call the local emergency number.",
        "Get help at once through the emergency number (911 in the US).",
        "It weighs 9110 grams.",
    ],
)
def test_what_is_said_of_the_us_stays(text):
    assert with_own_number(text) == text


@pytest.mark.parametrize(
    ("slots", "error"),
    [
        ({}, "emergency_number, crisis_line, poison_line, emergency_country, emergency_elsewhere: must be there"),
        ({"crisis_line": {"type": "text"}}, "crisis_line: must be there with an initial_value"),
        ({"emergency_number": {"initial_value": 112}}, "slots.emergency_number: str type expected"),
    ],
)
def test_a_number_that_is_missing_or_no_text_is_named(slots, error, tmp_path):
    whole = {name: {"initial_value": value} for name, value in ABROAD.items()} if slots else {}
    path = tmp_path / "domain.yml"
    path.write_text(yaml.safe_dump({"slots": {**whole, **slots}}), encoding="utf-8")
    with pytest.raises(DataError, match=f"domain.yml: .*{re.escape(error)}"):
        read_numbers(path)
