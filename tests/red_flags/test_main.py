"""The command line, on a copy of the code with small made rules."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.red_flags.__main__ import __doc__ as usage
from assistant.red_flags.__main__ import main
from assistant.red_flags.classifier import NETWORKS
from assistant.red_flags.tuning import ROUNDS

ROOT = Path(__file__).parents[2]
ALARMS = [f"the {what} droops {when}" for what in ("face", "mouth") for when in ("now", "here", "today", "down", "so")]
CRISES = [f"i want to vanish {when}" for when in ("now", "here", "today", "down", "so")]
CALM = [f"the {what} grows {when}" for what in ("garden", "arm") for when in ("now", "here", "today", "down", "so")]


@pytest.fixture
def copy(tmp_path, folder):
    """The code with the made rules and a small corpus."""
    package = tmp_path / "assistant"
    only_code = shutil.ignore_patterns("__pycache__", "flags", "languages", "corpus", "lexicon.yml", "context.yml")
    shutil.copytree(ROOT / "assistant" / "red_flags", package / "red_flags", ignore=only_code)
    for part in ("text", "encoder"):
        shutil.copytree(ROOT / "assistant" / part, package / part, ignore=only_code)
    for name in ("__init__.py", "data_files.py", "learned.py"):
        shutil.copy(ROOT / "assistant" / name, package)
    shutil.copytree(folder.path, package / "red_flags", dirs_exist_ok=True)
    corpus, nlu = package / "red_flags" / "corpus", tmp_path / "data" / "nlu"
    corpus.mkdir()
    nlu.mkdir(parents=True)
    (corpus / "a.yml").write_text(f"droop: {{must_fire: {ALARMS}, must_not_fire: {CALM}}}\n")
    (corpus / "b.yml").write_text(f"despair: {{must_fire: {CRISES}, must_not_fire: []}}\n")
    return tmp_path


def run(copy, *arguments):
    command = [sys.executable, "-m", "assistant.red_flags", *arguments]
    env = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)


def test_a_text_is_judged_with_reasons(screener, capsys):
    assert main(["No", "chest", "pain."]) == 0

    decision, *reasons = capsys.readouterr().out.splitlines()
    assert decision == "mention"
    assert "  chest_pain: 'chest pain' (now) negated: denied by 'No'" in reasons


def test_a_text_in_another_language_is_judged_with_its_language(screener, capsys):
    assert main(["no", "puedo", "respirar"]) == 0

    decision, *reasons = capsys.readouterr().out.splitlines()
    assert decision == "emergency es"
    assert "  breathing: 'no puedo respirar' (now) asserted: in Spanish: said to be so" in reasons


def test_a_text_without_a_finding_has_no_reasons(screener, capsys):
    assert main(["Hello"]) == 0

    assert capsys.readouterr().out == "none\n"


def test_without_a_text_it_says_how_it_is_used(capsys):
    assert main([]) == 2

    assert capsys.readouterr() == ("", f"{usage}\n")


def test_before_it_has_learned_the_patterns_judge_alone(copy):
    judged = run(copy, "My face droops.")

    assert judged.returncode == 0
    assert judged.stdout == "emergency\n  droop: 'face droops' (now) asserted: said to be so\n"
    assert (
        judged.stderr == "red_flags.safetensors is missing: red flags are found by patterns alone. Run `make train`.\n"
    )


def test_what_it_learns_it_uses(copy):
    learned = run(copy, "train")
    judged = run(copy, "The mouth droops down.")

    assert learned.returncode == 0, learned.stderr
    assert f"network {NETWORKS}, round {ROUNDS} of {ROUNDS}: loss 0." in learned.stdout
    assert (copy / "models" / "red_flags.safetensors").stat().st_size > 0
    assert judged.stdout.startswith("emergency\n  droop: 'mouth droops' (now) asserted: said to be so\n")
    assert judged.stderr == ""


@pytest.mark.parametrize(
    ("file", "argument", "error"),
    [
        ("flags/droop.yml", "My face droops.", "droop.yml: the file: must be a mapping of keys to values\n"),
        ("flags/droop.yml", "train", "droop.yml: the file: must be a mapping of keys to values\n"),
        ("languages/eo.yml", "My face droops.", "eo.yml: the file: must be a mapping of keys to values\n"),
        ("corpus/a.yml", "train", "a.yml: must hold flags with their sentences\n"),
    ],
)
def test_a_data_file_at_fault_is_named(copy, file, argument, error):
    (copy / "assistant" / "red_flags" / file).write_text("- a list\n")

    judged = run(copy, argument)

    assert (judged.returncode, judged.stdout, judged.stderr) == (1, "", error)
    assert not (copy / "models").exists()
