"""What is lost where the servers are killed or stopped while a message is being answered: nothing that was answered."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import uuid

import requests
from processes import PATIENT, wait_for

QUESTION = "what causes sarcopenia?"
TROUBLE = "Sorry, something on my side does not work"


def said(assistant, sender: str) -> list[str]:
    """What the assistant said in a conversation, by its database, which is whole."""
    with sqlite3.connect(assistant.database) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute(
            "SELECT json_extract(data, '$.text') FROM events WHERE sender_id = ? AND type_name = 'bot'", [sender]
        )
        return [text for (text,) in rows]


def ask_and_wait(assistant, sender: str) -> tuple[threading.Thread, list]:
    """A message that is being answered, and what comes of it."""
    assistant.actions.does, answered = "hang", []

    def ask() -> None:
        try:
            answered.append(assistant.say(QUESTION, sender))
        except requests.RequestException as error:
            answered.append(error)

    calls, asking = assistant.actions.calls, threading.Thread(target=ask)
    asking.start()
    wait_for(lambda: assistant.actions.calls > calls, "the question has reached the action server")
    return asking, answered


def test_rasa_is_killed(whole):
    sender = uuid.uuid4().hex
    answer = whole.say(QUESTION, sender)
    asking, answered = ask_and_wait(whole, sender)
    os.kill(whole.rasa, signal.SIGKILL)
    asking.join(PATIENT)
    assert isinstance(answered[0], requests.RequestException), "an answer that was lost looks like one"
    assert whole.running.process.wait(PATIENT) == 1
    assert whole.log().endswith("launch: Rasa ended with status -9\n")
    assert said(whole, sender) == [answer]

    whole.running.start()
    whole.actions.does = "answer"
    assert whole.say("can you say that again?", sender) == answer


def test_it_is_told_to_stop(whole):
    sender = uuid.uuid4().hex
    answer = whole.say(QUESTION, sender)
    asking, answered = ask_and_wait(whole, sender)
    whole.running.process.send_signal(signal.SIGTERM)
    asking.join(PATIENT)
    assert answered[0].startswith(TROUBLE), "a message that was taken is answered before the end"
    assert whole.running.process.wait(PATIENT) == 0
    assert said(whole, sender) == [answer, answered[0]]
