"""docs/architecture.md, held to the code: who may import whom, what stands without Rasa, and where what is."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CREDENTIALS = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
ENGINES = {"rasa", "rasa_sdk"}
HEAVY = {"tensorflow", "torch"}
"""What only training may import: an engine's, and slow to read."""

PROGRAM = """
import importlib, json, sys
for name in {modules}:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def rows(title: str) -> list[list[str]]:
    """The rows of the tables under a title, without their heads."""
    [section] = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    return [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][2:]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


LAYERS = [(quoted(parts), set(quoted(engines))) for parts, engines in rows("Who may import whom")]
LAYER = {part: number for number, (parts, _) in enumerate(LAYERS) for part in parts}
ALLOWED = {part: engines for parts, engines in LAYERS for part in parts}
OURS = {part.partition(".")[0] for part in LAYER} | {"tests"}


def part_of(module: str) -> str:
    """The part of the code that a module belongs to: `assistant.facts.query` to `assistant.facts`."""
    return ".".join(module.split(".")[: 2 if module.startswith("assistant.") else 1])


def modules() -> dict[str, Path]:
    """All modules but the tests, by their names."""
    files = (path for folder in OURS - {"tests"} for path in (ROOT / folder).rglob("*.py"))
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}
    return {name: path for name, path in named.items() if name != "assistant"}


def imported(path: Path) -> set[str]:
    """What a file imports, anywhere in it: `from a import b` may be `a.b` as well."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


MODULES = modules()


def test_every_part_has_its_layer_and_no_other_is_named():
    assert {part_of(module) for module in MODULES} == set(LAYER)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_its_own_part_and_those_above_it_in_the_table(module):
    own = part_of(module)
    others = {part_of(name) for name in imported(MODULES[module]) if name.partition(".")[0] in OURS} - {own}
    assert {other for other in others if LAYER.get(other, len(LAYERS)) >= LAYER[own]} == set()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_of_rasa_what_its_layer_may(module):
    engines = {name.partition(".")[0] for name in imported(MODULES[module])} & ENGINES
    assert engines <= ALLOWED[part_of(module)]


def test_what_stands_without_rasa_brings_none_of_it():
    pure = [part for part, engines in ALLOWED.items() if not engines]
    program = PROGRAM.format(modules=pure)

    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    brought = {name.partition(".")[0] for name in json.loads(run.stdout)}
    assert {"assistant"} <= brought
    assert brought & (ENGINES | HEAVY) == set()
    assert importlib.util.find_spec("rasa"), "without it this proves nothing"


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:[\w.]+/)+[\w.]*|\w+\.(?:py|yml|md))`", PAGE))))
def test_a_file_that_is_named_is_there(path):
    folders = (".", "assistant", "assistant/channels", "assistant/red_flags", "assistant/facts", "assistant/answers")
    assert any((ROOT / folder / path).exists() for folder in (*folders, "data/responses", "assistant/dialogue"))


def test_the_diagram_names_files_that_are_there():
    [diagram] = re.findall(r"^```mermaid\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    paths = re.findall(r"[\w/]+/(?:\w+\.\w+)?", diagram)
    assert len(paths) > 15
    assert [path for path in paths if not any((ROOT / top / path).exists() for top in (".", "assistant"))] == []


@pytest.mark.parametrize("row", rows("Where it is decided"), ids=lambda row: row[0])
def test_what_decides_is_where_the_page_says(row):
    files = [ROOT / path for path in quoted(row[1]) if (ROOT / path).is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    names = [name.rpartition(".")[2] for name in quoted(row[2]) if not re.search(r"/|\.(yml|py)$", name)]
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("channel", [path for path in CREDENTIALS if not path.endswith("Operating")])
def test_a_channel_has_the_name_of_its_file(channel):
    module, _, name = channel.rpartition(".")
    assert getattr(importlib.import_module(module), name).name() == module.rpartition(".")[2]
