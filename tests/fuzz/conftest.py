"""How long the fuzz goes on: `make fuzz EXAMPLES=100000` in all; in `make test`, moments, and the same each time."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or 0)


def fuzzed(share: int) -> settings:
    """The settings of a test that has so many of a hundred inputs: in the process hundreds a second, else some ten."""
    return settings(
        max_examples=EXAMPLES * share // 100 or 60,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def quiet_log(assistant):
    """The running assistant; in the test, nothing failed in it."""
    before = len(assistant.log.read_text())
    yield assistant
    log = assistant.log.read_text()[before:]
    assert "Traceback" not in log
    assert "ERROR" not in log
