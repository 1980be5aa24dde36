"""docs/privacy.md, held to the code: its numbers, its names, what can be deleted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant import kept, limits
from assistant.channels import bots, turns, web
from assistant.dialogue import takeover

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said",
    [
        f"the last {limits.CONVERSATIONS:,} conversations",
        f"the last {turns.REMEMBERED:,} answers",
        f"the last {takeover.SCREENED:,} texts screened",
        f"the last {bots.REMEMBERED:,} messages",
        f"`POST {web.ADDRESS}/forget`",
        "`" + Path(kept.PLACE).relative_to(ROOT).as_posix() + "`",
    ],
)
def test_a_number_or_a_name_is_that_of_the_code(said):
    assert said in PAGE


def test_after_an_hour_a_conversation_begins_anew_with_nothing():
    session = yaml.safe_load(read("domain.yml"))["session_config"]
    assert session == {"session_expiration_time": 60, "carry_over_slots_to_new_session": False}
    assert "After an hour without a message" in PAGE


def test_conversations_are_in_memory_unless_somebody_sets_a_database():
    assert yaml.safe_load(read("endpoints.yml"))["tracker_store"]["type"].endswith(".InMemory")


def test_what_the_person_is_told_to_say_or_press_is_what_there_is():
    assert "- forget me" in read("data/nlu/forget_me.yml").lower()
    assert "what do you know about me" in read("data/nlu/ask_privacy.yml").lower()
    [title] = re.findall(r'id="delete">([^<]+)<', read("widget/index.html"))
    assert f"*{title}*" in PAGE


def test_an_unanswered_question_is_counted_without_digits():
    assert kept.plain("Call me at 555-0100, Dr. Who?") == "call me at dr who"
