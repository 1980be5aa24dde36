"""What runs before a commit is what `make lint` runs, from the same environment."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def test_the_hooks_before_a_commit_are_what_lint_runs():
    [local] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    [lint] = re.findall(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    tool = re.compile(r"^(?:\t@\$\(PYTHON\)|\.venv/bin/python) -m (\w+(?: format)?)", re.MULTILINE)
    entries = [hook["entry"] for hook in local["hooks"]]
    assert local["repo"] == "local"
    assert [tool.match(entry)[1] for entry in entries] == tool.findall(lint)
