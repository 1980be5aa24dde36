"""What others published, to set beside our own figures."""

from __future__ import annotations

from pathlib import Path

from pydantic import StrictStr

from assistant.data_files import Strict, parse, read_yaml

FILE = Path(__file__).with_name("published.yml")


class Figure(Strict):
    """One published figure."""

    source: StrictStr
    what: StrictStr
    sensitivity: StrictStr
    """In per cent, as the source gives it."""
    specificity: StrictStr


class _Published(Strict):
    published: tuple[Figure, ...]


def published(path: Path = FILE) -> tuple[Figure, ...]:
    """Read them.

    Raises:
        DataError: naming the key at fault.
    """
    return parse(_Published, read_yaml(path), path).published
