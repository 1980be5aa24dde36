"""The load that `make load` puts on a running assistant, shorter."""

from __future__ import annotations

import pytest

from bench.load import Client, is_right, load, main, report
from tests.conftest import free_port


def test_under_load_no_answer_is_lost_doubled_out_of_order_or_wrong(assistant):
    people = load(f"http://localhost:{assistant.port}", clients=6, rate=6, seconds=3)
    assert [person.sent for person in people] == [3] * 6
    assert [person.sender for person in people if not person.in_order] == []
    assert [person.wrong for person in people if person.wrong] == []
    assert report(people).startswith("6 clients, 18 messages sent, 18 answered\n0 clients with answers that are lost")


@pytest.mark.parametrize("answered", [[], [0], [0, 0], [1, 0], [0, 1, 1]])
def test_what_is_lost_doubled_or_out_of_order_is_seen(answered):
    person = Client(line=None, begins=0, sent=2, answered=answered, seconds=[1.0] * len(answered))
    assert not person.in_order
    assert "1 clients with answers that are lost" in report([person])


@pytest.mark.parametrize(
    ("said", "emergency", "right"),
    [
        ([{"text": "An answer."}], False, True),
        ([{"text": "Call 911 now.", "takeover": "emergency"}], True, True),
        ([{"text": "Call 911 now.", "takeover": "emergency"}], False, False),
        ([{"text": "An answer."}], True, False),
        ([{"text": "Sorry, something on my side does not work."}], False, False),
        ([], False, False),
        ({"error": "too long"}, False, False),
    ],
)
def test_an_answer_of_the_other_kind_is_wrong(said, emergency, right):
    assert is_right(said, emergency) is right


def test_where_nothing_is_served_it_says_what_to_start(capsys):
    assert main(["--url", f"http://localhost:{free_port()}"]) == 1
    assert "start it with `make serve`" in capsys.readouterr().err
