"""docs/operating.md, held to the code: what it names is there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from assistant import metrics
from assistant.channels import operating, slack, telegram

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))


def rows(title: str) -> list[list[str]]:
    """The rows of the tables under a title."""
    [section] = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [row for row in cells if row[0] != "---"][1:]


def test_every_figure_is_on_the_page_and_no_other():
    named = {name for row in rows("Is it well?") for name in re.findall(r"`(assistant_\w+)", row[0])}
    own = {vars(metrics)[name] for name in vars(metrics) if name.isupper()}
    families = [family for each in own for family in each.describe()]
    assert named == {f"{each.name}_total" if each.type == "counter" else each.name for each in families}
    assert all(family.name in {each.name for each in REGISTRY.collect()} for family in families)


def test_every_address_is_on_the_page():
    assert [row[0] for row in rows("Is it well?")][:3] == ["`/health`", "`/ready`", "`/metrics`"]
    assert all(f'"{path}"' in Path(operating.__file__).read_text() for path in ("health", "ready", "metrics"))


@pytest.mark.parametrize("row", rows("What can fail"), ids=lambda row: row[0])
def test_a_line_of_the_log_is_one_that_the_code_has(row):
    line = re.search(r"`([^`]+)`", row[0])[1].removeprefix("launch: ")
    for part in filter(None, map(str.strip, line.split("…"))):
        assert part in SOURCES, part


def test_every_secret_of_the_channels_is_on_the_page():
    aliases = [
        field.alias
        for settings in (slack.SlackSettings, telegram.TelegramSettings)
        for field in settings.__fields__.values()
        if field.required
    ]
    assert [alias for alias in [*aliases, operating.TOKEN] if f"`{alias}`" not in PAGE] == []


def test_a_password_in_endpoints_may_come_from_the_environment(tmp_path, monkeypatch):
    from rasa.utils.endpoints import read_endpoint_config

    monkeypatch.setitem(os.environ, "DATABASE_PASSWORD", "a secret")
    (tmp_path / "endpoints.yml").write_text("tracker_store:\n  type: sql\n  password: ${DATABASE_PASSWORD}\n")
    assert read_endpoint_config(str(tmp_path / "endpoints.yml"), "tracker_store").kwargs["password"] == "a secret"
