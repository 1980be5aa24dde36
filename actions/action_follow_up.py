"""Answer a message that only makes sense after another one: "and for MS?", "the second one", "why?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from assistant.answers import LISTED, Context, FollowUp, compose, compose_nothing_more, follow_up, meant, pointed_at
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Fact, Kind
from assistant.facts.query import MOST, Found, find, more

REASONS = (Aspect.MECHANISM, Aspect.CAUSES)
"""What "why?" asks for, the nearer first."""


class ActionFollowUp(Action):
    """Asks the last question about another subject, or says why, or goes back."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_follow_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer about the subject that is meant; ask which, where that is not clear."""
        context, typed, last = turn.context(tracker), turn.typed(tracker), tracker.get_slot("subject")
        how = follow_up(typed)
        subject = meant(typed) or (last if how is FollowUp.WHY else pointed_at(typed, context, last))
        if subject is None:
            dispatcher.utter_message(response="utter_which_one")
            return []
        found = _found(how, subject, _told_first(tracker), context)
        reply = compose(found) if found.facts else compose_nothing_more(subject)
        turn.send(dispatcher, reply)
        return turn.keep(tracker, context, subject, reply)


def _found(how: FollowUp | None, subject: str, told: Fact | None, context: Context) -> Found:
    if how is FollowUp.BACK:
        return more(subject, context.heard)
    if how is FollowUp.WHY:
        own = default_facts().subjects[subject].facts
        new = [fact for fact in own if fact.aspect in REASONS and fact.id not in context.heard]
        new.sort(key=lambda fact: REASONS.index(fact.aspect))
        return Found(subject, None, tuple(new[:MOST]), narrow=False, covered=True)
    if how is FollowUp.SAME and context.aspects and not _said_what_it_is(told):
        return find([subject], context.aspects, context.asked_about(subject))
    return find([subject], {Aspect.DEFINITION: 1.0}, "")


def _told_first(tracker: Tracker) -> Fact | None:
    told = next(iter(tracker.get_slot("told") or []), None)
    return next((fact for fact in default_facts().all if fact.id == told), None)


def _said_what_it_is(told: Fact | None) -> bool:
    """Whether the last answer was about a test, or says what a treatment is: "and ALS?" then asks no more of that."""
    if told is None:
        return False
    kind = default_facts().subjects[told.subject].kind
    return kind is Kind.TEST or (told.aspect is Aspect.DEFINITION and kind not in LISTED)
