import pytest
import requests
from fake_action_server import ANSWER, FakeActionServer

from bench.side_by_side.relay import relaying
from tests.conftest import free_port


@pytest.fixture
def actions():
    server = FakeActionServer()
    yield server
    server.close()


def test_a_call_is_handed_on_and_its_bytes_are_counted(actions):
    with relaying(actions.url) as relay:
        for _ in range(2):
            answer = requests.post(relay.address, b'{"next_action": "action_answer"}', timeout=10)
            assert answer.content == ANSWER
        assert relay.bytes == 2 * len('{"next_action": "action_answer"}')
    assert actions.calls == 2


def test_where_the_action_server_is_not_there_yet_rasa_is_told():
    with relaying(f"http://127.0.0.1:{free_port()}/webhook") as relay:
        assert requests.post(relay.address, b"{}", timeout=10).status_code == 502
