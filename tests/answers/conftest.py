import pytest

from assistant.facts.loader import default_facts


@pytest.fixture(scope="session")
def facts():
    """The curated facts by their ids."""
    return {fact.id: fact for fact in default_facts().all}
