"""The overload that `make overload` puts on a running assistant, shorter."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from bench.overload import ANSWERED, LOST, REFUSED, WRONG, Load, Sent, became, held, main, report, run
from tests.conftest import free_port

SHORT = Load(rate=20, times=30, before=1, overload=2, after=6)
LOAD = Load(rate=1, times=5, before=2, overload=3, after=10)


@pytest.mark.alone
def test_of_five_times_the_load_what_is_too_much_is_refused_politely_and_red_flags_are_answered(assistant):
    sent = asyncio.run(run(f"http://localhost:{assistant.port}", SHORT))
    assert {each.became for each in sent if each.emergency} == {ANSWERED}, report(sent, SHORT)
    assert {each.became for each in sent} == {ANSWERED, REFUSED}, report(sent, SHORT)
    assert "Sarcopenia" in assistant.say("what is sarcopenia?")[0]["text"]


def test_the_load_rises_and_falls():
    moments = list(LOAD.moments())
    counts = [sum(begin <= at < end for at in moments) for begin, end in LOAD.phases().values()]
    assert counts == [2, 15, 5, 5]


BUSY = [{"text": "Very many people. Call 911.", "busy": True}]


@pytest.mark.parametrize(
    ("said", "emergency", "what"),
    [
        ([{"text": "An answer."}], False, ANSWERED),
        ([{"text": "Call 911 now.", "takeover": "emergency"}], True, ANSWERED),
        (BUSY, False, REFUSED),
        (BUSY, True, WRONG),
        ([{"text": "Go away.", "busy": True}], False, WRONG),
        ([{"text": "An answer."}], True, WRONG),
        ({"error": "too long"}, False, WRONG),
    ],
)
def test_what_became_of_a_message_is_told_by_what_is_said(said, emergency, what):
    assert became(said, emergency) == what


@pytest.mark.parametrize(
    ("at", "what", "is_held"),
    [
        (1.0, ANSWERED, True),
        (1.0, REFUSED, False),
        (3.0, REFUSED, True),
        (9.0, REFUSED, True),
        (10.5, REFUSED, False),
        (10.5, ANSWERED, True),
        (3.0, LOST, False),
        (3.0, WRONG, False),
    ],
)
def test_it_holds_where_nothing_is_lost_and_five_seconds_after_nothing_is_refused(at, what, is_held):
    sent = Sent(at, emergency=False, became=what, seconds=0.5)
    assert held([sent], LOAD) is is_held
    assert held([dataclasses.replace(sent, became=ANSWERED)], LOAD)
    assert "0.50, p95 0.50, longest 0.50" in report([dataclasses.replace(sent, became=ANSWERED)], LOAD)


def test_where_nothing_is_served_it_says_what_to_start(capsys):
    assert main(["--url", f"http://localhost:{free_port()}"]) == 1
    assert "start it with `make serve`" in capsys.readouterr().err
