"""The page, its chart and its bars, of figures that are made up."""

import dataclasses

import pytest

from bench.side_by_side import __main__ as command
from bench.side_by_side.bars import BARS
from bench.side_by_side.chart import draw
from bench.side_by_side.figures import QUICK, Figures, Plan
from bench.side_by_side.measure import Answers
from bench.side_by_side.report import report
from bench.side_by_side.systems import BenchError
from bench.side_by_side.training import FLOOR, OURS, STOCK

TURNS = (1, 10, 100, 500)


def made(milliseconds, growing=0.0, rate=10.0, sent=None, unanswered=0):
    """Figures of a system that takes so many milliseconds."""
    return Figures(
        answers=Answers([milliseconds] * 100, unanswered, processor_seconds=milliseconds / 10),
        sustained={1: rate, 10: rate, 50: rate},
        turns={turn: milliseconds + growing * turn for turn in TURNS},
        sent=sent,
        megabytes=10 * milliseconds,
        start=milliseconds / 10,
        training={"the model": 60 * milliseconds},
    )


FIGURES = {
    OURS: made(20.0, rate=40.0, sent={1: 5000.0, 10: 6000.0, 100: 6000.0}),
    STOCK: made(40.0, growing=1.0, sent={1: 5000.0, 10: 9000.0, 100: 60000.0}, unanswered=3),
    FLOOR: made(10.0),
}
MACHINE = {"Processor": "Made 3000"}


@pytest.mark.parametrize(
    "line",
    [
        "| Processor | Made 3000 |",
        "|  | this assistant | stock Rasa | the floor | to stock Rasa | to the floor |",
        "| ms a message, p50 | 20.0 | 40.0 | 10.0 | 0.500× | 2.00× |",
        "| ms of the processor a message | 20.0 | 40.0 | 10.0 | 0.500× | 2.00× |",
        "| messages a second, 50 at once | 40.0 | 10.0 | 10.0 | 4.00× | 4.00× |",
        "| ms a message at turn 500 | 20.0 | 540 | 10.0 | 0.0370× | 2.00× |",
        "| bytes to the action server at turn 100 | 6,000 | 60,000 | – | 0.100× | – |",
        "| a message at the median, against stock Rasa | ≤ 0.6× | 0.500× | yes |",
        "| messages a second with 10 at once, against stock Rasa | ≥ 3× | 4.00× | yes |",
        "| this assistant | the model | 1,200 |",
    ],
)
def test_the_page_says_what_was_measured(line):
    assert line in report(FIGURES, Plan(), MACHINE).splitlines()


def test_the_page_says_how_many_got_no_answer():
    assert "remained: this assistant 0, stock Rasa 3, the floor 0." in report(FIGURES, Plan(), MACHINE)


def test_what_was_not_measured_is_neither_held_nor_broken():
    figures = {name: dataclasses.replace(of, training=None) for name, of in FIGURES.items()}
    page = report(figures, Plan(), MACHINE)
    assert "| training from scratch, against stock Rasa | ≤ 0.5× | – | – |" in page.splitlines()
    assert "Not measured in this run." in page


def test_a_bar_that_does_not_hold_is_seen():
    slow = {**FIGURES, OURS: made(60.0, growing=1.0, rate=5.0)}
    held = [bar.what for bar in BARS if bar.judge(slow)[1]]
    assert held == ["what is computed for a message, against stock Rasa"]
    assert "| memory, against stock Rasa | ≤ 0.75× | 1.50× | **no** |" in report(slow, Plan(), MACHINE).splitlines()


def test_a_page_of_a_try_says_so():
    assert "**Only a try**" in report(FIGURES, dataclasses.replace(Plan(), epochs=1), MACHINE)
    assert "**Only a try**" not in report(FIGURES, Plan(), MACHINE)


def test_the_same_figures_give_the_same_chart(tmp_path):
    for name in ("one.svg", "other.svg"):
        draw(FIGURES, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
    assert "messages a second" in (tmp_path / "one.svg").read_text()


def test_the_command_writes_the_page_and_prints_the_figures(tmp_path, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(command, "gather", lambda plan, port: asked.append(plan) or FIGURES)
    page = tmp_path / "docs" / "speed.md"

    assert command.main(["--from-scratch", "--page", str(page)]) == 0

    assert asked == [Plan(from_scratch=True)]
    assert page.with_name("speed.svg").exists()
    assert "| ms a message, p50 | 20.0 | 40.0 | 10.0 | 0.500× | 2.00× |" in capsys.readouterr().out


def test_what_cannot_be_measured_is_told_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    def fails(plan, port):
        raise BenchError("the floor gave no answer")

    monkeypatch.setattr(command, "gather", fails)
    assert command.main(["--quick", "--page", str(tmp_path / "speed.md")]) == 1
    assert capsys.readouterr().err == "bench: the floor gave no answer\n"
    assert not list(tmp_path.iterdir())


def test_a_try_measures_little():
    assert QUICK.epochs == 1
    assert max(QUICK.turns) < max(Plan().turns)
