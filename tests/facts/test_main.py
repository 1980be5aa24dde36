import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.facts.__main__ import main

PACKAGE = Path(__file__).parents[2] / "assistant"


@pytest.fixture
def check(curated, tmp_path):
    """Run the check as the command does, in a copy of the code that comes with the small set of facts."""
    copied = tmp_path / "copy" / "assistant"
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("red_flags", "subjects", "__pycache__"))
    shutil.copytree(curated.facts, copied / "facts", dirs_exist_ok=True)

    def run():
        command = [sys.executable, "-m", "assistant.facts", "check", "--documents", str(curated.documents)]
        return subprocess.run(command, cwd=copied.parent, capture_output=True, text=True)

    run.facts = copied / "facts"
    return run


def test_proved_facts_are_counted(check):
    done = check()

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "2 facts on 2 subjects, 1 corrections; 2 sections: 1 cited, 1 left out with a reason; 0 problems\n"
        "facts by aspect: mechanism 1, definition 1\n"
    )


def test_a_data_error_is_said_without_a_traceback(check):
    (check.facts / "left_out.yml").write_text("left_out: none\n")

    done = check()

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "left_out.yml: left_out: must be the one key, and a list\n"


def test_problems_are_printed_and_counted(tmp_path, capsys):
    assert main(["check", "--documents", str(tmp_path)]) == 1

    printed = capsys.readouterr()
    problems = printed.err.splitlines()
    assert problems[0].startswith("document 000: cannot be read: ")
    assert printed.out.splitlines()[0].endswith(f"; {len(problems)} problems")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "the following arguments are required: command"),
        (["check"], "the following arguments are required: --documents"),
        (["check", "--documents", "no/such/folder"], "there is no folder no/such/folder: give the documents' folder"),
        (["prove"], "invalid choice: 'prove'"),
    ],
)
def test_a_wrong_command_is_explained(arguments, reason, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)

    assert stop.value.code == 2
    assert reason in capsys.readouterr().err
