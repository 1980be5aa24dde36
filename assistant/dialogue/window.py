"""The part of a conversation that a turn replays, so that it costs the same however long the conversation is.

Rasa replays and copies a session whole, several times a turn. Its own sessions show how to do with less: one that
begins anew can carry the slots over. Here one seems to begin some turns ago, with all that was so then: the slots,
the form, what was counted. The conversation itself stays whole where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.counted import EARLIER, count
from assistant.limits import TURNS_REPLAYED

KeptEvent = tuple[int, dict[str, Any]]
"""An event as JSON, and its number where it is kept; numbers grow."""


@dataclass(frozen=True)
class Seam:
    """Where in a conversation a window begins."""

    first: int
    """The number of the first event that is replayed."""
    carried: list[dict[str, Any]]
    """Events, as JSON, that bring about what was so before it."""


class Window(DialogueStateTracker):
    """The last turns of a conversation, behind events that carry over what was so before them."""

    carried = 0
    """How many these are."""
    numbers: Sequence[int] = ()
    """Under which numbers the events behind them are kept; those that are new have none yet."""

    @classmethod
    def open(cls, sender_id: str, slots: Iterable[Slot], seam: Seam | None, kept: Sequence[KeptEvent]) -> Window:
        """Replay the end of a conversation.

        Args:
            sender_id: its name.
            slots: those of the domain.
            seam: where it begins; without one, all of the last session is replayed.
            kept: the events from there on, or all; at least one.

        Returns:
            What a turn goes on from.
        """
        carried = seam.carried if seam else []
        began = max((i for i, (_, event) in enumerate(kept) if event["event"] == SessionStarted.type_name), default=0)
        if began:  # a session that began since then carries nothing over
            carried, kept = [], kept[began:]
        events = deserialise_events([*carried, *(event for _, event in kept)])
        window = cls.from_events(sender_id, events, slots)
        window.carried, window.numbers = len(carried), [number for number, _ in kept]
        return window

    def seam(self) -> Seam:
        """Where the next turn's window begins: at an event that was kept before this turn."""
        events = list(self.events)
        carried, behind = events[: self.carried], events[self.carried :]
        cut = _begin_of_last_turns(behind)
        if cut >= len(self.numbers):  # nobody says so much in one turn; the next turn's window makes up for it
            cut = 0
        if cut:
            past = [*carried, *behind[:cut]]
            before = DialogueStateTracker.from_events(self.sender_id, past, self.slots.values())
            carried = _carry_over(before, past, at=behind[cut].timestamp)
        return Seam(self.numbers[cut], [event.as_dict() for event in carried])


def _begin_of_last_turns(events: Sequence[Event]) -> int:
    """Where the turns that are to be replayed begin; 0 where there are no more than these."""
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    place = said[-TURNS_REPLAYED] if len(said) > TURNS_REPLAYED else 0
    if place and isinstance(events[place - 1], ActionExecuted) and events[place - 1].action_name == ACTION_LISTEN_NAME:
        place -= 1  # a turn begins where the assistant begins to listen
    return place


def _carry_over(tracker: DialogueStateTracker, past: Iterable[Event], at: float) -> list[Event]:
    """The events of a session that begins with what was so in another one.

    What a form was begun with is not carried over: only slots mapped `from_trigger_intent` need it.
    """
    earlier = count(event.as_dict() for event in past)
    events: list[Event] = [SessionStarted(at, {EARLIER: list(earlier)})]
    events += [SlotSet(slot.name, slot.value, at) for slot in tracker.slots.values() if slot.has_been_set]
    if tracker.is_paused():
        events.append(ConversationPaused(at))
    if tracker.active_loop:
        events += [ActionExecuted(tracker.active_loop.name, timestamp=at), ActiveLoop(tracker.active_loop.name, at)]
        if tracker.active_loop.rejected:
            events.append(ActionExecutionRejected(tracker.active_loop.name, timestamp=at))
    return events
