"""Counting what a conversation holds, from its events as JSON."""

from __future__ import annotations

import pytest

from assistant.dialogue.counted import EARLIER, Counted, count


def user(text: str) -> dict:
    return {"event": "user", "text": text}


UNANSWERED = {"event": "bot", "text": "?", "metadata": {"utter_action": "utter_rephrase"}}
BEGUN = {"event": "session_started"}


@pytest.mark.parametrize(
    ("events", "counted"),
    [
        ([], Counted(0, False)),
        ([user("hello"), {"event": "bot", "text": "Hello."}], Counted(1, False)),
        ([user("/greet"), user("hello"), user("/ask_more")], Counted(2, False)),
        ([user("qwertz"), UNANSWERED, user("hello")], Counted(2, True)),
        ([user("qwertz"), UNANSWERED, BEGUN, user("hello")], Counted(1, False)),
        ([user("hello"), {**BEGUN, "metadata": {EARLIER: [40, True]}}, user("thanks")], Counted(41, True)),
        ([{**BEGUN, "metadata": {EARLIER: [40, True]}}, user("bye"), BEGUN, user("hello")], Counted(1, False)),
        ([{**BEGUN, "metadata": {"model_id": "x"}}, user("hello")], Counted(1, False)),
    ],
)
def test_messages_of_this_session_are_counted_also_those_that_are_not_at_hand(events, counted):
    assert count(events) == counted
