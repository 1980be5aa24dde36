import pytest

from assistant.red_flags.matching import PatternIndex, blotted, longest
from assistant.red_flags.patterns import compile_pattern

PATTERNS = {
    "droop": ["@face droops", "droops"],
    "weak": ["weak|numb ... arm"],
    "question": ["<start> what"],
    "help": ["help <end>"],
    "the": ["the the"],
}


@pytest.fixture(scope="module")
def index():
    made = PatternIndex()
    for label, patterns in PATTERNS.items():
        for pattern in patterns:
            made.add(label, compile_pattern(pattern, {"face": ["face", "left cheek"]}, "made.yml"))
    return made


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("it droops", [("droop", (1, 2))]),
        ("my face droops", [("droop", (1, 3)), ("droop", (2, 3))]),
        ("my left cheek droops", [("droop", (1, 4)), ("droop", (3, 4))]),
        ("numb arm", [("weak", (0, 2))]),
        ("weak and numb arm", [("weak", (0, 4)), ("weak", (2, 4))]),
        ("what is a weak arm", [("weak", (3, 5)), ("question", (0, 1))]),
        ("so what", []),
        ("please help", [("help", (1, 2))]),
        ("help me", []),
        ("the the", [("the", (0, 2))]),
        ("the arm", []),
        ("weak", []),
    ],
)
def test_a_label_is_found_with_the_words_that_it_covers(index, sentence, found):
    assert sorted(index.find(sentence.split()), key=str) == sorted(found, key=str)


def test_nothing_is_found_in_no_words(index):
    assert list(index.find([])) == []


def test_what_only_bounds_a_sentence_covers_nothing():
    made = PatternIndex()
    made.add("start", compile_pattern("<start>", {}, "made.yml"))
    made.add("end", compile_pattern("<end>", {}, "made.yml"))

    assert list(made.find(["weak", "arm"])) == []


def test_nothing_is_found_by_an_index_without_patterns():
    assert list(PatternIndex().find(["weak", "arm"])) == []


def test_a_label_of_any_kind_comes_back_as_it_was_put_in():
    made = PatternIndex()
    made.add(("droop", "now"), compile_pattern("droops", {}, "made.yml"))

    assert list(made.find(["droops"])) == [(("droop", "now"), (0, 1))]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([], []),
        ([("droop", (1, 3)), ("droop", (2, 3)), ("droop", (1, 3))], [("droop", (1, 3))]),
        ([("droop", (2, 4)), ("droop", (1, 3))], [("droop", (1, 3)), ("droop", (2, 4))]),
        ([("droop", (1, 3)), ("weak", (2, 3))], [("droop", (1, 3)), ("weak", (2, 3))]),
    ],
)
def test_of_one_label_the_longest_stands_once_in_the_order_of_the_words(found, kept):
    assert longest(found) == kept


@pytest.mark.parametrize(
    ("spans", "seen"),
    [([], "my weak arm"), ([(1, 3)], "my _ _"), ([(0, 1), (0, 2)], "_ _ arm")],
)
def test_words_are_blotted_out_where_they_stand(spans, seen):
    assert " ".join(blotted(["my", "weak", "arm"], spans)) == seen
