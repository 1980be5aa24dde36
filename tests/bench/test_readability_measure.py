import pytest

from assistant.data_files import DataError
from bench.readability.measure import exempt, grade, load_exempt, longest, sentences, words

HARD = "Progressive neuromuscular conditions necessitate comprehensive multidisciplinary rehabilitation."
EASY = "Muscles need food. If they get too little, they shrink."


def test_plain_words_are_of_a_lower_grade_than_long_ones():
    assert grade(EASY) < 3 < 15 < grade(HARD)


def test_each_line_is_a_sentence_without_its_bullet_and_sources_are_none():
    text = "What to ask:\n• Is it safe? Yes.\n• Some (few) weigh 1.5 kg\nSources: HealthPrep, “What?”"

    assert sentences(text) == ["What to ask.", "Is it safe?", "Yes.", "Some (few) weigh 1.5 kg."]


def test_the_longest_sentence_is_found():
    assert longest(EASY) == "If they get too little, they shrink."
    assert words(longest(EASY)) == 7


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Guillain-Barré syndrome weakens muscles.", "it weakens muscles."),
        ("People with ALS may need an EMG.", "People with it may need an it."),
        ("Corticosteroids and physical therapy help.", "it and it help."),
        ("Exercise helps against weakness.", "Exercise helps against weakness."),
    ],
    ids=["a condition", "short for a condition and a test", "terms", "no medical words"],
)
def test_only_medical_names_are_exempt(text, measured):
    assert exempt().without(text) == measured


@pytest.mark.parametrize("broken", ["kinds: [illness]\nterms: {}", "kinds: []", "kinds: []\nterms: [cancer]"])
def test_a_broken_list_of_what_is_exempt_is_named(tmp_path, broken):
    path = tmp_path / "exempt.yml"
    path.write_text(broken)

    with pytest.raises(DataError, match="exempt.yml"):
        load_exempt(path)
