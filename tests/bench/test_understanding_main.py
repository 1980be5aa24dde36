import pytest

from assistant.data_files import DataError
from bench.understanding import __main__ as command
from bench.understanding.cross_validation import Examples, Judgement
from bench.understanding.held_back import HeldBack


class Silent:
    def ask(self, texts):
        return []


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "examples", lambda: Examples(["a"], ["greet"], ["a"]))
    monkeypatch.setattr(command, "load", lambda: HeldBack(questions=(), outside={}))
    monkeypatch.setattr(command, "Assistant", Silent)
    monkeypatch.setattr(command, "cross_validate", lambda of: [Judgement("a", "greet", "greet", 0.9, of_fact=False)])
    return tmp_path / "docs" / "understanding.md"


def test_figures_are_printed_and_the_page_is_written_with_its_pictures(page, capsys):
    assert command.main([], page) == 0
    assert "| Intent right, by five folds | 1/1 = 100.0% (2.5% to 100.0%) |" in capsys.readouterr().out
    assert page.read_text().startswith("# How well it understands\n")
    assert len(list(page.parent.glob("*.svg"))) == 2


def test_a_file_at_fault_is_named_and_nothing_is_written(page, monkeypatch, capsys):
    def broken():
        raise DataError("held_back.yml: questions.3: there is no als.made_up")

    monkeypatch.setattr(command, "load", broken)
    assert command.main([], page) == 1
    assert capsys.readouterr().err == "held_back.yml: questions.3: there is no als.made_up\n"
    assert not page.exists()


def test_to_compare_asks_for_it(page, monkeypatch):
    asked = []
    monkeypatch.setattr(command.comparing, "compare", lambda *of: asked.append(of))
    assert command.main(["compare"], page) == 0
    assert len(asked) == 1
    assert not page.exists()
