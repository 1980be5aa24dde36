"""Reading flags, lexicon and context cues from their YAML files."""

from __future__ import annotations

from pathlib import Path

from assistant.data_files import DataError, parse, read_yaml
from assistant.red_flags.model import Cues, Flag, Lexicon, Rules

FOLDER = Path(__file__).parent


def load(folder: Path = FOLDER) -> Rules:
    """Read what screening goes by.

    Args:
        folder: where `lexicon.yml`, `context.yml` and `flags/` are.

    Raises:
        DataError: naming the file and the key at fault.
    """
    lexicon = parse(Lexicon, read_yaml(folder / "lexicon.yml"), folder / "lexicon.yml")
    cues = parse(Cues, read_yaml(folder / "context.yml"), folder / "context.yml")
    flags = [_read_flag(path) for path in sorted((folder / "flags").glob("*.yml"))]
    if not flags:
        raise DataError("flags: there is no flag file")
    return Rules(flags={flag.flag: flag for flag in flags}, lexicon=lexicon, cues=cues)


def _read_flag(path: Path) -> Flag:
    flag = parse(Flag, read_yaml(path), path)
    if flag.flag != path.stem:
        raise DataError(f"{path.name}: flag: '{flag.flag}' must be the file's name")
    return flag
