"""What the intents are learned from: the examples in `data/`, and the questions that the facts answer."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.facts.loader import default_facts


class FactsImporter(RasaFileImporter):
    """Rasa's importer of files, with each fact's questions as examples of asking for its aspect.

    So a fact that is added with its questions is understood, and nothing has to be said twice.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Retrieve the training data (see the parent class)."""
        facts = (fact for subject in default_facts().subjects.values() for fact in subject.facts)
        asked = [
            Message(data={TEXT: question, INTENT: f"ask_{fact.aspect.value}"})
            for fact in facts
            for question in fact.asked
        ]
        return super().get_nlu_data(language).merge(TrainingData(asked))
