"""What is kept for whoever keeps the assistant up."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.kept import Kept, plain
from tests import services
from tests.conftest import free_port

ROOT = Path(__file__).parents[1]


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "new" / "kept.sqlite")


def test_several_machines_count_in_one_database():
    with services.postgresql() as database:
        place = f"postgresql://tester@127.0.0.1:{database.port}/postgres"
        for _ in range(2):
            Kept(place).unanswered("is snow cold")
            Kept(place).rate(["als.cure"], good=True)
        Kept(place).unanswered("my name is Ann Example")
        Kept(place).take_back(["my name is Ann Example"])
        assert [line.split(maxsplit=1) for line in Kept(place).report().splitlines()] == [
            ["Not", "answered:"],
            ["2", "is snow cold"],
            ["Found", "good or bad:"],
            ["2", "good  als.cure"],
        ]


def test_questions_are_listed_by_how_often_they_came(kept):
    for question in ["How much is Zolgensma?", "is snow cold", "how much  is zolgensma"]:
        kept.unanswered(question)
    lines = kept.report().splitlines()
    assert [line.split(maxsplit=1) for line in lines[1:3]] == [["2", "how much is zolgensma"], ["1", "is snow cold"]]


def test_ratings_are_counted_by_answer(kept):
    kept.rate(["als.definition", "als.cure"], good=False)
    kept.rate(["als.definition", "als.cure"], good=False)
    kept.rate([], good=True)
    assert "2  bad   als.definition als.cure" in kept.report()
    assert "1  good  (no fact)" in kept.report()


def test_what_somebody_asked_is_taken_back_and_leaves_no_trace(kept, tmp_path):
    kept.unanswered("my name is Ann Example")
    kept.unanswered("is snow cold")
    kept.take_back(["My name is Ann Example!", "something else"])
    assert "ann example" not in kept.report()
    assert "is snow cold" in kept.report()
    assert b"ann example" not in (tmp_path / "new" / "kept.sqlite").read_bytes()


def test_numbers_are_not_kept():
    assert plain("Call me at 555-0100, I'm 60") == "call me at i'm"


@pytest.mark.parametrize("question", ["", "?!", "555"])
def test_what_has_no_words_is_not_counted(question, kept):
    kept.unanswered(question)
    assert kept.report() == "Not answered:\nFound good or bad:"


def test_a_file_that_cannot_be_written_keeps_nobody_waiting_for_an_answer(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    Kept(tmp_path / "file" / "kept.sqlite").unanswered("a secret")
    assert "could not be kept" in caplog.text
    assert "secret" not in caplog.text


def test_a_database_that_somebody_else_holds_is_not_waited_for(kept, tmp_path, caplog):
    kept.unanswered("is snow cold")
    with sqlite3.connect(tmp_path / "new" / "kept.sqlite") as other:
        other.execute("BEGIN EXCLUSIVE")
        kept.unanswered("is snow white")
    assert "could not be kept: OperationalError" in caplog.text


def test_the_command_lists_what_there_is(kept, tmp_path):
    kept.unanswered("is snow cold")
    command = [sys.executable, "-m", "assistant.kept"]
    environment = {"ASSISTANT_KEPT": str(tmp_path / "new" / "kept.sqlite")}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "is snow cold" in run.stdout


def test_a_database_that_is_away_keeps_nobody_waiting_for_an_answer(caplog):
    Kept(f"postgresql://tester:secret@127.0.0.1:{free_port()}/postgres").unanswered("a secret")
    assert "could not be kept: OperationalError" in caplog.text
    assert "secret" not in caplog.text


def test_the_command_does_not_print_the_password_of_a_database():
    place = f"postgresql://tester:secret@127.0.0.1:{free_port()}/postgres"
    command = [sys.executable, "-m", "assistant.kept"]
    run = subprocess.run(command, cwd=ROOT, env={"ASSISTANT_KEPT": place}, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith("the database: ")
    assert "secret" not in run.stderr


def test_the_command_says_what_it_cannot_read(tmp_path):
    broken = tmp_path / "kept.sqlite"
    broken.write_text("no database at all, but long enough to be taken for one" * 20)
    command = [sys.executable, "-m", "assistant.kept"]
    run = subprocess.run(command, cwd=ROOT, env={"ASSISTANT_KEPT": str(broken)}, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith(str(broken))
