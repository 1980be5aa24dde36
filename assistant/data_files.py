"""Reading the YAML files that people edit, with errors that name the file and the key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, Extra, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class DataError(ValueError):
    """A data file is not as it should be; the message names the file and the key."""


class Strict(BaseModel):
    """What a part of a file holds: no key that is not known, and nothing that changes after it was read."""

    class Config:
        extra = Extra.forbid
        frozen = True


class _Loader(yaml.CSafeLoader):
    """YAML in which no key stands twice: the last one would win, and nobody would miss the others."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        seen: set[tuple[str, str]] = set()
        for key in keys:
            if (key.tag, key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value}: stands twice", key.start_mark)
            seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """Read one YAML file.

    Returns:
        What the file holds, as Python values.

    Raises:
        DataError: the file is missing, unreadable or no YAML, or a key stands twice in it; in one line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506  (it is a safe one)
    except Exception as error:  # besides its own, PyYAML lets out whatever a value raises that is none of its kind
        raise DataError(f"{path.name}: cannot be read: {_in_one_line(error)}") from error


def parse(model: type[Model], value: Any, path: Path, key: str = "") -> Model:
    """Turn what a file holds into `model`.

    Args:
        model: the pydantic model to make.
        value: what the file (or its part `key`) holds.
        path: the file, named in errors.
        key: the part of the file that `value` is, named in errors.

    Raises:
        DataError: naming the file and every key that is missing, unknown or wrong.
    """
    if not isinstance(value, dict):
        raise DataError(f"{path.name}: {key or 'the file'}: must be a mapping of keys to values")
    for name in value:
        if not isinstance(name, str):
            raise DataError(f"{path.name}: {f'{key}.' if key else ''}{name}: a key must be text (put it in quotes)")
    try:
        return model(**value)
    except ValidationError as error:
        places = []
        for part in error.errors():
            where = ".".join(str(step) for step in ((key,) if key else ()) + part["loc"])
            places.append(f"{path.name}: {where}: {part['msg']}")
        raise DataError("\n".join(places)) from error


def _in_one_line(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return " ".join(str(error).split())
