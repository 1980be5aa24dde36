"""Slack, in front of an echo."""

from __future__ import annotations

import pytest
from fake_apis import FakeSlack

from assistant.channels import bots
from assistant.channels.slack import GuardedSlack


@pytest.fixture
def api(slack_api, monkeypatch) -> FakeSlack:
    """Slack, set up in the environment."""
    for name, value in slack_api.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bots, "PAUSES", (0.0, 0.0, 0.0))
    return slack_api


@pytest.fixture
def bot(api, serve):
    """The channel, in front of an echo."""
    return serve(GuardedSlack.from_credentials(None))
