import pytest

from assistant.data_files import DataError
from assistant.red_flags.training import Example
from bench.layers import Layers
from bench.safety import __main__ as command
from bench.safety.sets import SentenceSet, Standing

MADE = SentenceSet("held_out/made.yml", Standing.HELD_OUT, (Example("My face droops.", "droop", alarm=True),))


@pytest.fixture
def page(tmp_path, layers, monkeypatch):
    monkeypatch.setattr(Layers, "load", lambda: layers)
    monkeypatch.setattr(command, "every_set", lambda layers: [MADE])
    return tmp_path / "docs" / "report.md"


def test_figures_are_printed_in_short_and_written_in_full(page, capsys):
    assert command.main(page) == 0

    printed = capsys.readouterr().out.splitlines()
    assert "held_out/made.yml (held out: never learned from, never looked at)" in printed
    assert "  both together     emergencies        1/1 = 100.0% (2.5% to 100.0%)" in printed
    assert "  classifier alone  emergencies        0/1 = 0.0% (0.0% to 97.5%)" in printed
    assert page.read_text().startswith("# How well red flags are found\n")
    assert page.with_name("chart.svg").exists()


def test_a_file_at_fault_is_named_and_nothing_is_written(page, monkeypatch, capsys):
    def broken(layers):
        raise DataError("made.yml: sag: there is no such flag")

    monkeypatch.setattr(command, "every_set", broken)

    assert command.main(page) == 1
    assert capsys.readouterr().err == "made.yml: sag: there is no such flag\n"
    assert not page.exists()
