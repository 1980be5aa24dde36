"""However a data file is broken, its loader reads it or says which file and which key; it never ends otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.data_files import DataError
from assistant.facts.loader import load as load_facts
from assistant.red_flags.loader import load as load_rules
from assistant.red_flags.screener import Screener
from tests.facts.conftest import AMBIGUOUS, CORRECTIONS, IDLENESS, LEFT_OUT, NOT_COVERED, SOURCES, WASTING
from tests.fuzz.conftest import fuzzed
from tests.red_flags.conftest import CONTEXT, DESPAIR, DROOP, ESPERANTO, LEXICON, STILL

FACTS = {
    "sources.yml": SOURCES,
    "corrections.yml": CORRECTIONS,
    "left_out.yml": LEFT_OUT,
    "not_covered.yml": NOT_COVERED,
    "ambiguous.yml": AMBIGUOUS,
    "subjects/wasting.yml": WASTING,
    "subjects/idleness.yml": IDLENESS,
}
RULES = {
    "lexicon.yml": LEXICON,
    "context.yml": CONTEXT,
    "flags/droop.yml": DROOP,
    "flags/still.yml": STILL,
    "flags/despair.yml": DESPAIR,
    "languages/eo.yml": ESPERANTO,
}

ODD = ["\t", "\0", "\ufeff", "\u202e", "\ud83d", "😱", "{", "[", "]", ":", "- ", "#", "|", "&", "*", "? ", "'", '"']
ODD += ["&a", "*a", "!!int ", "<<: ", "yes", "0x", "1e999", "2026-13-40", "---\n", "%YAML 9\n"]
ODD += ["@nobody", "...", "..0", "a|", "b?", "<end>"]
"""What means something in YAML or in a pattern, or nothing anywhere."""

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.sampled_from(ODD), st.text(max_size=20)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9) | st.integers(), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def retyped(draw: st.DrawFn, text: str) -> str:
    """A file with some slips of a keyboard: letters and lines lost, doubled, moved or put in."""
    for _ in range(draw(st.integers(1, 3))):
        parts = text.splitlines(keepends=True) if draw(st.booleans()) else list(text)
        at = draw(st.integers(0, max(len(parts) - 1, 0)))
        taken = parts[at : at + draw(st.integers(0, 3))]
        put = draw(st.sampled_from([[], taken * 2, taken[::-1]]) | st.lists(st.sampled_from(ODD), max_size=3))
        text = "".join([*parts[:at], *put, *parts[at + len(taken) :]])
    return text


@st.composite
def refilled(draw: st.DrawFn, text: str) -> str:
    """A file that is YAML, with other values or keys at some places."""
    content = {"file": yaml.safe_load(text)}
    for _ in range(draw(st.integers(1, 2))):
        holder, key = draw(st.sampled_from(list(places(content))))
        if draw(st.booleans()):
            holder[key] = draw(values)
        elif isinstance(holder, dict):
            holder[draw(st.text(max_size=9) | st.integers() | st.none())] = holder.pop(key)
        else:
            holder.insert(key, draw(values))
    return yaml.safe_dump(content.get("file"), allow_unicode=True)


def places(holder: dict | list):
    """Every place in what a file holds: what it is in, and its key there."""
    for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
        yield holder, key
        if isinstance(inner, (dict, list)):
            yield from places(inner)


def broken(files: dict[str, str]) -> st.SearchStrategy[tuple[str, bytes]]:
    """One of the files, and what stands in it now."""

    def of_one(name: str) -> st.SearchStrategy[tuple[str, bytes]]:
        texts = retyped(files[name]) | refilled(files[name]) | st.text(max_size=200) | values.map(yaml.safe_dump)
        contents = texts.map(lambda text: text.encode(errors="surrogatepass")) | st.binary(max_size=200)
        return contents.map(lambda content: (name, content))

    return st.sampled_from(sorted(files)).flatmap(of_one)


@pytest.fixture
def folder(tmp_path):
    """Writes files, one of them broken, over what was there."""

    def write(files: dict[str, str], name: str, content: bytes) -> Path:
        for file, text in files.items():
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_bytes(content if file == name else text.encode())
        return tmp_path

    return write


def assert_named(error: DataError, files: dict[str, str]) -> None:
    """Each line of an error begins with the name of a file and with a key, or says why it cannot be read."""
    names = "|".join(re.escape(Path(file).name) for file in files)
    for line in re.split(rf"\n(?=(?:{names}): )", str(error)):
        assert re.match(rf"(?:{names}): .*?: .", line, re.DOTALL), str(error)


@fuzzed(share=17)
@given(broken(FACTS))
def test_a_broken_file_of_facts_is_read_or_named(folder, change):
    try:
        load_facts(folder(FACTS, *change))
    except DataError as error:
        assert_named(error, FACTS)


@fuzzed(share=17)
@given(broken(RULES))
def test_a_broken_file_of_flags_is_read_or_named(folder, change):
    try:
        Screener(load_rules(folder(RULES, *change))).screen("My face droops. Mia vizaĝo pendas.")
    except DataError as error:
        assert_named(error, RULES)
