"""The lock files: all with hashes, and nothing in them that is not used."""

from __future__ import annotations

import importlib.metadata
import re

import pytest

from supply.licences import normal
from supply.packages import ALL, ROOT, pinned

FILES = sorted({*ALL, "requirements.txt"})


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_its_hashes_and_nothing_says_where_it_comes_from(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(list(pinned((name,))))
    assert all("--hash=sha256:" in package for package in packages)
    assert not re.search(r"https?://|--index-url|--find-links|-e ", text)


def test_no_extra_is_asked_for():
    for name in ("requirements.in", "requirements-dev.in", "requirements-audit.in"):
        asked = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert [line for line in asked if "[" in line] == [], name


def test_no_package_is_there_for_an_extra_of_rasas_alone():
    needed = importlib.metadata.requires("rasa") or []
    of_extras = {normal(re.match(r"[\w.-]+", each)[0]) for each in needed if "extra ==" in each}
    of_all = {normal(re.match(r"[\w.-]+", each)[0]) for each in needed if "extra ==" not in each}
    ours = {"spacy"}  # asked for in requirements.in, in a newer version than the extra would have
    assert of_extras & {package.name for package in pinned(("requirements.txt",))} <= of_all | ours


def test_rasa_and_its_sdk_are_the_versions_that_are_known_to_be_the_last_safe_ones():
    versions = dict(pinned(("requirements.txt",)))
    assert (versions["rasa"], versions["rasa-sdk"]) == ("3.6.21", "3.6.2")
