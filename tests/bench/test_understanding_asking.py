"""Asking in process is asking what is served: the trained model, its policies, its actions."""

import pytest

from assistant.data_files import DataError
from assistant.kept import Kept
from bench.understanding.asking import Assistant, Outcome


@pytest.fixture(scope="module")
def inside(model):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Kept, "unanswered", lambda self, question: None)
        yield Assistant(model)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("What is sarcopenia?", Outcome.ANSWERED),
        ("hello", Outcome.OTHER),
        ("zzz kkk", Outcome.ASKED_BACK),
        ("what will the weather be tomorrow", Outcome.LIMIT),
        ("I can't breathe", Outcome.EMERGENCY),
    ],
)
def test_what_somebody_gets_is_told_apart(text, outcome, inside):
    [heard] = inside.ask([text])
    assert (heard.text, heard.outcome) == (text, outcome)


def test_what_was_understood_is_there(inside):
    [heard] = inside.ask(["What is sarcopenia?"])
    assert (heard.intent, heard.guess, heard.subjects) == ("ask_definition", "ask_definition", ("sarcopenia",))
    assert heard.told[0] == "sarcopenia.definition"
    assert heard.said.startswith("Sarcopenia is")


def test_each_message_is_asked_by_itself(inside):
    alone, after = inside.ask(["is it curable", "is it curable"])
    assert alone == after


def test_in_a_conversation_what_was_said_counts(inside):
    _, heard = inside.converse(["What is ALS?", "is it curable?"])
    assert heard.told[0].startswith("als.")


def test_without_a_model_it_says_what_to_do(tmp_path):
    with pytest.raises(DataError, match="missing.tar.gz: run `make train` first"):
        Assistant(tmp_path / "missing.tar.gz")
