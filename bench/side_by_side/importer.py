"""What stock Rasa learns from: this assistant's data, with the subjects marked in it."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.facts.vocabulary import Mention, default_vocabulary
from assistant.nlu.facts_importer import FactsImporter


class MarkedImporter(FactsImporter):
    """Marks each subject that an example names as an entity, with how else it is called as its synonyms."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Retrieve the training data (see the parent class)."""
        data = super().get_nlu_data(language)
        synonyms: dict[str, str] = {}
        for example in data.intent_examples:
            mentions = default_vocabulary().mentions(example.get(TEXT) or "")
            if mentions:
                example.set(ENTITIES, [_marked(mention) for mention in mentions])
            synonyms.update({mention.words: mention.subject for mention in mentions})
        return data.merge(TrainingData(entity_synonyms=synonyms))


def _marked(mention: Mention) -> dict[str, Any]:
    """A mention as Rasa marks entities."""
    return {"entity": "subject", "start": mention.start, "end": mention.end, "value": mention.subject}
