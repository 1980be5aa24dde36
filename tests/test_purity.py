"""The facts, the red flags and the answers stand without Rasa, so that another engine can be put over them."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

PURE = [
    "assistant.facts",
    "assistant.red_flags",
    "assistant.answers",
    "assistant.encoder",
    "assistant.kept",
    "assistant.text",
    "assistant.visit",
]
ENGINES = ["rasa", "rasa_sdk", "tensorflow", "torch"]

PROGRAM = """
import importlib, json, sys
for name in {pure}:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def test_the_pure_packages_import_no_engine():
    root = Path(__file__).parents[1]

    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(pure=PURE)], cwd=root, capture_output=True, text=True, check=True
    )

    imported = json.loads(run.stdout)
    assert set(PURE) <= set(imported)
    assert [name for name in imported if name.split(".")[0] in ENGINES] == []


def test_the_engine_is_there_to_be_imported():
    assert importlib.util.find_spec("rasa"), "without it the test above proves nothing"
