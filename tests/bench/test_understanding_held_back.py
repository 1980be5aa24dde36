import pytest

from assistant.data_files import DataError
from bench.understanding.cross_validation import examples
from bench.understanding.held_back import FILE, HeldBack, Question, load

MADE = """
questions:
  - {text: "is als fatal", intent: ask_outlook, subject: als, facts: [als.no_cure]}
outside:
  weather: ["is it raining?", "Snow!"]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "made.yml"
    path.write_text(MADE, encoding="utf-8")
    return path


def test_questions_are_read_with_their_right_answers(file):
    [question] = load(file).questions
    assert question == Question(text="is als fatal", intent="ask_outlook", subject="als", facts=("als.no_cure",))


@pytest.mark.parametrize(
    ("there", "wrong", "reason"),
    [
        ("als.no_cure", "als.made_up", "questions.0: there is no als.made_up"),
        ("subject: als", "subject: alas", "questions.0: there is no alas"),
        ("[als.no_cure]", "[]", "questions.0: there is no fact named"),
        ("intent:", "intend:", "questions.0.intent: field required"),
    ],
)
def test_what_is_not_there_is_named(there, wrong, reason, file):
    file.write_text(MADE.replace(there, wrong), encoding="utf-8")
    with pytest.raises(DataError, match=reason):
        load(file)


def test_what_was_learned_from_is_left_out_whatever_its_case(file):
    left = load(file).without(["Is ALS fatal??", "snow"])
    assert left == HeldBack(questions=(), outside={"weather": ("is it raining?",)})


def test_texts_without_words_are_told_apart():
    held_back = HeldBack(questions=(), outside={"gibberish": ("...", "🙃")})
    assert held_back.without(["🙃"]).outside == {"gibberish": ("...",)}


def test_what_comes_with_the_project_is_large_varied_and_learned_from_nowhere():
    held_back = load(FILE)
    assert len(held_back.questions) >= 150
    assert len({question.subject for question in held_back.questions}) >= 40
    assert sum(map(len, held_back.outside.values())) >= 80
    assert held_back.without(examples().texts) == held_back
