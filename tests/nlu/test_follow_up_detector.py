import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.follow_up_detector import FollowUpDetector

LEARNED = [{"name": "ask_causes", "confidence": 0.6}, {"name": "greet", "confidence": 0.1}]


@pytest.fixture
def detect(storage, resource, context):
    detector = FollowUpDetector.create(FollowUpDetector.get_default_config(), storage, resource, context)

    def run(text):
        data = {"text": text, "intent": LEARNED[0], "intent_ranking": LEARNED}
        [message] = detector.process([Message(data=data)])
        return message

    return run


@pytest.mark.parametrize("text", ["and for polio?", "the second one", "why?", "back to ALS"])
def test_what_follows_gets_its_intent_before_the_others(text, detect):
    message = detect(text)
    assert message.get("intent") == {"name": "follow_up", "confidence": 1.0}
    assert message.get("intent_ranking")[1:] == LEARNED


@pytest.mark.parametrize("text", ["what causes polio?", "my second toe", "", None])
def test_what_stands_by_itself_keeps_its_intent(text, detect):
    assert detect(text).get("intent") == LEARNED[0]
