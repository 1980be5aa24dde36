"""Plays the conversations in this folder over REST with the running assistant.

A file is one conversation: a list of turns. `user` is what is typed; of the answer,
    starts    the first message starts so
    says      each of these regular expressions matches somewhere
    not       none of these matches anywhere
    buttons   so many are offered at least
"""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))
KEYS = {"user", "starts", "says", "not", "buttons"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_conversation(path, assistant):
    sender = uuid.uuid4().hex
    for turn in yaml.safe_load(path.read_text(encoding="utf-8")):
        assert set(turn) <= KEYS, f"{path.name}: a turn has other keys than {sorted(KEYS)}"
        messages = assistant.say(turn["user"], sender)
        said = "\n".join(message.get("text", "") for message in messages)
        assert said.strip(), f"silence after: {turn['user']}"
        assert said.startswith(turn.get("starts", "")), f"{turn['user']} → {said}"
        for pattern in turn.get("says", []):
            assert re.search(pattern, said, re.IGNORECASE), f"{turn['user']} → no /{pattern}/ in: {said}"
        for pattern in turn.get("not", []):
            assert not re.search(pattern, said, re.IGNORECASE), f"{turn['user']} → /{pattern}/ in: {said}"
        buttons = [button for message in messages for button in message.get("buttons", [])]
        assert len(buttons) >= turn.get("buttons", 0)


def test_there_are_conversations():
    assert len(FILES) >= 12
