"""Serving without TensorFlow."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from assistant import lean
from assistant.data_files import DataError
from assistant.lean import NEURAL, Unused, spare_tensorflow
from tests.conftest import ROOT

PROGRAM = """
import json, sys
from assistant.lean import spare_tensorflow
assert spare_tensorflow()
import rasa.__main__, rasa.core.run
from rasa.core.agent import Agent
assert Agent.load("models/assistant.tar.gz").processor.model_metadata
print(json.dumps([name for name in sys.modules if "." not in name]))
"""


@pytest.fixture
def modules(monkeypatch):
    """A list of modules in which the tests can leave what they like."""
    monkeypatch.setattr(lean.sys, "modules", dict(sys.modules))
    return lean.sys.modules


def test_the_model_is_loaded_and_tensorflow_is_not(model):
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    imported = json.loads(run.stdout.splitlines()[-1])
    assert "rasa" in imported
    assert {"tensorflow", "keras", "jax"}.isdisjoint(imported)


@pytest.mark.parametrize("name", ["TEDPolicy", "rasa.core.policies.ted_policy.TEDPolicy"])
def test_where_a_component_needs_it_rasa_is_as_it_was(tmp_path, modules, name):
    config = tmp_path / "config.yml"
    config.write_text(f"pipeline:\n- name: FallbackClassifier\n  threshold: 0.3\npolicies:\n- name: {name}\n")
    before = dict(modules)
    assert not spare_tensorflow(config)
    assert modules == before


def test_a_configuration_at_fault_is_named(tmp_path):
    config = tmp_path / "config.yml"
    config.write_text("pipeline:\n- threshold: 0.3\n")
    with pytest.raises(DataError, match=r"config\.yml"):
        spare_tensorflow(config)


def test_what_stands_in_for_a_module_has_classes_to_name_and_to_inherit():
    module = Unused(NEURAL["DIETClassifier"])
    assert module.DIETClassifier is module.DIETClassifier
    assert issubclass(type("Own", (module.DIETClassifier,), {}), module.DIETClassifier)
    assert not hasattr(module, "__path__")
