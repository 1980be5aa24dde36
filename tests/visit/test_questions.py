import pytest

from assistant.data_files import DataError
from assistant.visit.questions import FILE, load_questions, questions


def test_the_five_questions_of_the_documents_are_there():
    assert [question.title for question in questions().in_order()] == [
        "Other symptoms",
        "Other conditions and treatments",
        "Medicines",
        "First noticed",
        "Muscles affected",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ("cues: [thigh,", "cues: ['(thigh',", "cues"),
        ("order: [visit_symptoms,", "order: [visit_sleep,", "order"),
        ("  heading:", "  title:", "page.heading"),
    ],
)
def test_a_broken_file_is_named_with_the_key(right, wrong, key, tmp_path):
    text = FILE.read_text(encoding="utf-8")
    assert right in text
    broken = tmp_path / "visit.yml"
    broken.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(DataError, match=rf"visit.yml: .*{key}"):
        load_questions(broken)


def test_help_is_there_for_each_question():
    assert all(question.help.endswith(".") for question in questions().questions)
