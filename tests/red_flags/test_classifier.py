import logging
import re

import numpy as np
import pytest

from assistant.learned import Learned
from assistant.red_flags import Screener, Urgency
from assistant.red_flags.classifier import Classifier
from assistant.red_flags.model import Wording
from assistant.red_flags.weighing import CRISIS

TIMES = ("now", "today", "again", "help")
EMERGENCIES = [f"{when} my {part} droops {how}" for when in TIMES for part in ("face", "mouth") for how in "abcdef"]
CRISES = [f"{when} i want to vanish {how}" for when in TIMES for how in ("soon", "alone", "fast", "away", "far", "now")]
ORDINARY = [
    f"how {often} do i {do} to grow"
    for often in ("often", "long", "much", "hard")
    for do in ("train", "eat", "rest", "walk", "swim", "sleep")
]
DENIED = [
    f"{who} no {part} droops {where}"
    for who in ("well", "so", "and")
    for part in ("face", "mouth", "left cheek", "brow")
    for where in ("here", "there")
]


def learn(screener, alarms, quiet, tuned=()):
    """A classifier that learned from these; a word tells crises from other alarms."""
    texts = [*alarms, *quiet]
    readings = [screener.grammar(text) for text in texts]
    return Classifier.train(
        [wording for wording, _ in readings],
        [screening for _, screening in readings],
        [text in alarms for text in texts],
        ["vanish" in text for text in texts],
        [text in tuned for text in texts],
        [text in ORDINARY for text in texts],
    )


@pytest.fixture(scope="module")
def learned(made):
    return learn(made, EMERGENCIES + CRISES, ORDINARY + DENIED)


@pytest.fixture
def path(learned, tmp_path):
    """A file with what was learned."""
    file = tmp_path / "models" / "red_flags.safetensors"
    learned.save(file)
    return file


@pytest.fixture
def likelihood(learned, made):
    return lambda text: learned.likelihood(*made.grammar(text))


@pytest.mark.parametrize("text", ["my face droops", "today my mouth droops", "i want to vanish"])
def test_what_is_like_an_alarm_is_likely_one(likelihood, text):
    assert likelihood(text).alarm > 0.5


@pytest.mark.parametrize("text", ["how often do i eat", "how long do i rest", "no face droops here"])
def test_what_is_like_nothing_that_alarms_is_not(likelihood, text):
    assert likelihood(text).alarm < 0.5


def test_a_crisis_is_told_from_an_emergency(likelihood):
    assert likelihood("i want to vanish").crisis > CRISIS > likelihood("my face droops").crisis


def test_the_patterns_findings_weigh_with_the_words(learned, made):
    wording = Wording(("face droops .",))
    asserted, denied = made.grammar("my face droops")[1], made.grammar("no face droops")[1]

    assert learned.likelihood(wording, asserted).alarm > learned.likelihood(wording, denied).alarm


def test_patterns_are_not_trusted_for_having_been_tuned_to_a_sentence(made):
    trusting = learn(made, EMERGENCIES + CRISES, ORDINARY + DENIED)
    fresh = [f"{text} please" for text in ORDINARY]
    wary = learn(made, EMERGENCIES + CRISES + fresh, ORDINARY + DENIED, tuned=EMERGENCIES + CRISES + DENIED)
    asserted, nothing = made.grammar("my face droops")[1], made.grammar("")[1]

    word = Wording(("a",))
    assert trusting.likelihood(word, asserted).alarm > trusting.likelihood(word, nothing).alarm
    assert wary.likelihood(word, asserted).alarm == pytest.approx(wary.likelihood(word, nothing).alarm, abs=1e-4)


class Says:
    """A network that says one thing."""

    def __init__(self, alarm):
        self.alarm, self.asked = alarm, 0

    def verdicts(self, texts):
        self.asked += 1
        return np.array([[self.alarm, 0.0]] * len(texts))


@pytest.mark.parametrize("sure", [-1000, 1000])
def test_the_second_network_is_not_asked_where_the_first_is_sure(learned, made, monkeypatch, sure):
    first, second = networks = [Says(sure), Says(0)]
    monkeypatch.setattr(learned, "_networks", networks)

    learned.likelihood(*made.grammar("my face droops"))

    assert (first.asked, second.asked) == (1, 0)


def test_both_networks_are_asked_where_the_first_leaves_doubt(learned, made, monkeypatch):
    first, second = networks = [Says(0), Says(0)]
    monkeypatch.setattr(learned, "_networks", networks)
    monkeypatch.setattr("assistant.red_flags.classifier.DOUBT", (0.0, 1.0))

    learned.likelihood(*made.grammar("my face droops"))

    assert (first.asked, second.asked) == (1, 1)


def test_words_never_seen_and_no_words_are_weighed_too(likelihood):
    assert 0 <= likelihood("zzyzx").alarm <= 1
    assert 0 <= likelihood("").alarm <= 1


def test_it_says_which_words_it_learned_from(learned):
    assert "face" in learned.vocabulary
    assert "pendas" not in learned.vocabulary


def test_what_is_saved_is_loaded_as_it_was(learned, made, path):
    loaded = Classifier.load(path)

    for text in ("my face droops", "no face droops", "i want to vanish", "how often", ""):
        assert loaded.likelihood(*made.grammar(text)) == learned.likelihood(*made.grammar(text))


def test_saving_leaves_one_file_and_takes_the_place_of_the_old(learned, path):
    path.write_text("old")

    learned.save(path)

    assert [file.name for file in path.parent.iterdir()] == ["red_flags.safetensors"]
    assert Classifier.load(path) is not None


def test_saving_that_fails_leaves_the_old_file_whole(learned, path):
    path.with_name("red_flags.safetensors.part").mkdir()
    old = path.read_bytes()

    with pytest.raises(IsADirectoryError):
        learned.save(path)

    assert path.read_bytes() == old


def logged(caplog):
    return [(record.levelno, record.getMessage()) for record in caplog.records]


def test_a_missing_file_is_logged_and_the_patterns_go_on_alone(tmp_path, made_rules, caplog):
    alone = Screener(made_rules, Classifier.load(tmp_path / "red_flags.safetensors"))

    assert alone.screen("my face droops").urgency is Urgency.EMERGENCY
    assert logged(caplog) == [
        (
            logging.ERROR,
            "red_flags.safetensors is missing: red flags are found by patterns alone. Run `make train`.",
        )
    ]


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_file_is_logged_and_the_patterns_go_on_alone(path, part, made_rules, caplog):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])

    alone = Screener(made_rules, Classifier.load(path))

    assert alone.screen("my face droops").urgency is Urgency.EMERGENCY
    [(level, message)] = logged(caplog)
    assert level == logging.ERROR
    assert re.fullmatch(r"red_flags\.safetensors cannot be read \(\w+\): patterns alone\. Run `make train`\.", message)


def broken(path, change):
    """Put a file in the place of another that is like it but for one change."""
    learned = Learned.load(path)
    change(learned)
    learned.save(path)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda learned: learned.numbers.clear(), "KeyError"),
        (lambda learned: learned.words.pop("names"), "KeyError"),
        (lambda learned: learned.words.update(words=["only", "two"]), "ValueError"),
        (lambda learned: learned.words.update(names=7), "TypeError"),
        (lambda learned: learned.numbers.update({"weighed.coef": np.zeros((1, 3))}), "ValueError"),
    ],
)
def test_a_file_that_holds_something_else_is_logged_and_not_used(path, change, error, caplog):
    broken(path, change)

    assert Classifier.load(path) is None
    assert logged(caplog) == [
        (logging.ERROR, f"red_flags.safetensors cannot be read ({error}): patterns alone. Run `make train`.")
    ]


def test_a_folder_in_its_place_is_logged_and_not_used(tmp_path, caplog):
    assert Classifier.load(tmp_path) is None
    assert logged(caplog) == [
        (logging.ERROR, f"{tmp_path.name} cannot be read (OSError): patterns alone. Run `make train`.")
    ]


def test_what_was_learned_for_the_assistant_loads(caplog, screener):
    loaded = Classifier.load()

    assert loaded.likelihood(*screener.grammar("I can't breathe")).alarm > 0.5
    assert logged(caplog) == []
