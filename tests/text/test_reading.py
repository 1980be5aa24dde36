import pytest

from assistant.text import read
from assistant.text.reading import MANY, NUMBER, YEAR, clean


def words(text):
    return " ".join(word.text for word in read(text).words)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("My LEGS are Weak", "my legs are weak"),
        ("", ""),
        ("?! ... ,", ""),
        ("🙂🙃", ""),
        ("left_leg", "left leg"),
        ("muscle-wasting", "muscle wasting"),
        ("naïve café", "naive cafe"),
        ("ｗｅａｋ", "weak"),
        ("he\u200bl\u00adp", "help"),
        ("weak\u0007 arm", "weak arm"),
        ("a\x00b", "ab"),
        ("¿Qué? ¡No!", "que no"),
        ("我头痛ok", "我 头 痛 ok"),
        ("सांस नहीं ले", "सआस नहइ लए"),
        ("ज़ख़्मी हिन्दी", "जखमइ हइनदइ"),
    ],
)
def test_text_is_read_as_plain_words(typed, read_as):
    assert words(typed) == read_as


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("can't", "can not"),
        ("can’t", "can not"),
        ("cant", "can not"),
        ("cannot", "can not"),
        ("won't", "will not"),
        ("ain't", "is not"),
        ("aint", "is not"),
        ("couldn't", "could not"),
        ("I'm", "i am"),
        ("they're", "they are"),
        ("I`ve", "i have"),
        ("he´ll", "he will"),
        ("she'd", "she had"),
        ("what's", "what is"),
        ("gonna", "going to"),
        ("o'clock", "oclock"),
        ("'s", "s"),
    ],
)
def test_short_forms_are_taken_apart(typed, read_as):
    assert words(typed) == read_as


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("2", NUMBER),
        ("20", MANY),
        ("911", MANY),
        ("1999", YEAR),
        ("2024", YEAR),
        ("1899", MANY),
        ("２０２４", YEAR),
        ("5mg", f"{NUMBER} mg"),
        ("2.5", f"{NUMBER} {NUMBER}"),
    ],
)
def test_numbers_are_read_by_their_size(typed, read_as):
    assert words(typed) == read_as


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("one two. three", [0, 0, 1]),
        ("one\ntwo", [0, 1]),
        ("one\r\ntwo", [0, 1]),
        ("... one", [0]),
        ("one… two", [0, 1]),
        ("one; two! three? four", [0, 1, 2, 3]),
        ("one。two", [0, 1]),
        ("one। two", [0, 1]),
        ("¿one? ¡two!", [0, 1]),
        ('one{"two": "three four", "five": "six"} seven', [0, 1, 2, 2, 3, 4, 5]),
        ("one{two three", [0, 1, 1]),
        ("one} two", [0, 0]),
    ],
)
def test_sentences_are_counted(typed, sentences):
    assert [word.sentence for word in read(typed).words] == sentences


@pytest.mark.parametrize(
    ("typed", "questions"),
    [
        ("I am weak. Why?", {1}),
        ("Why? I am weak.", {0}),
        ("Why?! Really", {0}),
        ("Why!? Really", {0}),
        ("Why？", {0}),
        ("Why", set()),
        ("?", set()),
        ("What? Where? There.", {0, 1}),
    ],
)
def test_questions_are_the_sentences_with_a_question_mark(typed, questions):
    assert read(typed).questions == questions


@pytest.mark.parametrize(
    ("typed", "after_break"),
    [
        ("well, yes", [False, True]),
        ("well - yes & no", [False, True, True]),
        ("well (yes) no", [False, True, True]),
        ("well, can't", [False, True, False]),
        ("well, . yes", [False, False]),
        ("well yes", [False, False]),
        ("头、脚", [False, True]),
    ],
)
def test_a_word_knows_whether_a_clause_broke_before_it(typed, after_break):
    assert [word.after_break for word in read(typed).words] == after_break


def test_a_word_knows_where_it_was_typed():
    reading = read("My LEG can’t\u200b move.")

    assert [reading.text[word.start : word.end] for word in reading.words] == ["My", "LEG", "can't", "can't", "move"]


def test_what_was_typed_is_given_back_for_a_row_of_words():
    assert read("So: my  LEGS, can't move!").typed(1, 5) == "my  LEGS, can't"


def test_what_was_typed_keeps_the_signs_of_devanagari():
    assert read("मुझे दर्द है।").typed(0, 2) == "मुझे दर्द"


def test_a_half_of_an_emoji_is_no_word():
    assert words("\ud83d help") == "help"


def test_line_breaks_and_tabs_survive_cleaning():
    assert clean("one\r\n\ttwo\x0b\u200d") == "one\n\n\ttwo"


def test_a_very_long_text_is_read_to_its_end():
    reading = read("my leg is weak. " * 20_000 + "help")

    assert reading.words[-1].text == "help"
    assert reading.words[-1].sentence == 20_000


def test_a_sentence_knows_the_number_of_its_first_word():
    assert list(read("My arm. Help! It hurts").sentences()) == [(0, ["my", "arm"]), (2, ["help"]), (3, ["it", "hurts"])]
    assert list(read("?!").sentences()) == []
