"""What graph components need: a model storage, a resource, and the context of a run."""

from __future__ import annotations

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource


@pytest.fixture(scope="session")
def context():
    return ExecutionContext(GraphSchema({}), model_id="model")


@pytest.fixture(scope="session")
def resource():
    return Resource("component")


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage.create(tmp_path)
