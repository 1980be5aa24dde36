"""Telling messages that only make sense after another one; a thin cover of `assistant.answers.follow_up`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.answers import follow_up

FOLLOW_UP = {INTENT_NAME_KEY: "follow_up", PREDICTED_CONFIDENCE_KEY: 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowUpDetector(GraphComponent, IntentClassifier):
    """Sets the intent `follow_up` where a message holds nothing but a subject and words that ask nothing.

    "and for polio?" is near to every question about polio, so no classifier can tell it from them; and
    what it knows by the words is also true of a subject that was added since it learned.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FollowUpDetector:
        """Make the component (see the parent class)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of those that follow; the ranking of the others' aspects stays behind it."""
        for message in messages:
            if follow_up(message.get(TEXT) or "") is not None:
                message.set(INTENT, FOLLOW_UP, add_to_output=True)
                ranking = [FOLLOW_UP, *message.get(INTENT_RANKING_KEY, [])]
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
