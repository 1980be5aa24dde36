import pytest

from assistant.text import Speller
from assistant.text.spelling import english_words


@pytest.fixture(scope="module")
def speller():
    return Speller(["atrophy", "dystrophy", "weakness", "spasm", "emg", "numb", "sarcopenia"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("atrophy", "atrophy"),
        ("atropy", "atrophy"),
        ("atropyh", "atrophy"),
        ("weaknes", "weakness"),
        ("sarkopenai", "sarcopenia"),
        ("dystrphoy", "dystrophy"),
    ],
)
def test_a_misspelt_word_is_corrected(speller, typed, meant):
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nuuuumb", "numb"),
        ("numbbbbbb", "numb"),
        ("weaknessss", "weakness"),
        ("weaaaak", "weak"),
        ("sooooo", "so"),
        ("goooood", "good"),
    ],
)
def test_letters_repeated_for_stress_are_dropped(speller, typed, meant):
    assert speller.correct(typed) == meant


def test_a_proper_english_word_is_left_alone(speller):
    assert "trophy" in english_words()
    assert speller.correct("trophy") == "trophy"


@pytest.mark.parametrize("word", ["emgg", "nubm", "spsm", "x", ""])
def test_a_short_word_is_left_alone(speller, word):
    assert speller.correct(word) == word


def test_one_edit_is_allowed_in_words_of_up_to_seven_letters(speller):
    assert speller.correct("atrophi") == "atrophy"
    assert speller.correct("atropti") == "atropti"


def test_two_edits_are_allowed_in_longer_words_and_three_are_not(speller):
    assert speller.correct("distrofhy") == "dystrophy"
    assert speller.correct("distrofhi") == "distrofhi"


def test_an_overlong_word_is_left_alone():
    longest = "pneumonoultramicroscopicsilicovolcanoconiosis"

    assert Speller([longest]).correct(f"{longest}s") == f"{longest}s"


def test_an_unknown_word_near_nothing_is_left_alone(speller):
    assert speller.correct("zzyzxqq") == "zzyzxqq"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("faintd", "fainted"),  # a letter left out, rather than one too many in "faint", which is used more
        ("wrods", "words"),  # used more than "woods"
    ],
)
def test_of_words_equally_near_one_is_always_the_same(typed, meant):
    assert Speller(["faint", "fainted", "woods", "words"]).correct(typed) == meant
    assert Speller(["words", "woods", "fainted", "faint"]).correct(typed) == meant
