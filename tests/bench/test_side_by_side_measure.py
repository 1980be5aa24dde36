import math

import pytest
from fake_rest import fake_rest

from bench.side_by_side import measure
from bench.side_by_side.measure import (
    FEWEST,
    RATES,
    Answers,
    Search,
    at_rate,
    bytes_by_turn,
    long_conversations,
    one_by_one,
    sustained,
)
from bench.side_by_side.systems import Running, System
from bench.side_by_side.talking import Talker

MADE = System("made", None)


@pytest.fixture
def served():
    with fake_rest() as server:
        yield server


@pytest.fixture
def made(served):
    return {"made": Running(MADE, served.server_port)}


@pytest.mark.parametrize("limit", [0.5, 1, 7, 20, 256, 1000])
def test_the_highest_rate_that_holds_is_found(limit):
    search, tried = Search(), 0
    while search.rate:
        search.learn(search.rate <= limit)
        tried += 1
    assert search.found == max((rate for rate in RATES if rate <= limit), default=0.0)
    assert tried <= 6


def test_all_messages_are_said_in_each_round_and_the_first_does_not_count(served, made):
    served.says = []
    found = one_by_one(made, ["one", "two", "three"], rounds=2)["made"]
    assert [message["message"] for message in served.heard] == ["one", "two", "three"] * 3
    assert len(found.milliseconds) == 6
    assert found.unanswered == 6


def test_what_is_computed_for_a_message_is_an_average():
    assert Answers(milliseconds=[1.0] * 4, processor_seconds=0.1).processor_milliseconds == 25


def test_at_a_rate_every_sender_has_a_part_of_the_messages(served):
    talkers = [Talker(served.url, turns=1000) for _ in range(3)]
    late = at_rate(talkers, ["one", "two"], rate=1000, seconds=0)
    assert len(late) == len(served.heard) == FEWEST
    assert len(served.senders) == 3


def test_where_answers_come_hopelessly_late_all_stop(served, monkeypatch):
    monkeypatch.setattr(measure, "HOPELESS", 0.0)
    late = at_rate([Talker(served.url)] * 2, ["one"], rate=1000, seconds=10)
    assert late.count(math.inf) == 2
    assert len(served.heard) < 10_000


def test_a_rate_is_sustained_where_its_answers_come_in_time(made, monkeypatch):
    monkeypatch.setattr(measure, "at_rate", lambda talkers, messages, rate, seconds: [0.0 if rate < 9 else 999.0] * 20)
    assert sustained(made, ["one"], senders=2, seconds=1) == {"made": 8.0}


def test_a_long_conversation_is_one_and_is_timed_at_its_turns(served):
    people = {"made": [Talker(served.url, turns=1000) for _ in range(2)]}
    found = long_conversations(people, ["one", "two"], turns=(1, 10))
    assert list(found["made"]) == [1, 10]
    assert len(served.senders) == 2
    assert len(served.heard) == 2 * 12


def test_bytes_are_those_of_the_turns_around_one(served):
    def counted():  # the n-th message takes n bytes
        said = len(served.heard)
        return said * (said + 1) // 2

    found = bytes_by_turn(counted, Talker(served.url, turns=1000), ["one"], turns=(1, 10))
    assert found == {1: 3.0, 10: 10.0}
