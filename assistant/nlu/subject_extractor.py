"""The subjects of a message as Rasa entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.facts.vocabulary import default_vocabulary

SUBJECT = "subject"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SubjectExtractor(GraphComponent, EntityExtractorMixin):
    """Finds the subjects that there are facts about; a thin cover of `assistant.facts.vocabulary`.

    It learns nothing and reads the facts when the model is loaded, so a new subject needs no training.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SubjectExtractor:
        """Make the component (see the parent class)."""
        return cls()

    def __init__(self) -> None:
        """Read the vocabulary, so that the first message need not wait for it."""
        self._vocabulary = default_vocabulary()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add an entity `subject` for each subject named; entities found before are kept."""
        for message in messages:
            found = [
                {
                    ENTITY_ATTRIBUTE_TYPE: SUBJECT,
                    ENTITY_ATTRIBUTE_START: mention.start,
                    ENTITY_ATTRIBUTE_END: mention.end,
                    ENTITY_ATTRIBUTE_VALUE: mention.subject,
                }
                for mention in self._vocabulary.mentions(message.get(TEXT) or "")
            ]
            found = self.add_extractor_name(found)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: intents are learned from words, not from subjects."""
        return training_data
