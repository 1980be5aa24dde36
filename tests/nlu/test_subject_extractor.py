from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.subject_extractor import SubjectExtractor

NAME = "SubjectExtractor"
NUMBER = {"entity": "number", "value": 20, "start": 0, "end": 2, "extractor": "other"}


@pytest.fixture
def extractor(storage, resource, context):
    return SubjectExtractor.create(SubjectExtractor.get_default_config(), storage, resource, context)


def subjects(extractor, text) -> list[tuple[str, str]]:
    """Each subject found, and what is at its place in the text."""
    [message] = extractor.process([Message.build(text)])
    return [(entity["value"], text[entity["start"] : entity["end"]]) for entity in message.get("entities")]


def test_a_subject_is_an_entity_with_its_place(extractor):
    [message] = extractor.process([Message.build("what causes ALS?")])
    assert message.get("entities") == [
        {"entity": "subject", "start": 12, "end": 15, "value": "als", "extractor": NAME},
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Does disuse atrophy get better", [("disuse_atrophy", "disuse atrophy")]),
        ("lou gehrig's disease", [("als", "lou gehrig's disease")]),
        ("is sarcopenia worse than cachexia?", [("sarcopenia", "sarcopenia"), ("cachexia", "cachexia")]),
        ("ALS, MS or polio", [("als", "ALS"), ("multiple_sclerosis", "MS"), ("polio", "polio")]),
        ("als and als", [("als", "als"), ("als", "als")]),
        ("what is sarcopennia", [("sarcopenia", "sarcopennia")]),
        ("disuse\natrophy", [("disuse_atrophy", "disuse\natrophy")]),
        ("😀 polio 😀", [("polio", "polio")]),
        ("müde von Polio", [("polio", "Polio")]),
        ("what is wrong with my garden", []),
        ("false alarms", []),
        ("?", []),
        ("", []),
    ],
)
def test_each_subject_named_is_found_where_it_stands(text, found, extractor):
    assert subjects(extractor, text) == found


def test_of_names_that_overlap_the_longest_counts(extractor):
    assert subjects(extractor, "spinal muscular atrophy") == [("spinal_muscular_atrophy", "spinal muscular atrophy")]


def test_entities_found_before_are_kept(extractor):
    message = Message.build("20 minutes against sarcopenia")
    message.set("entities", [NUMBER], add_to_output=True)
    extractor.process([message])
    first, second = message.get("entities")
    assert first == NUMBER
    assert (second["value"], second["extractor"]) == ("sarcopenia", NAME)


def test_without_a_subject_entities_found_before_are_kept(extractor):
    message = Message.build("20 minutes")
    message.set("entities", [NUMBER], add_to_output=True)
    extractor.process([message])
    assert message.get("entities") == [NUMBER]


def test_each_message_gets_its_own_subjects(extractor):
    messages = extractor.process([Message.build("polio"), Message.build("emg"), Message.build("hello")])
    found = [[entity["value"] for entity in message.get("entities")] for message in messages]
    assert found == [["polio"], ["emg"], []]


def test_a_message_without_a_text_has_no_subject(extractor):
    [message] = extractor.process([Message(data={})])
    assert message.get("entities") == []


def test_subjects_are_part_of_what_nlu_puts_out(extractor):
    [message] = extractor.process([Message.build("polio")])
    assert "entities" in message.as_dict(only_output_properties=True)


def test_training_data_is_left_as_it_is(extractor):
    data = TrainingData([Message.build("what is polio", intent="ask_definition")])
    assert extractor.process_training_data(data) is data
    assert data.training_examples[0].get("entities") is None
