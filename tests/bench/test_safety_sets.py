import pytest

from assistant.data_files import DataError
from assistant.red_flags.training import Example
from bench.safety import sets
from bench.safety.sets import SentenceSet, Standing, every_set, learned_sets, unlearned_sets

ONE = """\
plain: ["How do muscles grow?"]
droop:
  must_fire: ["This is dire.", "My FACE droops!"]
  must_not_fire: ["A poker face."]
"""
TWO = 'despair: {must_fire: ["I want to vanish."], must_not_fire: []}\n'
LEARNED = [SentenceSet("made", Standing.LEARNED, (Example("My face droops.", "droop", alarm=True),))]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "held_out"
    path.mkdir()
    (path / "one.yml").write_text(ONE)
    (path / "two.yml").write_text(TWO)
    return path


def test_each_file_is_a_set_without_what_was_learned_from(folder, layers):
    one, two = unlearned_sets(folder, Standing.HELD_OUT, layers.rules, LEARNED)

    assert one == SentenceSet(
        "held_out/one.yml",
        Standing.HELD_OUT,
        (
            Example("How do muscles grow?", "", alarm=False),
            Example("This is dire.", "droop", alarm=True),
            Example("A poker face.", "droop", alarm=False),
        ),
        repeated=1,
    )
    assert (two.name, len(two.examples), two.repeated) == ("held_out/two.yml", 1, 0)


def test_a_folder_that_is_empty_or_missing_has_no_sets(tmp_path, layers):
    (tmp_path / "empty").mkdir()

    for name in ("empty", "missing"):
        assert unlearned_sets(tmp_path / name, Standing.HELD_OUT, layers.rules, LEARNED) == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("- droop\n", "one.yml: must hold flags with their sentences"),
        ("sag: {must_fire: [], must_not_fire: []}\n", "one.yml: sag: there is no such flag"),
        ("droop: {must_fire: []}\n", "one.yml: droop.must_not_fire: field required"),
        ("droop: [\n", "one.yml: cannot be read: "),
    ],
)
def test_a_malformed_file_is_named(folder, layers, content, error):
    (folder / "one.yml").write_text(content)

    with pytest.raises(DataError) as raised:
        unlearned_sets(folder, Standing.HELD_OUT, layers.rules, LEARNED)

    assert str(raised.value).startswith(error)


def test_what_is_held_out_comes_first_and_what_was_learned_from_last(folder, layers, tmp_path, monkeypatch):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "two.yml").write_text(TWO)
    monkeypatch.setattr(sets, "CORPUS", corpus)
    monkeypatch.setattr(sets, "ORDINARY", tmp_path / "nowhere")
    monkeypatch.setattr(sets, "FACTS", tmp_path / "nowhere")

    every = every_set(layers, held_out=folder, development=tmp_path / "missing")

    assert [of.name for of in every] == [
        "held_out/one.yml",
        "held_out/two.yml",
        "The flags' own sentences",
        "The corpus",
        "The dialogue's examples",
        "The facts' questions",
    ]
    assert [len(of.examples) for of in learned_sets(layers)] == [1, 1, 0, 0]
    assert (every[0].repeated, every[1].repeated) == (1, 1)
