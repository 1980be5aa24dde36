import pytest
import requests
from fake_rest import fake_rest

from assistant.channels.guard import responses
from assistant.data_files import DataError
from assistant.dialogue.takeover import SCREENED
from bench.side_by_side.talking import Talker, mix, read_said
from tests.conftest import free_port


@pytest.fixture
def served():
    with fake_rest() as server:
        yield server


def test_after_so_many_turns_somebody_else_talks(served):
    talker = Talker(served.url, turns=2)
    for text in ("one", "two", "three"):
        assert talker.say(text).answered

    assert [message["message"] for message in served.heard] == ["one", "two", "three"]
    first, second, third = (message["sender"] for message in served.heard)
    assert first == second != third


@pytest.mark.parametrize("says", [[], [{"image": "a.png"}], [{"text": ""}], [{"text": responses()["utter_trouble"]}]])
def test_silence_and_an_apology_are_no_answers(served, says):
    served.says = says
    assert not Talker(served.url).say("hello").answered


def test_an_error_is_raised(served):
    served.status = 500
    with pytest.raises(requests.HTTPError):
        Talker(served.url).say("hello")
    with pytest.raises(requests.ConnectionError):
        Talker(f"http://127.0.0.1:{free_port()}").say("hello")


def test_the_mix_is_the_same_each_time_and_holds_all_kinds():
    said = read_said()
    messages = mix(said)
    assert messages == mix(said)
    assert set(said.greetings + said.red_flags + said.off_topic) < set(messages)
    assert len(messages) == 2 * said.drawn + len(said.greetings + said.red_flags + said.off_topic)


def test_no_screening_is_remembered_from_one_round_to_the_next():
    assert len(set(mix(read_said()))) > SCREENED


def test_a_file_at_fault_is_named(tmp_path):
    path = tmp_path / "messages.yml"
    path.write_text("drawn: many")
    with pytest.raises(DataError, match=r"messages\.yml"):
        read_said(path)
