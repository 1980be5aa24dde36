import pytest

from assistant.data_files import DataError
from assistant.red_flags.loader import load


def test_flags_lexicon_cues_and_languages_are_read(folder):
    rules = load(folder.path)

    assert list(rules.flags) == ["despair", "droop", "still"]
    assert rules.flags["droop"].must_fire == ("My face droops.",)
    assert rules.lexicon.lookalikes == ("poker face", "face off")
    assert rules.cues.negation == ("no", "not")
    assert [language.name for language in rules.languages] == ["Esperanto"]
    assert rules.languages[0].denials.ahead == ("sen",)


def test_without_other_languages_there_is_english(folder):
    (folder.path / "languages" / "eo.yml").unlink()

    assert load(folder.path).languages == ()


def test_without_a_folder_the_rules_of_the_assistant_are_read(rules):
    assert load() == rules


@pytest.mark.parametrize(
    ("file", "right", "wrong", "error"),
    [
        ("flags/droop.yml", "flag: droop\n", "", "droop.yml: flag: field required"),
        ("flags/droop.yml", "title:", "name:", "droop.yml: title: field required\ndroop.yml: name: extra fields"),
        ("flags/droop.yml", 'source: "a made note"', "source: [a]", "droop.yml: source: str type expected"),
        ("flags/droop.yml", "must_fire:", "fires:", "droop.yml: must_fire: field required"),
        ("flags/droop.yml", "must_not_fire:", "calm:", "droop.yml: must_not_fire: field required"),
        ("flags/droop.yml", "  - droop\n", "  - no\n", "droop.yml: names.0: str type expected"),
        ("flags/droop.yml", "  - droop\n", "  - 911\n", "droop.yml: names.0: str type expected"),
        ("flags/droop.yml", "[droops, drooping", "[droops, no", "droop.yml: concepts.sag.1: str type expected"),
        ("flags/droop.yml", "flag: droop", "flag: sag", "droop.yml: flag: 'sag' must be the file's name"),
        ("flags/droop.yml", "now:", "now: [", "droop.yml: cannot be read: line "),
        ("flags/still.yml", "lasting: true", "lasting: perhaps", "still.yml: lasting: value could not be parsed"),
        (
            "flags/despair.yml",
            "urgency: crisis",
            "urgency: mention",
            "despair.yml: urgency: must be emergency or crisis",
        ),
        ("flags/despair.yml", "urgency: crisis", "urgency: none", "despair.yml: urgency: must be emergency or crisis"),
        ("flags/despair.yml", "urgency: crisis", "urgency: high", "despair.yml: urgency: value is not a valid enum"),
        ("lexicon.yml", "concepts:", "words:", "lexicon.yml: concepts: field required"),
        ("lexicon.yml", "greetings:", "hellos:", "lexicon.yml: greetings: field required"),
        ("lexicon.yml", "lookalikes: [poker", "lookalikes: [no, poker", "lexicon.yml: lookalikes.0: str type expected"),
        ("lexicon.yml", "  face: [fase]", "  face: fase", "lexicon.yml: misspellings.face: value is not a valid tuple"),
        ("context.yml", 'negation: ["no"', "negation: [no", "context.yml: negation.0: str type expected"),
        ("context.yml", "stable:", "steady:", "context.yml: stable: field required"),
        ("languages/eo.yml", "name: Esperanto\n", "", "eo.yml: name: field required"),
        ("languages/eo.yml", "language: eo", "language: es", "eo.yml: language: 'es' must be the file's name"),
        ("languages/eo.yml", "concepts:", "words:", "eo.yml: words: extra fields not permitted"),
        ("languages/eo.yml", '"no"', "no", "eo.yml: common.2: str type expected"),
        ("languages/eo.yml", "  past:", "  long_ago:", "eo.yml: cues.past: field required"),
        ("languages/eo.yml", "  ahead:", "  far:", "eo.yml: denials.ahead: field required"),
        ("languages/eo.yml", "must_fire:", "must_fire: {", "eo.yml: cannot be read: line 28: "),
    ],
)
def test_an_error_names_the_file_and_the_key(folder, file, right, wrong, error):
    folder.change(file, right, wrong)

    with pytest.raises(DataError) as raised:
        load(folder.path)

    assert str(raised.value).startswith(error)


@pytest.mark.parametrize("file", ["lexicon.yml", "context.yml"])
def test_a_missing_file_is_named(folder, file):
    (folder.path / file).unlink()

    with pytest.raises(DataError, match=rf"^{file}: cannot be read: .*No such file"):
        load(folder.path)


@pytest.mark.parametrize("file", ["lexicon.yml", "context.yml", "flags/droop.yml", "languages/eo.yml"])
def test_a_file_that_is_no_mapping_is_named(folder, file):
    (folder.path / file).write_text("- a\n- list\n")

    with pytest.raises(DataError, match=rf"^{file.split('/')[-1]}: the file: must be a mapping of keys to values$"):
        load(folder.path)


def test_a_file_in_another_encoding_is_named(folder):
    (folder.path / "flags" / "droop.yml").write_bytes(b"title: na\xefve")

    with pytest.raises(DataError, match=r"^droop\.yml: cannot be read: 'utf-8' codec"):
        load(folder.path)


def test_flags_are_needed(folder):
    for path in (folder.path / "flags").iterdir():
        path.unlink()

    with pytest.raises(DataError, match=r"^flags: there is no flag file$"):
        load(folder.path)
