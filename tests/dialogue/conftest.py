"""The stores that conversations can be kept in, as endpoints.yml names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from assistant.dialogue import tracker_store
from assistant.kept import Kept
from tests import services

PLACE = "assistant.dialogue.tracker_store"


@pytest.fixture(scope="package")
def postgresql() -> Iterator[int]:
    """The port of a PostgreSQL of its own."""
    with services.postgresql() as service:
        yield service.port


@pytest.fixture
def open_store(request, tmp_path) -> Callable[..., TrackerStore]:
    """Opens a store of a kind, made of what endpoints.yml says of it; again, where it was opened before."""

    def open_it(kind: str, domain: Domain) -> TrackerStore:
        if kind == "memory":
            endpoint = EndpointConfig(type=f"{PLACE}.InMemory")
        elif kind == "sqlite":
            endpoint = EndpointConfig(type=f"{PLACE}.Sql", dialect="sqlite", db=str(tmp_path / "conversations.db"))
        else:
            port = request.getfixturevalue("postgresql")
            login = {"dialect": "postgresql", "port": port, "username": "tester", "password": "", "db": "postgres"}
            endpoint = EndpointConfig(url="127.0.0.1", type=f"{PLACE}.Sql", **login)
        return TrackerStore.create(endpoint, domain=domain)

    return open_it


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request, open_store) -> TrackerStore:
    """A store of each kind, with a domain that has nothing in it."""
    return open_store(request.param, Domain.empty())


@pytest.fixture
def kept(tmp_path, monkeypatch) -> Kept:
    """The counts that forgetting takes back, in a file of the test's own."""
    kept = Kept(tmp_path / "kept.sqlite")
    monkeypatch.setattr(tracker_store, "Kept", lambda: kept)
    return kept
