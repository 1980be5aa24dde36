import pytest

from assistant.facts.spelling import Spelling, default_spelling


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("are treetments of muscel wasting connnected", "are treatments of muscle wasting connected"),
        ("Sarcopennia?", "sarcopenia?"),
        ("What's ALS, and (sorry) why?", "What's ALS, and (sorry) why?"),
        ("", ""),
    ],
    ids=["several", "a name", "nothing wrong", "nothing"],
)
def test_misspelt_words_are_set_right_and_all_else_stays(typed, right):
    assert default_spelling().correct(typed) == right


@pytest.mark.parametrize("text", ["Ich habe Schmerzen im Bein", "hola, necesito ayuda", "我的肌肉"])
def test_other_languages_are_left_alone(text):
    assert default_spelling().correct(text) == text


def test_how_questions_misspell_a_word_is_not_learned(curated):
    curated.change("wasting.yml", "[what is wasting]", "[what is muskle, about muscle]")

    assert Spelling(curated.load()).correct("muskle") == "muscle"
