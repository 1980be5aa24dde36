import pytest
import spacy
from spacy.matcher import Matcher

from assistant.red_flags.patterns import DENIALS, END, START, compile_pattern
from bench.speed.matcher import OURS, SPACY, compare, flattened, found_by

CONCEPTS = {"arm": ["arm", "leg", "left hand", "right hand"]}
GAP = {"ORTH": {"NOT_IN": [*DENIALS, START, END]}, "OP": "?"}


def flat(pattern):
    return list(flattened(compile_pattern(pattern, CONCEPTS, "made.yml")))


@pytest.fixture
def matcher():
    made = Matcher(spacy.blank("en").vocab)
    made.add("weak", flat("weak ..1 @arm"))
    made.add("start", flat("<start> what"))
    return made


def test_single_words_are_one_pattern():
    assert flat("weak|numb") == [[{"ORTH": {"IN": ["numb", "weak"]}}]]


def test_each_phrase_is_a_pattern_of_its_own():
    assert flat("@arm") == [
        [{"ORTH": {"IN": ["arm", "leg"]}}],
        [{"ORTH": "left"}, {"ORTH": "hand"}],
        [{"ORTH": "right"}, {"ORTH": "hand"}],
    ]


def test_ways_of_choosing_multiply():
    assert len(flat("@arm and? @arm")) == 3 * 2 * 3


def test_a_gap_is_words_that_may_be_missing_and_are_no_denial():
    assert flat("weak ..2 arm") == [[{"ORTH": {"IN": ["weak"]}}, GAP, GAP, {"ORTH": {"IN": ["arm"]}}]]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("a weak left hand", {("weak", (1, 4))}),
        ("weak in arm", {("weak", (0, 3))}),
        ("weak not arm", set()),
        ("what is weak", {("start", (0, 1))}),
        ("", set()),
    ],
)
def test_what_is_found_is_told_as_the_screeners_index_tells_it(matcher, sentence, found):
    assert found_by(matcher, sentence.split()) == found


def test_both_ways_find_the_same(layers):
    sentences = [sentence.split() for sentence in ("my face droops", "a droop", "i want to vanish", "hello")]

    compared = compare(layers.rules, sentences, repeats=1)

    assert (compared.patterns, compared.flat, compared.differing) == (3, 3, 0)
    assert {name: len(timings.best) for name, timings in compared.timings.items()} == {OURS: 4, SPACY: 4}
    assert set(compared.building) == {OURS, SPACY}
