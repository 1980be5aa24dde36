import pytest

from actions import action_feedback
from actions.action_feedback import ActionFeedback
from assistant.kept import Kept


@pytest.fixture
def kept(tmp_path, monkeypatch):
    kept = Kept(tmp_path / "kept.sqlite")
    monkeypatch.setattr(action_feedback, "Kept", lambda: kept)
    return kept


@pytest.mark.parametrize(
    ("intent", "response", "counted"),
    [
        ("feedback_good", "utter_thanks_for_feedback", "1  good  als.definition"),
        ("feedback_bad", "utter_sorry_for_answer", "1  bad   als.definition"),
    ],
)
def test_an_answer_is_counted_without_who_rated_it(intent, response, counted, kept, run):
    said = run(ActionFeedback(), text="a secret about my neighbour", intent=intent, told=["als.definition"])
    assert said.responses == [response]
    assert counted in kept.report()
    assert "secret" not in kept.report()


def test_feedback_on_nothing_is_counted_as_that(kept, run):
    run(ActionFeedback(), text="/feedback_bad", intent="feedback_bad")
    assert "1  bad   (no fact)" in kept.report()
