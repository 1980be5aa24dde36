import re

import pytest
import yaml

from assistant.answers.wording import FILE, load_wording, wording
from assistant.data_files import DataError, read_yaml
from assistant.facts.model import Aspect, Kind


@pytest.fixture
def changed(tmp_path):
    """The wording's file with one change."""

    def change(old, new):
        content = FILE.read_text(encoding="utf-8")
        assert content.count(old) == 1
        path = tmp_path / "wording.yml"
        path.write_text(content.replace(old, new), encoding="utf-8")
        return path

    return change


def error_of(path):
    with pytest.raises(DataError) as error:
        load_wording(path)
    return str(error.value)


def test_every_aspect_has_words_and_every_kind_next_questions():
    assert set(wording().aspects) == set(Aspect)
    assert set(wording().next_questions) == set(Kind)


def test_the_wording_is_read_once():
    assert wording() is wording()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"how to prevent {name}"', "[how, to]", "aspects.prevention: str type expected"),
        ('  where: "That comes from:"\n', "", "sentences.where: field required"),
        ("  where:", "  whence: There.\n  where:", "sentences.whence: extra fields not permitted"),
        ("\nsentences:", "\nverses: []\nsentences:", "verses: extra fields not permitted"),
        ("That comes from:", r"That comes from:\n\n", "sentences.where: must be one line"),
    ],
)
def test_an_error_names_file_and_key(changed, old, new, message):
    assert error_of(changed(old, new)) == f"wording.yml: {message}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "how to prevent {name}",
            "how to prevent {nmae}",
            "aspects.prevention: holds another placeholder than {name}, or a single brace",
        ),
        (
            "What is that test for?",
            "What is {name.en} for?",
            "next_questions.test.diagnosis: holds another placeholder than {name}, or a single brace",
        ),
        (
            "don't cover {aspect}",
            "don't cover {name}",
            "sentences.not_covered: holds another placeholder than {aspect}, or a single brace",
        ),
        (
            "Source: {titles}",
            "Source: {titles",
            "sentences.source: holds another placeholder than {titles}, or a single brace",
        ),
        (
            "I have not said anything yet",
            "I have not said {} yet",
            "sentences.repeat_nothing: holds another placeholder than none, or a single brace",
        ),
    ],
)
def test_a_placeholder_that_nothing_is_put_into_is_named(changed, old, new, message):
    assert error_of(changed(old, new)) == f"wording.yml: {message}"


@pytest.mark.parametrize(
    ("part", "key", "message"),
    [
        ("aspects", "diet", "aspects: lacks diet"),
        ("next_questions", "factor", "next_questions: lacks factor"),
        ("doubts", "illness", "doubts: lacks illness"),
    ],
)
def test_an_aspect_a_kind_or_a_doubt_without_words_is_named(tmp_path, part, key, message):
    path = tmp_path / "wording.yml"
    content = read_yaml(FILE)
    del content[part][key]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")

    assert error_of(path) == f"wording.yml: {message}"


def test_nothing_says_that_all_is_well():
    calming = r"\b(no|not an) emergency|nothing to worry|do(n't| not) worry|no need to call"
    assert not re.search(calming, FILE.read_text(encoding="utf-8"), re.IGNORECASE)


def test_an_unknown_aspect_or_kind_is_told_with_the_known_ones(changed):
    error = error_of(changed("\n  diet:", "\n  food:"))

    assert error.startswith("wording.yml: aspects.__key__: value is not a valid enumeration member; permitted: ")


def test_a_file_that_is_no_yaml_is_named(changed):
    assert error_of(changed("\nsentences:", "\nsentences: ]")).startswith("wording.yml: cannot be read: ")
