"""The policy that decides what happens next: emergencies first, then the rules, and never silence."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.takeover import (
    TOGETHER,
    TROUBLE,
    WHEN_TO_CALL,
    is_takeover,
    screened,
    takeover,
    takeover_of_two,
)
from assistant.emergency_numbers import numbers
from assistant.red_flags import Urgency
from assistant.red_flags.screener import default_screener

Turn = list[Event]
"""What happened from a message of the person on, up to their next."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class SafetyPolicy(RulePolicy):
    """The rules, under a guard that reads what was typed, whatever NLU and forms made of it.

    * A red flag now: the emergency response, and nothing else in that turn. It ends a form.
    * A red flag only named: the answer, and after it when to call.
    * A turn that would end without a word: an apology with the number.

    The responses are plain ones of the domain, so they need no action server. It is the rules' policy
    itself, not one beside it, because it must know what they want next: a turn may be silent for a while.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Make the policy, and build the screener so that the first message need not wait for it."""
        super().__init__(*arguments, **options)
        default_screener()

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict what safety asks for, and where it asks for nothing, what the rules do."""
        before, turn = last_turns(tracker.events)
        response = takeover_of(before, turn, domain.responses)
        if response is not None:
            return self._ask_for(ACTION_LISTEN_NAME if response in _done(turn) else response, domain, tracker)
        rules = super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        wanted = domain.action_names_or_texts[rules.max_confidence_index] if rules.max_confidence == 1.0 else None
        action = closing_action(turn, wanted)
        return rules if action is None else self._ask_for(action, domain, tracker)

    def _ask_for(self, action: str, domain: Domain, tracker: DialogueStateTracker) -> PolicyPrediction:
        probabilities = [float(name == action) for name in domain.action_names_or_texts]
        # A takeover ends an active form: what is said next is no answer to the form's question.
        ends_form = is_takeover(action) and tracker.active_loop_name is not None
        events: list[Event] = [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)] if ends_form else []
        # A "no user" prediction overrules those of any other policy that may come to stand beside this one.
        return self._prediction(probabilities, events=events, is_no_user_prediction=True)


def last_turns(events: Sequence[Event]) -> tuple[Turn, Turn]:
    """The turn before this one, and this one; empty where there is none."""
    turns: list[Turn] = []
    turn: Turn = []
    for event in reversed(events):
        turn.append(event)
        if isinstance(event, UserUttered):
            turns.append(turn[::-1])
            turn = []
        if len(turns) == 2:
            break
    turns += [[], []]
    return turns[1], turns[0]


def takeover_of(before: Turn, turn: Turn, responses: Container[str]) -> str | None:
    """What must interrupt everything in a turn.

    Args:
        before: the turn before.
        turn: the person's message and what has happened since.
        responses: the names of the responses that there are.

    Returns:
        The response to a red flag in the message, or in it and the one before as one sentence that
        was sent in two; None where there is none, or where the one before was taken over itself.
    """
    if not turn:
        return None
    text = turn[0].text or ""
    response = takeover(text, responses)
    if response or not before or any(is_takeover(action) for action in _done(before)):
        return response
    if turn[0].timestamp - before[0].timestamp > TOGETHER:
        return None
    return takeover_of_two(before[0].text or "", text, responses)


def closing_action(turn: Turn, wanted: str | None) -> str | None:
    """What must be said before a turn ends.

    Args:
        turn: the person's message and what has happened since.
        wanted: the action that the rules are certain of, if any.

    Returns:
        A response's name, `action_listen` to end the turn, or None where it is for the rules to go on.
    """
    done = _done(turn)
    if TROUBLE in done or WHEN_TO_CALL in done:
        return ACTION_LISTEN_NAME
    if not turn or wanted not in (None, ACTION_LISTEN_NAME) or not (wanted or done):
        return None
    said = [event.text or "" for event in turn if isinstance(event, BotUttered)]
    if not said:
        return TROUBLE
    mentioned = screened(turn[0].text or "").urgency is Urgency.MENTION
    if mentioned and not any(numbers().emergency_number in text for text in said):
        return WHEN_TO_CALL
    return None if wanted else ACTION_LISTEN_NAME


def _done(turn: Turn) -> list[str]:
    return [event.action_name for event in turn if isinstance(event, ActionExecuted) and event.action_name]
