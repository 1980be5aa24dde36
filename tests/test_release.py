"""What a release says of itself: its version at all places, its notes, and the documents that it cites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.facts.loader import default_facts

ROOT = Path(__file__).parents[1]
README, CHANGELOG, PYPROJECT = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CHANGELOG.md", "pyproject.toml")
)
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
DOCUMENTS = default_facts().sources.documents

[VERSION] = re.findall(r'^version = "([^"]+)"', PYPROJECT, re.MULTILINE)


def test_the_version_is_the_same_wherever_it_stands():
    openapi = yaml.safe_load((ROOT / "docs" / "channels" / "rest.openapi.yml").read_text(encoding="utf-8"))
    latest = re.search(r"^## \[([^\]]+)\]", CHANGELOG, re.MULTILINE)[1]
    assert {VERSION, openapi["info"]["version"], CITATION["version"], latest} == {VERSION}


def test_the_changelog_has_the_form_that_it_names():
    for line in re.findall(r"^##.*", CHANGELOG, re.MULTILINE):
        release = r"## \[\d+\.\d+\.\d+\] - (unreleased|\d{4}-\d\d-\d\d)"
        assert re.fullmatch(rf"{release}|### (Added|Changed|Deprecated|Removed|Fixed|Security)", line), line


@pytest.mark.parametrize(("document", "cited"), zip(DOCUMENTS, CITATION["references"]), ids=lambda each: str(each)[:20])
def test_a_document_is_cited_with_its_publisher_and_date(document, cited):
    assert cited["title"] == document.title
    assert cited.get("publisher", {}).get("name") == document.publisher
    assert cited["authors"] == [{"name": document.publisher or "anonymous"}]
    said = f"{cited.get('date-published', '')} {cited.get('notes', '')}"
    assert re.findall(r"\d{4}-\d\d-\d\d", said) == ([str(document.date)] if document.date else [])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_a_document_stands_in_the_readme(document):
    [row] = re.findall(rf"^\| {document.id} \| (.*) \|$", README, re.MULTILINE)
    publisher, title, date = row.split(" | ")
    assert (publisher, title) == (document.publisher or "not named", document.title)
    assert date.endswith(str(document.date) if document.date else "not named")


def test_all_documents_are_cited_and_no_other():
    assert len(CITATION["references"]) == len(DOCUMENTS) == 5
