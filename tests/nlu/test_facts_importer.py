"""The intents are learned from the facts' questions as well, as config.yml says."""

from __future__ import annotations

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

ASKED = "is 911 only for the USA"
"""A question among the facts, which no file in data/ holds."""


@pytest.fixture(scope="module")
def examples():
    """What config.yml has the intents learned from."""
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    return {example.get("text"): example.get("intent") for example in importer.get_nlu_data().intent_examples}


def test_a_facts_question_asks_for_its_aspect(examples):
    assert examples[ASKED] == "ask_care"


def test_the_files_examples_are_there_too(examples):
    assert examples["thank you"] == "thank"
