"""Nothing is told to Rasa's makers: its telemetry is off in whatever we start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.launch import QUIET

ROOT = Path(__file__).parents[1]
REPORT = """
from rasa import telemetry
telemetry.toggle_telemetry_reporting(True)  # as whoever lives here has it for other projects
telemetry.track_shell_started("rest")
print(telemetry.is_telemetry_enabled())
"""


@pytest.mark.parametrize("asked_for", [{}, {"RASA_TELEMETRY_ENABLED": "true"}], ids=["as we start it", "turned on"])
def test_nothing_is_reported_unless_somebody_turns_it_on(asked_for, tmp_path):
    """With RASA_TELEMETRY_DEBUG Rasa prints what it would send."""
    kept = {name: value for name, value in os.environ.items() if name != "RASA_TELEMETRY_ENABLED"}
    environment = {**kept, **QUIET, "RASA_TELEMETRY_DEBUG": "true", "HOME": str(tmp_path), **asked_for}
    ended = subprocess.run([sys.executable, "-c", REPORT], env=environment, capture_output=True, text=True, check=True)
    assert ("Telemetry Event:" in ended.stdout) is bool(asked_for), ended.stdout
    assert ended.stdout.endswith(f"{bool(asked_for)}\n")


def test_every_command_of_make_has_it_off():
    assert "export RASA_TELEMETRY_ENABLED := false" in (ROOT / "Makefile").read_text(encoding="utf-8")
