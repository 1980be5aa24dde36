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


UNREAD = "body not consumed."
"""What Sanic logs where a request has a body for which there is no use, as OPTIONS: it failed in nothing."""


@pytest.fixture
def quiet_log(assistant):
    """The running assistant; in the test, nothing failed in it."""
    before = len(assistant.log.read_text())
    yield assistant
    lines = assistant.log.read_text()[before:].splitlines()
    failed = [line for line in lines if "Traceback" in line or "ERROR" in line]
    assert [line for line in failed if not line.endswith(UNREAD)] == []
