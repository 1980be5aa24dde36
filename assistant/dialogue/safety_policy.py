"""The policy that no other can overrule: emergencies first, 911 after a mention, never silence."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.red_flags import Urgency, screen
from assistant.red_flags.screener import default_screener

EMERGENCY = "utter_emergency"
CRISIS = "utter_crisis"
WHEN_TO_CALL = "utter_when_to_call"
TROUBLE = "utter_trouble"

_TAKEOVER = {Urgency.EMERGENCY: EMERGENCY, Urgency.CRISIS: CRISIS}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class SafetyPolicy(Policy):
    """Reads what was typed, whatever NLU, forms and rules made of it.

    * A red flag now: the emergency response, and nothing else in that turn.
    * A red flag only named: the answer, and after it when to call 911.
    * An action that left the person without a word: an apology with the number.

    The responses are plain ones of the domain, so they need no action server.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The default configuration."""
        # Above RulePolicy (6) and with full confidence: the ensemble then prefers this one.
        return {"priority": 10}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
    ) -> None:
        """Make the policy, and build the screener so that the first message need not wait for it."""
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        default_screener()

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Learn nothing."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyPolicy:
        """Make the policy: there is nothing stored to load."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict a safety response, the end of a turn that had one, or nothing at all."""
        action = next_action(turn_events(tracker))
        if action is None:
            return self._prediction(self._default_predictions(domain))
        probabilities = [1.0 if name == action else 0.0 for name in domain.action_names_or_texts]
        # A "no user" prediction, since an active form makes those, and they overrule all others
        # whatever their priority. Among themselves, confidence and then priority decide.
        return self._prediction(probabilities, is_no_user_prediction=True)


def turn_events(tracker: DialogueStateTracker) -> list[Event]:
    """The events of this turn: from the person's last message on."""
    events: list[Event] = []
    for event in reversed(tracker.events):
        events.append(event)
        if isinstance(event, UserUttered):
            return events[::-1]
    return []


def next_action(turn: list[Event]) -> str | None:
    """What safety asks for next in a turn.

    Args:
        turn: the person's message and what has happened since.

    Returns:
        A response's name, `action_listen` to end the turn, or None where safety asks for nothing.
    """
    if not turn or not isinstance(turn[0], UserUttered):
        return None
    done = [event.action_name for event in turn if isinstance(event, ActionExecuted) and event.action_name]
    said = [event.text or "" for event in turn if isinstance(event, BotUttered)]
    urgency = screen(turn[0].text or "").urgency
    if urgency in _TAKEOVER:
        return ACTION_LISTEN_NAME if _TAKEOVER[urgency] in done else _TAKEOVER[urgency]
    if not done or done[-1] in (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME):
        return None
    if TROUBLE in done or WHEN_TO_CALL in done:
        return ACTION_LISTEN_NAME
    if not said:
        return TROUBLE
    if urgency is Urgency.MENTION and not any("911" in text for text in said):
        return WHEN_TO_CALL
    return None
