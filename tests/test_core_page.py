"""docs/core.md: its example runs where Rasa cannot be imported."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINES = 20

WITHOUT_RASA = """
import sys
sys.modules.update(dict.fromkeys(("rasa", "rasa_sdk", "tensorflow")))  # importing them is an error
"""


def test_the_example_screens_and_answers_without_rasa():
    page = (ROOT / "docs" / "core.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert len([line for line in example.splitlines() if line]) <= LINES

    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_RASA + example], cwd=ROOT, capture_output=True, text=True, check=True
    )

    *answer, emergency = run.stdout.splitlines()
    assert answer[0].startswith("No. ALS has no cure")
    assert answer[-1].startswith("Sources: ")
    assert emergency.startswith("Call 911 now. (")
    assert "face_droop" in emergency


def test_without_rasa_means_that_it_cannot_be_imported():
    run = subprocess.run([sys.executable, "-c", f"{WITHOUT_RASA}import rasa"], capture_output=True, text=True)
    assert "ModuleNotFoundError: import of rasa halted" in run.stderr
