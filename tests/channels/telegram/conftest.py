"""Telegram, in front of an echo."""

from __future__ import annotations

import pytest
from fake_apis import FakeTelegram

from assistant.channels import bots, telegram
from assistant.channels.telegram import GuardedTelegram


@pytest.fixture
def api(telegram_api, monkeypatch) -> FakeTelegram:
    """Telegram, set up in the environment."""
    for name, value in telegram_api.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bots, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(telegram, "FIRST_PAUSE", 0.02)
    return telegram_api


@pytest.fixture
def bot(api, serve):
    """The channel, in front of an echo, after Telegram was told its address."""
    served = serve(GuardedTelegram.from_credentials(None))
    assert api.secret
    return served
