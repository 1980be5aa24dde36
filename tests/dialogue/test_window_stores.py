"""What a turn replays, with each kind of store: the last turns, and all that was so before them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.counted import Counted, count
from assistant.dialogue.safety_policy import last_turns, takeover_of
from assistant.dialogue.tracker_store import FORGET, UNANSWERED
from assistant.dialogue.window import Window
from assistant.dialogue.window_stores import SeamRow
from assistant.limits import TURNS_REPLAYED

FORM = "visit_form"
LISTEN = ActionExecuted("action_listen")
LONG = 3 * TURNS_REPLAYED


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_file("domain.yml")


@pytest.fixture
def store(store, domain):
    store.domain = domain
    return store


@pytest.fixture(params=["sqlite", "postgresql"])
def reopened(request, open_store, domain):
    """Opens the same database, as another process does, or this one after a restart."""
    return lambda: open_store(request.param, domain)


@pytest.fixture
def sender() -> str:
    return uuid.uuid4().hex


def begin() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), LISTEN]


def answer(text: str, *slots: SlotSet) -> list[Event]:
    return [UserUttered(text, {"name": "inform"}), ActionExecuted("action_answer"), BotUttered("So."), *slots, LISTEN]


def form_begins(slot: str) -> list[Event]:
    asked = [ActionExecuted(FORM), ActiveLoop(FORM), SlotSet("requested_slot", slot), BotUttered("And?"), LISTEN]
    return [UserUttered("prepare my visit", {"name": "prepare_visit"}), ActionExecuted("action_visit_start"), *asked]


def form_is_answered(slot: str, asked_next: str) -> list[Event]:
    asked = [SlotSet(slot, "pain"), SlotSet("requested_slot", asked_next), BotUttered("And?"), LISTEN]
    return [UserUttered("pain", {"name": "inform"}), ActionExecuted(FORM), *asked]


def aside(text: str) -> list[Event]:
    said = [UserUttered(text, {"name": "ask_causes"}), ActionExecutionRejected(FORM), ActionExecuted("action_answer")]
    return [*said, BotUttered("So."), ActionExecuted(FORM), BotUttered("And?"), LISTEN]


def turn(store, sender: str, events: Sequence[Event]) -> DialogueStateTracker:
    """Have a turn, as Rasa's processor does; the conversation as it stands at its end."""
    tracker = asyncio.run(store.get_or_create_tracker(sender, append_action_listen=False))
    tracker.update_with_events(events, store.domain, override_timestamp=False)
    asyncio.run(store.save(tracker))
    return tracker


def replayed(store, sender: str) -> DialogueStateTracker:
    return asyncio.run(store.retrieve(sender))


def said(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def state(tracker: DialogueStateTracker) -> dict:
    """All that is so in a conversation, but what its form was begun with, which nobody asks for."""
    now = tracker.current_state()
    return {**now, "active_loop": {**now["active_loop"], "trigger_message": None}}


CONVERSATIONS = {
    "slots": [
        answer("what is als", SlotSet("subject", "als"), SlotSet("told", ["als.definition"])),
        *(answer(f"more {number}", SlotSet("told", [f"als.{number}"])) for number in range(LONG)),
        answer("thanks", SlotSet("told", None)),
    ],
    "a form in the middle": [
        form_begins("visit_symptoms"),
        form_is_answered("visit_symptoms", "visit_conditions"),
        *(aside(f"why {number}") for number in range(LONG)),
        form_is_answered("visit_conditions", "visit_medicines"),
        [UserUttered("stop", {"name": "stop"}), ActionExecuted("action_stop"), ActiveLoop(None), LISTEN],
        *(answer(f"more {number}") for number in range(LONG)),
    ],
    "a form that was refused": [
        form_begins("visit_symptoms"),
        [UserUttered("a mention"), ActionExecutionRejected(FORM), ActionExecuted("utter_when_to_call"), LISTEN],
        *(answer(f"more {number}") for number in range(LONG)),
    ],
    "a turn that broke off": [
        answer("what is als", SlotSet("subject", "als")),
        *([UserUttered(f"broken {number}"), ActionExecuted("action_answer")] for number in range(LONG)),
    ],
    "another session": [
        answer("what is als", SlotSet("subject", "als")),
        *(answer(f"more {number}") for number in range(LONG)),
        [*begin(), *answer("hello")],
        *(answer(f"again {number}") for number in range(LONG)),
    ],
    "a pause": [[*answer("hello"), ConversationPaused()], *(answer(f"more {number}") for number in range(LONG))],
}


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_what_is_so_is_what_is_so_where_all_is_replayed(conversation, store, sender):
    everything: list[Event] = []
    for events in [begin(), *CONVERSATIONS[conversation]]:
        turn(store, sender, events)
        everything += events
        whole = DialogueStateTracker.from_events(sender, everything, store.domain.slots)
        window = replayed(store, sender)
        assert state(window) == state(whole)
        assert window.past_states(store.domain)[-4:] == whole.past_states(store.domain)[-4:]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_it_is_no_more_than_the_last_turns(conversation, store, sender):
    for events in [begin(), *CONVERSATIONS[conversation]]:
        turn(store, sender, events)
    everything = [text for text in said(asyncio.run(store.retrieve_full_tracker(sender)))]
    assert said(replayed(store, sender)) == everything[-TURNS_REPLAYED:]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_the_whole_conversation_can_be_read(conversation, store, sender):
    turns = [begin(), *CONVERSATIONS[conversation]]
    for events in turns:
        turn(store, sender, events)
    kept = asyncio.run(store.retrieve_full_tracker(sender))
    assert list(kept.events) == [event for events in turns for event in events]


def test_a_long_turn_in_the_end_is_kept_whole(store, sender):
    """One in which the person says more than is replayed, as none does."""
    turn(store, sender, begin())
    turn(store, sender, [event for number in range(LONG) for event in answer(f"more {number}")])
    assert len(said(replayed(store, sender))) == LONG
    turn(store, sender, answer("and now"))
    assert len(said(replayed(store, sender))) == TURNS_REPLAYED


def test_what_was_said_before_a_session_is_not_carried_into_it(store, sender):
    for events in CONVERSATIONS["another session"]:
        turn(store, sender, events)
    assert replayed(store, sender).get_slot("subject") is None


@pytest.mark.parametrize("turns_before", range(2 * TURNS_REPLAYED))
def test_a_red_flag_in_two_messages_is_seen_wherever_the_seam_is(turns_before, domain, store, sender):
    turn(store, sender, begin())
    for number in range(turns_before):
        turn(store, sender, answer(f"more {number}"))
    turn(store, sender, answer("my face"))
    tracker = replayed(store, sender)
    tracker.update(UserUttered("is drooping"))
    assert takeover_of(*last_turns(tracker.events), domain.responses) == "utter_emergency"


def test_all_messages_are_counted(store, sender):
    turn(store, sender, [*begin(), UserUttered("/greet"), ActionExecuted("utter_greet"), LISTEN])
    turn(store, sender, [UserUttered("qwertz"), BotUttered("?", metadata={"utter_action": UNANSWERED}), LISTEN])
    for number in range(LONG):
        turn(store, sender, answer(f"more {number}"))
    events = [event.as_dict() for event in replayed(store, sender).events]
    assert count(events) == Counted(messages=1 + LONG, unanswered=True)


def test_forgetting_leaves_nothing_of_a_long_conversation(store, sender, kept):
    kept.unanswered("qwertz")
    unanswered = [UserUttered("qwertz"), BotUttered("?", metadata={"utter_action": UNANSWERED}), LISTEN]
    for events in [begin(), unanswered, *CONVERSATIONS["slots"]]:
        turn(store, sender, events)
    turn(store, sender, [UserUttered("forget me"), ActionExecuted(FORGET), LISTEN])
    assert asyncio.run(store.retrieve_full_tracker(sender)) is None
    assert "qwertz" not in kept.report()
    turn(store, sender, [*begin(), *answer("hello")])
    turn(store, sender, answer("what is als"))
    assert replayed(store, sender).get_slot("subject") is None
    assert said(replayed(store, sender)) == ["hello", "what is als"]


def test_old_conversations_are_purged_whole(store, sender):
    for events in [begin(), *CONVERSATIONS["slots"]]:
        turn(store, sender, events)
    assert asyncio.run(store.purge(before=2e10)) >= 1
    assert asyncio.run(store.retrieve_full_tracker(sender)) is None
    assert replayed(store, sender) is None


def test_after_a_restart_it_goes_on_where_it_was(reopened, sender):
    for events in [begin(), *CONVERSATIONS["a form in the middle"][:LONG]]:
        turn(reopened(), sender, events)
    tracker = replayed(reopened(), sender)
    assert (tracker.active_loop_name, tracker.get_slot("visit_symptoms")) == (FORM, "pain")
    assert len(said(asyncio.run(reopened().retrieve_full_tracker(sender)))) == LONG


def test_two_processes_see_each_others_turns(reopened, sender):
    one, other = reopened(), reopened()
    turn(one, sender, begin())
    for number in range(LONG):
        turn((one, other)[number % 2], sender, answer(f"more {number}", SlotSet("told", [number])))
        assert replayed(one, sender).get_slot("told") == replayed(other, sender).get_slot("told") == [number]
    assert said(asyncio.run(one.retrieve_full_tracker(sender))) == [f"more {number}" for number in range(LONG)]


def test_what_is_saved_twice_is_kept_once(reopened, sender):
    """As by who does not know whether it was saved, because the line broke."""
    store = reopened()
    for events in [begin(), *CONVERSATIONS["slots"]]:
        saved = turn(store, sender, events)
        asyncio.run(store.save(saved))
    whole = asyncio.run(store.retrieve_full_tracker(sender))
    assert len(whole.events) == len([*begin(), *(event for events in CONVERSATIONS["slots"] for event in events)])


def test_a_conversation_of_before_there_were_windows_is_read_once_as_a_whole(reopened, sender):
    store = reopened()
    everything = [*begin(), *(event for events in CONVERSATIONS["slots"] for event in events)]
    asyncio.run(store.save(DialogueStateTracker.from_events(sender, everything, store.domain.slots)))
    assert said(replayed(store, sender)) == said(asyncio.run(store.retrieve_full_tracker(sender)))
    turn(store, sender, answer("and now"))
    assert len(said(replayed(store, sender))) == TURNS_REPLAYED
    assert replayed(store, sender).get_slot("subject") == "als"


def test_where_rows_were_deleted_by_other_means_nothing_of_it_comes_back(reopened, sender):
    store = reopened()
    for events in [begin(), *CONVERSATIONS["slots"]]:
        turn(store, sender, events)
    with store.session_scope() as session:
        session.execute(sa.delete(store.SQLEvent).where(store.SQLEvent.sender_id == sender))
        session.commit()
    assert replayed(store, sender) is None
    turn(store, sender, [*begin(), *answer("hello")])
    with store.session_scope() as session:
        assert session.get(SeamRow, sender) is None
    assert replayed(store, sender).get_slot("subject") is None


def test_where_only_the_beginning_was_deleted_the_rest_is_replayed(reopened, sender):
    store = reopened()
    for events in [begin(), *CONVERSATIONS["slots"]]:
        turn(store, sender, events)
    window = replayed(store, sender)
    assert isinstance(window, Window)
    with store.session_scope() as session:
        session.execute(sa.delete(store.SQLEvent).where(store.SQLEvent.id <= window.numbers[1]))
        session.commit()
    assert len(said(replayed(store, sender))) == TURNS_REPLAYED - 1
