"""Reading flags, lexicon, context cues and languages from their YAML files."""

from __future__ import annotations

from pathlib import Path

from assistant.data_files import DataError, parse, read_yaml
from assistant.red_flags.model import Cues, Flag, Language, Lexicon, Rules

FOLDER = Path(__file__).parent


def load(folder: Path = FOLDER) -> Rules:
    """Read what screening goes by.

    Args:
        folder: where `lexicon.yml`, `context.yml`, `flags/` and `languages/` are.

    Raises:
        DataError: naming the file and the key at fault.
    """
    lexicon = parse(Lexicon, read_yaml(folder / "lexicon.yml"), folder / "lexicon.yml")
    cues = parse(Cues, read_yaml(folder / "context.yml"), folder / "context.yml")
    flags = [_read_flag(path) for path in sorted((folder / "flags").glob("*.yml"))]
    if not flags:
        raise DataError("flags: there is no flag file")
    languages = tuple(_read_language(path) for path in sorted((folder / "languages").glob("*.yml")))
    return Rules({flag.flag: flag for flag in flags}, lexicon, cues, languages)


def _read_flag(path: Path) -> Flag:
    flag = parse(Flag, read_yaml(path), path)
    if flag.flag != path.stem:
        raise DataError(f"{path.name}: flag: '{flag.flag}' must be the file's name")
    return flag


def _read_language(path: Path) -> Language:
    language = parse(Language, read_yaml(path), path)
    if language.language != path.stem:
        raise DataError(f"{path.name}: language: '{language.language}' must be the file's name")
    return language
