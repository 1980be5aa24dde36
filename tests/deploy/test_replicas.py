"""Two replicas behind nginx, as people meet them: whatever ends, nobody gets silence, nothing answered is lost."""

from __future__ import annotations

import signal
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import socketio

from assistant.emergency_numbers import numbers
from tests.processes import wait_for

QUESTION = "what causes sarcopenia?"
FLAG = "my dad cannot breathe and his lips are blue"
TROUBLE = "Sorry, something on my side does not work"


@pytest.fixture
def sender() -> str:
    return uuid.uuid4().hex


def is_answer(text: str) -> bool:
    return "Source" in text and not text.startswith(TROUBLE)


def test_a_conversation_goes_on_at_the_other_replica(cluster, sender):
    one, other = cluster.replicas
    assert "sarcopenia" in cluster.say("what is sarcopenia?", sender, one).lower()
    assert "sarcopenia" in cluster.say("what causes it?", sender, other).lower()
    assert "sarcopenia" in cluster.say("can it be prevented?", sender, one).lower()


def test_of_messages_that_reach_both_replicas_at_once_none_is_lost(cluster, sender):
    questions = [f"what is sarcopenia? {number}" for number in range(8)]
    with ThreadPoolExecutor(len(questions)) as pool:
        said = list(pool.map(cluster.say, questions, [sender] * 8, cluster.replicas * 4))
    assert all(map(is_answer, said)), said
    assert sorted(cluster.kept(sender)) == questions
    assert len(cluster.kept(sender, "bot")) == 8


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_web_chats_work_over_both_replicas(transport, cluster):
    def talk(number: int) -> list[str]:
        key = f"?conversation={number}" if number % 2 else ""
        client = socketio.Client(reconnection=False, request_timeout=60)
        client.connect(f"{cluster.address}{key}", socketio_path="/chat/socket.io", transports=[transport])
        message = {"sender": uuid.uuid4().hex, "message": "what is sarcopenia?"}
        said = [client.call("message", {**message, "id": str(turn)}, timeout=60)[0]["text"] for turn in range(3)]
        client.eio.disconnect(abort=transport == "polling")
        return said

    with ThreadPoolExecutor(6) as pool:
        for said in pool.map(talk, range(6)):
            assert all(map(is_answer, said)), said


@pytest.mark.fault("Several replicas", "one of the action servers ends or hangs")
def test_an_action_server_that_ends_or_hangs_costs_nobody_an_answer(cluster, sender, witness):
    hanging, _ = cluster.actions
    with witness.broken():
        hanging.send(signal.SIGSTOP)
        for _ in range(3):
            assert is_answer(cluster.say(QUESTION, sender))
        hanging.send(signal.SIGCONT)
        hanging.stop()
        for _ in range(3):
            assert is_answer(cluster.say(QUESTION, sender))
    hanging.begin()
    hanging.wait()


@pytest.mark.fault("Several replicas", "PostgreSQL restarts")
def test_while_the_database_restarts_messages_wait_and_nothing_is_lost(cluster, sender, witness):
    asked = [QUESTION, "what is als?", "how is it treated?"]
    assert is_answer(cluster.say(asked[0], sender))
    starting = threading.Timer(1.0, cluster.postgresql.start)
    with ThreadPoolExecutor(1) as pool, witness.broken():
        cluster.postgresql.stop()
        starting.start()
        waits = pool.submit(cluster.say, asked[1], sender)
        assert cluster.say(FLAG, uuid.uuid4().hex).startswith("Call 911 now")
        assert is_answer(waits.result())
    starting.join()
    assert "als" in cluster.say(asked[2], sender).lower()
    assert cluster.kept(sender) == asked


@pytest.mark.fault("Several replicas", "PostgreSQL stays away, or hangs")
@pytest.mark.parametrize("trouble", ["stays away", "hangs"])
def test_while_the_database_is_away_everybody_is_answered(trouble, cluster, sender, witness):
    assert is_answer(cluster.say(QUESTION, sender))
    cluster.postgresql.stop() if trouble == "stays away" else cluster.postgresql.send("STOP")
    with witness.broken():
        assert cluster.say(FLAG, uuid.uuid4().hex).startswith("Call 911 now")
        assert is_answer(cluster.say("what is als?", sender))
    cluster.postgresql.start() if trouble == "stays away" else cluster.postgresql.send("CONT")
    wait_for(lambda: is_answer(cluster.say("what is als?", sender)) and "what is als?" in cluster.kept(sender), "kept")
    assert cluster.kept(sender)[0] == QUESTION


@pytest.mark.fault("Several replicas", "Redis is away, or hangs")
@pytest.mark.parametrize("trouble", ["is away", "hangs"])
def test_without_redis_everybody_is_answered(trouble, cluster, sender, witness):
    with witness.broken():
        cluster.redis.stop() if trouble == "is away" else cluster.redis.send(signal.SIGSTOP)
        assert is_answer(cluster.say("what is als?", sender, X_Conversation=sender))
        assert cluster.say(FLAG, sender).startswith("Call 911 now")
    cluster.redis.start() if trouble == "is away" else cluster.redis.send(signal.SIGCONT)
    for replica in cluster.replicas:
        assert is_answer(cluster.say(QUESTION, sender, replica))
    assert len(cluster.kept(sender)) == 4


class Talk(threading.Thread):
    """Somebody who asks question after question."""

    def __init__(self, cluster) -> None:
        super().__init__()
        self._cluster, self._over = cluster, threading.Event()
        self.sender, self.answers = uuid.uuid4().hex, []

    def run(self) -> None:
        while not self._over.is_set():
            self.answers.append(self._cluster.say("what is sarcopenia?", self.sender, X_Conversation=self.sender))
            time.sleep(0.2)

    def end(self) -> list[str]:
        self._over.set()
        self.join()
        return self.answers


@pytest.mark.fault("Several replicas", "a replica is killed, or they are restarted one after the other")
def test_replicas_that_are_restarted_one_after_the_other_or_killed_cost_nobody_an_answer(cluster, witness):
    one, other = cluster.replicas
    people = [Talk(cluster) for _ in range(4)]
    for person in people:
        person.start()
    with witness.broken():
        one.stop()
        one.begin()
        one.wait()
        wait_for(lambda: all(len(person.answers) > 3 for person in people), "everybody is answered")
        other.send(signal.SIGKILL)
        other.process.wait(60)
        time.sleep(1)
        said = [person.end() for person in people]
    for person, answers in zip(people, said):
        assert all(map(is_answer, answers)), answers
        assert len(cluster.kept(person.sender, "bot")) >= len(answers)


@pytest.mark.fault("Several replicas", "no replica is left")
def test_without_any_replica_one_is_told_so_with_the_emergency_number(cluster, sender, witness):
    with witness.broken():
        for replica in cluster.replicas:
            replica.stop()
        answer = cluster.post(FLAG, sender)
        witness.hear(answer.json()["error"], sender)
    assert answer.status_code == 503
    assert f"In an emergency call {numbers().emergency_number}" in answer.json()["error"]


def test_what_is_measured_is_not_shown_to_everybody(cluster):
    assert requests.get(f"{cluster.address}/metrics", timeout=60).status_code == 404
