from __future__ import annotations

import functools

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from safetensors import SafetensorError

from assistant.encoder import encode_known
from assistant.learned import Learned
from assistant.nlu import intent_classifier
from assistant.nlu.intent_classifier import SentenceIntentClassifier

FILE = "intent_classifier.safetensors"

EXAMPLES = {
    "greet": ["hello", "hello there", "hi there", "good morning", "good evening to you"],
    "weather": ["is it raining today", "will it rain today", "how is the weather", "the weather tomorrow please"],
    "food": ["what is for dinner", "what shall we eat", "I want to eat a soup", "a soup for dinner please"],
}


def training_data() -> TrainingData:
    texts = [(text, intent) for intent, examples in EXAMPLES.items() for text in examples]
    return TrainingData([Message.build(text, intent=intent) for text, intent in texts])


def make(storage, resource, context, **config):
    config = {**SentenceIntentClassifier.get_default_config(), **config}
    return SentenceIntentClassifier.create(config, storage, resource, context)


def load(storage, resource, context, **config):
    config = {**SentenceIntentClassifier.get_default_config(), **config}
    return SentenceIntentClassifier.load(config, storage, resource, context)


def ranking(classifier, text) -> list[dict]:
    [message] = classifier.process([Message.build(text)])
    assert message.get("intent") == message.get("intent_ranking")[0]
    return message.get("intent_ranking")


@pytest.fixture(scope="module", autouse=True)
def vectors(tmp_path_factory):
    """Keep the vectors of these examples out of the project's models."""
    path = tmp_path_factory.mktemp("vectors") / "vectors.npz"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intent_classifier, "encode_known", functools.partial(encode_known, path=path))
        yield path


@pytest.fixture(scope="module")
def trained(tmp_path_factory, resource, context):
    """A classifier that was trained, and the storage that it is kept in."""
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    classifier = make(storage, resource, context)
    assert classifier.train(training_data()) is resource
    return classifier, storage


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello", "greet"),
        ("HELLO!!", "greet"),
        ("good moring", "greet"),
        ("a nice day to you, my friend", "greet"),
        ("is it going to rain", "weather"),
        ("sunshine or clouds?", "weather"),
        ("I am hungry, is there bread", "food"),
    ],
)
def test_it_knows_what_it_learned_with_typing_errors_and_in_other_words(text, intent, trained):
    classifier, _ = trained
    assert ranking(classifier, text)[0]["name"] == intent


def test_the_ranking_names_every_intent_once_the_most_likely_first(trained):
    classifier, _ = trained
    ranked = ranking(classifier, "will it rain")
    assert sorted(intent["name"] for intent in ranked) == sorted(EXAMPLES)
    likely = [intent["confidence"] for intent in ranked]
    assert likely == sorted(likely, reverse=True)
    assert sum(likely) == pytest.approx(1.0)


@pytest.mark.parametrize(("length", "named"), [(1, 1), (2, 2), (3, 3), (10, 3)])
def test_the_ranking_is_as_long_as_it_is_told(length, named, trained, resource, context):
    _, storage = trained
    assert len(ranking(load(storage, resource, context, ranking_length=length), "hello")) == named


@pytest.mark.parametrize("text", ["hello", "is it raining", "xyz", "", "😀", "中文", "rain " * 2_000], ids=range(7))
def test_what_is_loaded_ranks_as_what_was_trained(text, trained, resource, context):
    classifier, storage = trained
    assert ranking(load(storage, resource, context), text) == ranking(classifier, text)


def test_what_is_loaded_lies_so_that_no_message_copies_it(trained, resource, context):
    _, storage = trained
    assert load(storage, resource, context)._model.regression.coef_.T.flags.c_contiguous


def test_training_twice_comes_to_the_same(trained, storage, resource, context):
    classifier, _ = trained
    again = make(storage, resource, context)
    again.train(training_data())
    assert ranking(again, "what to eat today") == ranking(classifier, "what to eat today")


@pytest.mark.parametrize(
    "message", [Message.build(""), Message(data={}), Message(data={"text": None})], ids=["empty", "none", "null"]
)
def test_a_message_without_words_asks_for_nothing(message, trained):
    classifier, _ = trained
    classifier.process([message])
    assert message.get("intent") == {"name": None, "confidence": 0.0}


def test_an_intent_that_is_left_to_others_is_not_learned(storage, resource, context):
    classifier = make(storage, resource, context, leave_to_others=["weather"])
    classifier.train(training_data())
    assert {intent["name"] for intent in ranking(classifier, "how is the weather")} == {"food", "greet"}


def test_each_message_gets_its_own_intent(trained):
    classifier, _ = trained
    messages = classifier.process([Message.build("hello"), Message.build("how is the weather")])
    assert [message.get("intent")["name"] for message in messages] == ["greet", "weather"]


def test_intent_and_ranking_are_part_of_what_nlu_puts_out(trained):
    classifier, _ = trained
    [message] = classifier.process([Message.build("hello")])
    assert {"intent", "intent_ranking"} <= set(message.as_dict(only_output_properties=True))


@pytest.mark.parametrize(
    "example", [Message.build("", intent="greet"), Message(data={"intent": "greet"})], ids=["empty", "none"]
)
def test_examples_without_a_text_are_passed_over(example, trained, storage, resource, context):
    classifier = make(storage, resource, context)
    classifier.train(TrainingData([*training_data().training_examples, example]))
    assert ranking(classifier, "hello") == ranking(trained[0], "hello")


def test_training_data_is_left_as_it_is(storage, resource, context):
    data = training_data()
    assert make(storage, resource, context).process_training_data(data) is data
    assert data.fingerprint() == training_data().fingerprint()


def test_a_file_that_holds_something_else_is_refused(storage, resource, context):
    with storage.write_to(resource) as folder:
        Learned(words={"words": ["rain", "sun"]}).save(folder / FILE)
    with pytest.raises(KeyError, match="words"):
        load(storage, resource, context)


@pytest.mark.parametrize("kept", [0, 10, 1_000])
def test_a_file_that_was_cut_off_is_refused(kept, trained, storage, resource, context):
    _, whole = trained
    with whole.read_from(resource) as folder:
        content = (folder / FILE).read_bytes()
    with storage.write_to(resource) as folder:
        (folder / FILE).write_bytes(content[:kept])
    with pytest.raises(SafetensorError):
        load(storage, resource, context)


def test_a_model_without_the_file_is_refused(storage, resource, context):
    with storage.write_to(resource):
        pass
    with pytest.raises(FileNotFoundError):
        load(storage, resource, context)


def test_a_model_without_the_component_is_refused(storage, resource, context):
    with pytest.raises(ValueError, match="'component'"):
        load(storage, resource, context)


def test_before_training_it_ranks_nothing(storage, resource, context):
    with pytest.raises(AssertionError, match="trained"):
        make(storage, resource, context).process([Message.build("hello")])


def test_a_question_that_a_fact_lists_is_known_before_it_is_learned(trained):
    classifier, _ = trained
    assert ranking(classifier, "Is 911 only for the USA?") == [{"name": "ask_care", "confidence": 1.0}]


def test_each_of_several_questions_is_ranked_by_itself(trained):
    classifier, _ = trained
    [message] = classifier.process([Message.build("what is for dinner? how is the weather?")])
    assert [ranked[0]["name"] for ranked in message.get(intent_classifier.PARTS)] == ["food", "weather"]


def test_one_question_has_no_parts(trained):
    [message] = trained[0].process([Message.build("how is the weather?")])
    assert message.get(intent_classifier.PARTS) is None
