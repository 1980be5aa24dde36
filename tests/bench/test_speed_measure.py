import pytest

from assistant.data_files import DataError
from bench.layers import Layer, Layers
from bench.speed import __main__ as command
from bench.speed import measure as measuring
from bench.speed import texts
from bench.speed.measure import SCREEN, TOKENIZER, measure


@pytest.fixture
def few_texts(monkeypatch):
    monkeypatch.setattr(texts, "ordinary_messages", lambda layers: ["How do muscles grow?", "Hello"])
    monkeypatch.setattr(texts, "corpus_sentences", lambda layers: ["My face droops."])
    monkeypatch.setattr(texts, "long_texts", lambda layers: {"one word": ["arm", "arm arm", "arm arm arm"]})
    monkeypatch.setattr(measuring, "time_building", lambda: {})


def test_every_text_is_timed_with_every_reader(layers, few_texts):
    told = []

    speed = measure(layers, told.append)

    assert [(group.name, len(group.texts)) for group in speed.messages] == [
        ("Ordinary messages", 2),
        ("The corpus's sentences", 1),
    ]
    assert [group.name for group in speed.long] == ["one word"]
    for group in (*speed.messages, *speed.long):
        assert list(group.timings) == [TOKENIZER, SCREEN, Layer.PATTERNS.value, Layer.CLASSIFIER.value]
        assert {len(timings.best) for timings in group.timings.values()} == {len(group.texts)}
    assert speed.matcher.differing == 0
    assert told[0] == "bench: building"


def test_building_is_timed_step_by_step():
    steps = measuring.time_building()

    assert len(steps) == 3
    assert all(timings.once[0] > 0 and timings.best[0] > 0 for timings in steps.values())


def test_the_page_is_printed_and_written(layers, few_texts, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(Layers, "load", lambda: layers)

    assert command.main(tmp_path / "docs" / "bench.md") == 0

    page = (tmp_path / "docs" / "bench.md").read_text()
    assert page.startswith("# How fast red flags are found\n")
    assert page in capsys.readouterr().out


def test_without_a_trained_detector_it_says_so(monkeypatch, tmp_path, capsys):
    def untrained():
        raise DataError("run `make train`")

    monkeypatch.setattr(Layers, "load", untrained)

    assert command.main(tmp_path / "bench.md") == 1
    assert capsys.readouterr().err == "run `make train`\n"
