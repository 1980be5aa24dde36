"""Take what is typed while a visit is prepared: an answer, a step, or an aside."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.visit import SKIPPED, Step, place, questions, step, to_change


class ValidateVisitForm(Action):
    """Fills the form's slots, itself and only here.

    A slot that is mapped from the text would be filled before any policy has read it: also with a
    red flag, or a question.
    """

    def name(self) -> str:
        """The action's name, as Rasa expects it of a form's."""
        return "validate_visit_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Fill slots, or none: then Rasa lets the rules answer, and asks the question again after it."""
        asked = tracker.get_slot("requested_slot")
        if asked is None:  # the form begins
            return []
        text = tracker.latest_message.get("text") or ""
        intent = tracker.latest_message.get("intent") or {}
        taken = step(text, str(intent.get("name")), float(intent.get("confidence") or 0.0))
        if taken is Step.ASIDE:
            return []
        if taken is Step.ANSWER:
            return _answered(dispatcher, tracker, text, asked)
        if taken is Step.HELP:
            dispatcher.utter_message(text=_question(asked).help)
            return [SlotSet(asked, None)]
        if taken is Step.SKIP:
            return [SlotSet(asked, SKIPPED)]
        again = to_change(turn.typed(tracker)) if taken is Step.CHANGE else _before(tracker, asked)
        return [SlotSet(asked, None), SlotSet(again or _before(tracker, asked), None)]


def _answered(dispatcher: CollectingDispatcher, tracker: Tracker, text: str, asked: str) -> list[dict[str, Any]]:
    """The words where they belong, behind what stands there; where that is elsewhere, it is said."""
    placed = place(text, asked)
    if asked not in placed:
        titles = ", ".join(_question(slot).title.lower() for slot in placed)
        dispatcher.utter_message(text=questions().noted.format(titles=titles))
    return [SlotSet(slot, _joined(tracker.get_slot(slot), words)) for slot, words in placed.items()]


def _joined(before: str | None, words: str) -> str:
    return words if before in (None, SKIPPED) else f"{before}; {words}"


def _question(slot: str) -> Any:
    return next(question for question in questions().questions if question.slot == slot)


def _before(tracker: Tracker, asked: str) -> str:
    """The question before the one asked, or that one where it is the first."""
    order = questions().order
    return order[max(0, order.index(asked) - 1)]
