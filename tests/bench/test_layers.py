import pytest

from assistant.data_files import DataError
from assistant.red_flags import Urgency
from assistant.red_flags.classifier import Classifier
from bench.layers import Layer, Layers


@pytest.mark.parametrize(
    ("text", "alarmed"),
    [
        ("My face droops.", {Layer.TOGETHER, Layer.PATTERNS}),
        ("This is dire.", {Layer.TOGETHER, Layer.CLASSIFIER, Layer.WORDS}),
        ("My face droops, it is dire.", set(Layer)),
        ("A droop, how odd.", {Layer.TOGETHER}),
        ("My face droops at poker.", {Layer.PATTERNS}),
        ("How do muscles grow?", set()),
        ("", set()),
    ],
)
def test_each_layer_is_asked_alone_and_both_together(layers, text, alarmed):
    verdict = layers.verdict(text)

    assert {layer for layer in Layer if verdict.alarms[layer]} == alarmed


def test_the_urgency_is_what_both_say_together(layers):
    assert layers.verdict("I want to vanish.").urgency is Urgency.CRISIS
    assert layers.verdict("This is dire.").urgency is Urgency.EMERGENCY


def test_those_of_the_assistant_tell_an_emergency_from_a_question():
    layers = Layers.load()

    assert all(layers.verdict("my mouth suddenly droops and my arm went weak").alarms.values())
    assert not any(layers.verdict("what is muscle atrophy?").alarms.values())


def test_without_a_trained_detector_nothing_is_measured(monkeypatch):
    monkeypatch.setattr(Classifier, "load", lambda: None)

    with pytest.raises(DataError, match="make train"):
        Layers.load()
