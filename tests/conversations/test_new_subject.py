"""A new subject is one facts file: it is understood and carried over without a change to dialogue, or training."""

from __future__ import annotations

import re
import uuid

import pytest

SUBJECT = """
subject: quiet_knee
name: quiet knee syndrome
kind: condition
broader: muscle_atrophy
reviewed: 2026-11-21
synonyms: [silent knee]
abbreviations: [QKS]
misspellings: [quite knee syndrom]
facts:
  - id: quiet_knee.definition
    aspect: definition
    statement: Quiet knee syndrome is made up for a test, and nobody has it.
    asked: [what is quiet knee syndrome]
    sources: [{note: general_safety}]
  - id: quiet_knee.causes
    aspect: causes
    statement: Quiet knee syndrome comes from writing tests late at night.
    asked: [what causes quiet knee syndrome]
    sources: [{note: general_safety}]
  - id: quiet_knee.treatment
    aspect: treatment
    statement: Quiet knee syndrome is treated with a walk around the house.
    asked: [how is quiet knee syndrome treated]
    sources: [{note: general_safety}]
"""

CONVERSATION = [
    ("what is quiet knee syndrome?", "made up for a test"),
    ("what causes it?", "late at night"),
    ("what causes polio", "virus"),
    ("and QKS?", "late at night"),
    ("how is ALS treated", "ALS"),
    ("no, I meant silent knee", "walk around the house"),
    ("prepare my visit", "Which other symptoms"),
    ("skip", "Which other conditions"),
    ("quite knee syndrom", "Which medicines"),
    ("stop", "I stop asking"),
    ("back to ALS", "ALS"),
    ("back to quiet knee syndrome", "That is all the documents say about quiet knee syndrome"),
    ("show me the summary", "quite knee syndrom"),
]


@pytest.fixture
def with_the_subject(project, run_assistant, tmp_path_factory):
    (project / "assistant" / "facts" / "subjects" / "quiet_knee.yml").write_text(SUBJECT, encoding="utf-8")
    with run_assistant(tmp_path_factory.mktemp("subject") / "log", project) as running:
        yield running


def test_a_made_up_subject_needs_one_file(with_the_subject):
    sender = uuid.uuid4().hex
    for user, says in CONVERSATION:
        said = "\n".join(message.get("text", "") for message in with_the_subject.say(user, sender))
        assert re.search(says, said, re.IGNORECASE), f"{user} → {said}"
