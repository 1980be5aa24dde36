"""How long the fuzz goes on: `make fuzz EXAMPLES=100000`; in `make test`, moments, and the same each time."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "")

fuzzed = settings(
    max_examples=int(EXAMPLES or 60),
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""The settings of each test here."""


@pytest.fixture
def quiet_log(assistant):
    """The running assistant; in the test, nothing failed in it."""
    before = len(assistant.log.read_text())
    yield assistant
    log = assistant.log.read_text()[before:]
    assert "Traceback" not in log
    assert "ERROR" not in log
