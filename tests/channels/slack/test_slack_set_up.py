"""Setting Slack up: its variables, and the page on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests
import yaml

from assistant.channels.bots import Off
from assistant.channels.slack import GuardedSlack, SlackSettings


def test_without_its_variables_the_channel_has_no_address(serve, monkeypatch, caplog):
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    channel = GuardedSlack.from_credentials(None)
    assert isinstance(channel, Off)
    url = serve(channel).url
    assert [requests.request(m, url, timeout=60).status_code for m in ("GET", "POST")] == [404, 404]
    assert caplog.messages == []


@pytest.mark.parametrize("empty", ["", None])
@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
def test_with_half_of_its_variables_it_stays_off_and_says_which_is_missing(missing, empty, api, monkeypatch, caplog):
    monkeypatch.setenv(missing, "") if empty is not None else monkeypatch.delenv(missing)
    assert isinstance(GuardedSlack.from_credentials(None), Off)
    assert caplog.messages == [f"The channel slack stays off: environment: {missing}: field required"]


def test_a_wrong_variable_is_named_without_its_value(api, monkeypatch, caplog):
    monkeypatch.setenv("SLACK_API_URL", "zyxomma")
    assert isinstance(GuardedSlack.from_credentials(None), Off)
    assert caplog.messages == ["The channel slack stays off: environment: SLACK_API_URL: invalid or missing URL scheme"]


PAGE = (Path(__file__).parents[3] / "docs" / "channels" / "slack.md").read_text(encoding="utf-8")


def test_the_page_names_every_variable():
    assert [field.alias for field in SlackSettings.__fields__.values() if f"| `{field.alias}` |" not in PAGE] == []


def test_the_manifest_on_the_page_sends_here_what_is_answered():
    manifest = yaml.safe_load(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1])
    events, buttons = manifest["settings"]["event_subscriptions"], manifest["settings"]["interactivity"]
    assert events["bot_events"] == ["app_mention", "message.im"]
    assert manifest["oauth_config"]["scopes"]["bot"] == ["app_mentions:read", "chat:write", "files:write", "im:history"]
    assert buttons["is_enabled"]
    for address in (events["request_url"], buttons["request_url"]):
        assert address.endswith(f"/webhooks/{GuardedSlack.name()}/webhook")
