import json

import pytest

from assistant.data_files import DataError
from assistant.red_flags import Urgency, training
from assistant.red_flags.model import TAKEOVER
from assistant.red_flags.screener import Screener
from assistant.red_flags.training import CORPUS, FACTS, ORDINARY, Example, asked, of_corpus, of_flags, ordinary, train

DROOP = """\
droop:
  must_fire: ["His mouth droops."]
  must_not_fire: ["A poker face."]
"""
PLAIN = """\
plain: ["How do muscles grow?"]
despair:
  must_fire: ["I want to vanish."]
  must_not_fire: []
"""
ASKED = """\
version: "3.1"
nlu:
  - intent: ask_causes
    examples: |
      - why do muscles shrink
      - my face droops
"""
CALLED = """\
version: "3.1"
nlu:
  - intent: called_911
    examples: |
      - i called already
"""


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus"
    path.mkdir()
    (path / "a.yml").write_text(DROOP)
    (path / "b.yml").write_text(PLAIN)
    return path


@pytest.fixture
def nlu(tmp_path):
    path = tmp_path / "nlu"
    path.mkdir()
    (path / "ask_causes.yml").write_text(ASKED)
    (path / "called_911.yml").write_text(CALLED)
    return path


def test_the_flags_own_sentences_are_learned_from_as_tuned(made_rules):
    assert of_flags(made_rules)[:4] == [
        Example("I want to vanish.", "despair", alarm=True, tuned=True),
        Example("Stains want to vanish slowly.", "despair", alarm=False, tuned=True),
        Example("My face droops.", "droop", alarm=True, tuned=True),
        Example("What makes a face droop?", "droop", alarm=False, tuned=True),
    ]


def test_the_corpus_is_learned_from_file_by_file(corpus, made_rules):
    assert of_corpus(corpus, made_rules) == [
        Example("His mouth droops.", "droop", alarm=True),
        Example("A poker face.", "droop", alarm=False),
        Example("How do muscles grow?", "", alarm=False),
        Example("I want to vanish.", "despair", alarm=True),
    ]


def test_a_corpus_without_files_holds_nothing(tmp_path, made_rules):
    assert of_corpus(tmp_path, made_rules) == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("- droop\n", "a.yml: must hold flags with their sentences"),
        ("", "a.yml: must hold flags with their sentences"),
        (DROOP.replace("droop:", "sag:"), "a.yml: sag: there is no such flag"),
        ("droop: [a]\n", "a.yml: droop: must be a mapping of keys to values"),
        ('droop:\n  must_fire: ["a"]\n', "a.yml: droop.must_not_fire: field required"),
        (DROOP.replace('["A poker face."]', "[no]"), "a.yml: droop.must_not_fire.0: str type expected"),
        (DROOP + "  may_fire: []\n", "a.yml: droop.may_fire: extra fields not permitted"),
        (DROOP + "plain: a sentence\n", "a.yml: plain: value is not a valid tuple"),
        (DROOP + "plain: [911]\n", "a.yml: plain.0: str type expected"),
        (DROOP + "plain:\n", "a.yml: plain: none is not an allowed value"),
        (DROOP + "  - ]", "a.yml: cannot be read: "),
    ],
)
def test_an_error_in_the_corpus_names_file_and_flag(corpus, made_rules, content, error):
    (corpus / "a.yml").write_text(content)

    with pytest.raises(DataError) as raised:
        of_corpus(corpus, made_rules)

    assert str(raised.value).startswith(error)


def test_ordinary_messages_are_those_of_the_dialogue_without_emergencies(nlu, made):
    assert ordinary(nlu, made) == [Example("why do muscles shrink", "", alarm=False)]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "ask_causes.yml: the file: must be a mapping of keys to values"),
        ('version: "3.1"\n', "ask_causes.yml: nlu: field required"),
        ("nlu: none yet\n", "ask_causes.yml: nlu: value is not a valid tuple"),
        (ASKED.replace("intent:", "synonym:"), "ask_causes.yml: nlu.0.intent: field required"),
        (ASKED.replace("examples:", "example:"), "ask_causes.yml: nlu.0.examples: field required"),
        (ASKED.replace("examples: |", "examples:"), "ask_causes.yml: nlu.0.examples: str type expected"),
        (ASKED + "    examples: |\n      - why\n", "ask_causes.yml: cannot be read: line 7: examples: stands twice"),
    ],
)
def test_an_error_in_the_ordinary_messages_names_file_and_key(nlu, made, content, error):
    (nlu / "ask_causes.yml").write_text(content)

    with pytest.raises(DataError) as raised:
        ordinary(nlu, made)

    assert str(raised.value) == error


def test_the_questions_that_facts_answer_are_ordinary_without_emergencies(tmp_path, made):
    facts = [
        {"aspect": "cause", "asked": ["why do muscles shrink", "my face droops"], "statement": "They do."},
        {"aspect": "cause", "statement": "Nobody asks."},
        {"aspect": "care", "asked": ["i swallowed bleach"]},
    ]
    (tmp_path / "atrophy.yml").write_text(json.dumps({"subject": "atrophy", "facts": facts}))

    assert asked(tmp_path, made) == [Example("why do muscles shrink", "", alarm=False)]


def test_facts_that_cannot_be_learned_from_are_named(tmp_path, made):
    (tmp_path / "atrophy.yml").write_text("facts: [{aspect: cause, asked: why}]")

    with pytest.raises(DataError, match=r"^atrophy.yml: facts.0.asked: value is not a valid tuple"):
        asked(tmp_path, made)


def test_what_is_learned_from_all_of_these_is_put_to_use(corpus, nlu, made_rules, monkeypatch):
    monkeypatch.setattr(training, "CORPUS", corpus)
    monkeypatch.setattr(training, "ORDINARY", nlu)
    monkeypatch.setattr(training, "FACTS", nlu / "none")
    places = ("in", "down", "here", "there", "now", "today")
    alarms = [f"the ceiling {verb} {when}" for verb in ("falls", "breaks", "burns") for when in places]
    calm = [f"the garden {verb} {when}" for verb in ("grows", "rests", "waits") for when in places]
    (corpus / "c.yml").write_text(f"droop:\n  must_fire: {alarms}\n  must_not_fire: {calm}\n")

    with_classifier = Screener(made_rules, train(made_rules, [].append))

    assert with_classifier.screen("the ceiling falls here").urgency in TAKEOVER
    assert with_classifier.screen("the garden grows here").urgency is Urgency.NONE


def test_the_corpus_of_the_assistant_can_be_learned_from(rules):
    examples = of_corpus(CORPUS, rules)

    assert {example.flag for example in examples} == {*rules.flags, ""}
    assert sum(example.alarm for example in examples) > 1000
    assert sum(not example.alarm for example in examples) > 1000


def test_no_sentence_of_the_assistant_is_both_alarm_and_none(rules):
    examples = [*of_flags(rules), *of_corpus(CORPUS, rules)]
    alarms = {example.text for example in examples if example.alarm}

    assert alarms & {example.text for example in examples if not example.alarm} == set()


def test_what_the_facts_of_the_assistant_answer_is_ordinary(made):
    assert len(asked(FACTS, made)) > 1000


def test_what_the_dialogue_of_the_assistant_learns_from_is_ordinary(made):
    lines = ordinary(ORDINARY, made)

    assert len(lines) > 1000
    assert not any(line.alarm or line.flag or not line.text.strip() for line in lines)
