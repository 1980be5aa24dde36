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
        """Retrieve the training data (see the parent class).

        A question that the files name as well, or that facts of two aspects answer, has the intent
        that stands first.
        """
        named = super().get_nlu_data(language)
        known = {str(example.get(TEXT)).casefold() for example in named.intent_examples}
        asked: dict[str, Message] = {}
        for fact in (fact for subject in default_facts().subjects.values() for fact in subject.facts):
            for text in fact.asked:
                if text.casefold() not in known:
                    asked.setdefault(text.casefold(), Message({TEXT: text, INTENT: f"ask_{fact.aspect.value}"}))
        return named.merge(TrainingData(list(asked.values())))
