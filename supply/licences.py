"""List the licence of each package, and hold it against what is allowed: `python -m supply.licences`.

pip-licenses reads them; `supply/licences.yml` says which are allowed, and explains the packages with another one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.data_files import DataError, Strict, parse, read_yaml
from supply.packages import ROOT, RUNNING, TOOLS, pinned

RULES = ROOT / "supply" / "licences.yml"
PAGE = ROOT / "docs" / "licences.md"

LISTED = ("requirements-dev.txt", "requirements-weights.txt")
"""The lock files of what is installed into `.venv`."""

HEAD = """# Licences of the packages

Written by `make licences` from what each package says of itself; `supply/licences.yml` says which licences are
allowed, and explains the others.
What is not marked as *runs* is needed for tests and checks only, and is no part of what is served.

| Package | Licence | |
| --- | --- | --- |
"""


class Explained(Strict):
    """A package whose licence is none of those allowed, or is not said in a form that can be read."""

    licence: str
    reason: str


class Rules(Strict):
    """What is allowed."""

    allowed: tuple[str, ...]
    explained: dict[str, Explained]


def main() -> int:
    """Write the page.

    Returns:
        0; 1 where a licence is neither allowed nor explained, or cannot be found out (the reason is printed).
    """
    try:
        rules = read_rules()
        page = write(listed(), rules)
    except (DataError, OSError, subprocess.CalledProcessError) as error:
        print(f"licences: {error}", file=sys.stderr)
        return 1
    PAGE.write_text(page, encoding="utf-8")
    faults = list(check(read_page(page), rules))
    print("\n".join(faults or [f"licences: {len(read_page(page))} packages, all allowed or explained"]))
    return 1 if faults else 0


def read_rules(path: Path = RULES) -> Rules:
    """Read what is allowed.

    Raises:
        DataError: naming the key at fault.
    """
    return parse(Rules, read_yaml(path), path)


def listed() -> dict[str, str]:
    """The licence of each package that is installed and pinned.

    Raises:
        OSError: pip-licenses is not there: run it by `make licences`.
        CalledProcessError: it failed.
    """
    command = [str(TOOLS / "pip-licenses"), "--python", sys.executable, "--with-system", "--format", "json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    said = {normal(each["Name"]): each["License"] for each in json.loads(ended.stdout)}
    return {name: said.get(name, "UNKNOWN") for name in sorted({package.name for package in pinned(LISTED)})}


def write(licences: dict[str, str], rules: Rules) -> str:
    """The page.

    Args:
        licences: each package's.
        rules: what is explained.
    """
    runs = {package.name for package in pinned(RUNNING)}
    rows = []
    for name, licence in licences.items():
        known = rules.explained.get(name)
        notes = [note for note in ("runs" if name in runs else "", known.reason if known else "") if note]
        rows.append(f"| {name} | {known.licence if known else licence} | {'; '.join(notes)} |")
    return HEAD + "\n".join(rows) + "\n"


def read_page(page: str) -> dict[str, str]:
    """The licence of each package, by the page."""
    rows = (line.strip("| ").split(" | ") for line in page.removeprefix(HEAD).splitlines())
    return {row[0]: row[1] for row in rows}


def check(licences: dict[str, str], rules: Rules) -> Iterable[str]:
    """What is wrong: a licence that is neither allowed nor explained, an explanation that is not needed.

    Args:
        licences: each package's.
        rules: what is allowed and explained.
    """
    for name, licence in licences.items():
        if name not in rules.explained and not is_allowed(licence, rules.allowed):
            yield f"licences: {name}: {licence}: neither allowed nor explained in {RULES.name}"
    for name in rules.explained:
        if name not in licences:
            yield f"licences: {name}: is explained in {RULES.name}, and not installed"


def is_allowed(licence: str, allowed: Iterable[str]) -> bool:
    """Whether all that a package says of its licence is allowed; of a choice, whether one is."""
    parts = [re.split(r" OR ", part) for part in re.split(r"; | AND ", licence)]
    return all(any(choice.strip() in allowed for choice in part) for part in parts)


def normal(name: str) -> str:
    """A package's name as the lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
