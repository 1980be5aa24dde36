"""`make chat`, in a terminal."""

from __future__ import annotations

import os
import re
import signal
import sys

import pytest
from processes import child, wait_for

from tests.channels.handlers import FLAG
from tests.channels.people import Rest
from tests.channels.test_every_channel import SCRIPT, play
from tests.conftest import free_port
from tests.terminal import Terminal

PROMPT = r"Your input ->\s*$"
QUESTION = "what causes sarcopenia?"
TROUBLE = "Sorry, something on my side does not work"


@pytest.fixture
def chat(model):
    options = ["--port", str(free_port()), "--action-port", str(free_port())]
    terminal = Terminal(sys.executable, "-m", "assistant.launch", "chat", *options)
    yield terminal
    terminal.close()


class Person:
    """Somebody at the terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.greeting = terminal.read_until(PROMPT)
        self._shown = self.greeting

    def say(self, text: str) -> str:
        """What is shown to a message, in one line."""
        self._terminal.type(f"{text}\r")
        self._shown = self._terminal.read_until(PROMPT)
        return " ".join(self._shown.split())

    def pick(self, title: str) -> str:
        """What is shown to a button's number."""
        return self.say(re.search(rf"^ *(\d+) {re.escape(title)}\s*$", self._shown, re.MULTILINE)[1])


def test_the_same_is_said_as_over_rest_with_numbers_for_buttons(chat, assistant):
    person = Person(chat)
    assert "loading the assistant" in person.greeting
    assert "muscle wasting" in person.greeting, "it says by itself what can be asked"
    for line, turn in zip(SCRIPT, play(Rest(assistant), [0] * len(SCRIPT))):
        shown = person.pick(line.strip("[]")) if line.startswith("[") else person.say(line)
        for said in turn:
            assert " ".join(said.text.split()) in shown, line
            assert [title for title, _ in said.buttons if title not in shown] == [], line
    assert not re.search(r"Warning|Traceback|INFO", person.greeting)
    chat.type("/stop\r")
    assert chat.wait() == 0


def test_if_the_action_server_hangs_who_chats_waits_once_and_it_is_started_again(chat):
    person = Person(chat)
    os.kill(child(chat.pid, "rasa_sdk"), signal.SIGSTOP)
    assert TROUBLE in person.say(QUESTION)
    assert "Call 911 now" in person.say(FLAG)
    wait_for(lambda: "Source" in person.say(QUESTION), "answers come again")


def test_by_ctrl_c_a_chat_ends_and_leaves_nothing_running(chat):
    person = Person(chat)
    assert "Call 911 now" in person.say(FLAG)
    chat.type("\x03")
    assert chat.wait() == 0
