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
    return [(example.get("text"), example.get("intent")) for example in importer.get_nlu_data().intent_examples]


def test_a_facts_question_asks_for_its_aspect(examples):
    assert (ASKED, "ask_care") in examples


def test_the_files_examples_are_there_too(examples):
    assert ("thank you", "thank") in examples


def test_what_the_files_name_and_a_fact_too_has_the_files_intent(examples):
    """Rasa's own validation refuses an example with two intents."""
    assert [intent for text, intent in examples if text.casefold() == "disuse vs neurogenic"] == ["ask_difference"]
