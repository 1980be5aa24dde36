"""A file, its action and its class have one name, and the domain lists what there is."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import yaml
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "actions").glob("*_*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_the_one_action_of_its_name(name):
    module = importlib.import_module(f"actions.{name}")
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__]
    [action] = own
    assert issubclass(action, Action)
    assert action.__name__ == name.title().replace("_", "")
    assert action().name() == name


@pytest.mark.parametrize("name", NAMES)
def test_an_action_has_its_tests(name):
    assert Path(__file__).with_name(f"test_{name}.py").exists()


def test_the_domain_lists_the_actions_that_there_are():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert domain["actions"] == NAMES


def test_the_action_server_finds_the_actions_that_there_are():
    executor = ActionExecutor()
    executor.register_package("actions")
    assert sorted(executor.actions) == NAMES
