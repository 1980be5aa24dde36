"""A message that comes again gets the answer that is kept of it; in front of something that is not Rasa."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.dialogue.once import guard_repeats

PLACE = "assistant.dialogue.tracker_store"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "conversations.db"


class Replica:
    """What handles messages, and keeps what it said in a database that others use as well."""

    def __init__(self, database, **kind) -> None:
        endpoint = EndpointConfig(**(kind or {"type": f"{PLACE}.Sql", "dialect": "sqlite", "db": str(database)}))
        store = TrackerStore.create(endpoint, domain=Domain.empty())
        self.heard: list[str] = []
        self.tracker_store, self.processor = FailSafeTrackerStore(store), SimpleNamespace(handle_message=self._handle)
        guard_repeats(self)

    async def _handle(self, message: UserMessage) -> None:
        self.heard.append(message.text)
        sender = message.sender_id
        tracker = await self.tracker_store.retrieve(sender) or DialogueStateTracker.from_events(
            sender, [SessionStarted()]
        )
        said = BotUttered(f"You said: {message.text}", {"buttons": []}, {"utter_action": "utter_it"})
        turn = [UserUttered(message.text, message_id=message.message_id), said, ActionExecuted("action_listen")]
        tracker.update_with_events(turn, Domain.empty())
        await self.tracker_store.save(tracker)
        await message.output_channel.send_response(sender, said.message())

    def say(self, text: str, identity: str) -> list[str]:
        output = CollectingOutputChannel()
        asyncio.run(self.processor.handle_message(UserMessage(text, output, "somebody", message_id=identity)))
        return [message["text"] for message in output.messages]


def test_the_other_replica_answers_it_as_the_first_did_without_taking_it_for_a_new_one(database):
    one, other = Replica(database), Replica(database)
    one.say("hello", "1")
    said = one.say("and now?", "2")
    assert other.say("and now?", "2") == said == ["You said: and now?"]
    assert (one.heard, other.heard) == (["hello", "and now?"], [])


def test_a_new_message_is_a_new_one_even_with_the_same_words(database):
    replica = Replica(database)
    assert replica.say("yes", "1") == replica.say("yes", "2")
    assert replica.heard == ["yes", "yes"]


def test_where_the_database_fails_it_is_taken_for_a_new_one(database, caplog):
    replica = Replica(database)
    replica.say("hello", "1")
    database.write_bytes(b"no database any more" * 1_000)
    assert replica.say("hello", "1") == ["You said: hello"]
    assert any(line.startswith("Whether a message was answered before is not known") for line in caplog.messages)


def test_in_memory_there_is_no_other_replica():
    replica = Replica(None, type=f"{PLACE}.InMemory")
    replica.say("hello", "1")
    replica.say("hello", "1")
    assert replica.heard == ["hello", "hello"]
