"""Every page: the commands that it names are there, and what it links to."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"\$\(([A-Z_]+)\)", MAKEFILE))


def commands(path: Path) -> list[str]:
    """What stands in a page as code: its lines of shell, and what is quoted."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    quoted = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE))
    return [line.partition(" #")[0] for block in blocks for line in block.splitlines()] + quoted


@pytest.fixture(params=PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def page(request):
    return request.param


def test_what_make_is_told_is_there(page):
    for command in commands(page):
        for words in re.findall(r"(?:^|\s)make ([^`|;&]+)", command):
            for word in words.split():
                name, is_variable, _ = word.partition("=")
                assert name in (VARIABLES if is_variable else TARGETS), command


def test_a_module_that_is_run_is_there(page):
    for command in commands(page):
        for name in re.findall(r"python -m ([\w.]+)", command):
            found = importlib.util.find_spec(name)
            assert found, command
            assert not found.submodule_search_locations or importlib.util.find_spec(f"{name}.__main__"), command


def test_a_file_that_is_run_or_named_is_there(page):
    for command in commands(page):
        for name in re.findall(
            r"(?<![\w/.-])((?:script|tests|bench|assistant|actions|deploy|widget)/[\w./-]*\w)", command
        ):
            assert (ROOT / name.partition("::")[0]).exists(), command


def test_a_link_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)|<img src=\"([^\"]+)\"", text)
    for link in (left or right for left, right in links):
        assert re.match(r"https?://", link) or (page.parent / link).exists(), link


def test_every_page_is_linked_from_another():
    linked = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in re.findall(r"\]\(([^)\s#]+\.md)", page.read_text(encoding="utf-8"))
    }
    assert [page.name for page in PAGES if page.resolve() not in linked and page.name != "README.md"] == []


def test_each_command_of_make_says_what_it_does():
    helped = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    [phony] = re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == helped == TARGETS
