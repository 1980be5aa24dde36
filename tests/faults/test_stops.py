"""What is lost where the servers are killed or stopped while a message is being answered: nothing that was answered."""

from __future__ import annotations

import os
import signal
import threading
import uuid

import pytest
import requests
from processes import PATIENT, wait_for

QUESTION = "what causes sarcopenia?"
TROUBLE = "Sorry, something on my side does not work"


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


@pytest.mark.fault("Rasa", "is killed (`kill -9`) while a message is being answered")
def test_rasa_is_killed(whole, witness):
    sender = uuid.uuid4().hex
    answer = whole.say(QUESTION, sender)
    with witness.broken():
        asking, answered = ask_and_wait(whole, sender)
        os.kill(whole.rasa, signal.SIGKILL)
        asking.join(PATIENT)
        assert isinstance(answered[0], requests.RequestException), "an answer that was lost looks like one"
        assert whole.running.process.wait(PATIENT) == 1
    assert whole.log().endswith("launch: Rasa ended with status -9\n")
    assert whole.kept(sender) == [answer]

    witness.read_logs()
    whole.running.start()
    whole.actions.does = "answer"
    assert whole.say("can you say that again?", sender) == answer


@pytest.mark.fault("Rasa", "is told to stop (SIGTERM) while a message is being answered")
def test_it_is_told_to_stop(whole, witness):
    sender = uuid.uuid4().hex
    answer = whole.say(QUESTION, sender)
    with witness.broken():
        asking, answered = ask_and_wait(whole, sender)
        whole.running.process.send_signal(signal.SIGTERM)
        asking.join(PATIENT)
    assert answered[0].startswith(TROUBLE), "a message that was taken is answered before the end"
    assert whole.running.process.wait(PATIENT) == 0
    assert whole.kept(sender) == [answer, answered[0]]
