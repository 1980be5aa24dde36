"""The screener that comes with the assistant, and small made rules, which a test can spoil."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.red_flags.classifier import FILE
from assistant.red_flags.loader import load
from assistant.red_flags.model import Rules
from assistant.red_flags.screener import Screener, default_screener

LEXICON = """\
concepts:
  face: [face, mouth, left cheek]
  person: [he, she, father]
greetings: [hello|hi, hi doctor, um]
lookalikes: [poker face, face off]
misspellings:
  face: [fase]
"""

CONTEXT = """\
negation: ["no", not]
not_negation: [not sure]
negation_after: [ruled out]
negation_ends: [but, just]
recent: [today, again]
sudden: [suddenly]
gradual: [slowly]
past: [years ago, used to]
resolved: [all clear]
hypothetical: [if]
not_hypothetical: [sure if]
question: [<start> what]
refers: [<start> it]
present: [is]
personal: ["@person", my]
writer: [my]
subject: [i]
relative: [father]
character: [a hero]
study: [homework]
animal: [my dog]
stable: [wheelchair]
"""

DROOP = """\
flag: droop
title: A face that droops
source: "a made note"
concepts:
  sag: [droops, drooping, hangs down]
now:
  - "@face ..1 @sag"
with_onset:
  - weak face
names:
  - droop
must_fire:
  - "My face droops."
must_not_fire:
  - "What makes a face droop?"
"""

STILL = """\
flag: still
title: A leg that lies still
source: "a made note"
lasting: true
now:
  - leg lies still
with_onset:
  - leg still
must_fire:
  - "My leg lies still."
must_not_fire:
  - "Hold the leg still."
"""

DESPAIR = """\
flag: despair
title: Despair
source: "a made note"
urgency: crisis
now:
  - want to vanish
must_fire:
  - "I want to vanish."
must_not_fire:
  - "Stains want to vanish slowly."
"""


ESPERANTO = """\
language: eo
name: Esperanto
common: [mi, mia, "no"]
lookalikes: [pendas kiel lampo]
misspellings:
  pendas: [pendass]
  <not>: [neniam]
concepts:
  face: [vizaĝo, la buŝo]
flags:
  droop:
    - "@face ..2 pendas"
  despair:
    - volas morti
  still:
    - ne iras
denials:
  ahead: [sen]
  before: [ne]
  after: [neniel]
cues:
  clauses: [sed]
  past: [antaŭ ..2 jaroj]
  question: [kio estas]
  study: [romano]
  now: [nun]
must_fire: ["Mia vizaĝo pendas."]
must_not_fire: ["Kio estas vizaĝo?"]
"""


@dataclass(frozen=True)
class Folder:
    """Rules as files."""

    path: Path

    def write(self) -> None:
        """Write what is right."""
        (self.path / "flags").mkdir(parents=True)
        (self.path / "lexicon.yml").write_text(LEXICON)
        (self.path / "context.yml").write_text(CONTEXT)
        for name, text in (("droop", DROOP), ("still", STILL), ("despair", DESPAIR)):
            (self.path / "flags" / f"{name}.yml").write_text(text)
        (self.path / "languages").mkdir()
        (self.path / "languages" / "eo.yml").write_text(ESPERANTO)

    def change(self, file: str, right: str, wrong: str) -> None:
        """Spoil a file."""
        text = (self.path / file).read_text()
        assert right in text
        (self.path / file).write_text(text.replace(right, wrong, 1))

    def rules(self) -> Rules:
        """Read them."""
        return load(self.path)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Made rules that one test may spoil."""
    made = Folder(tmp_path / "red_flags")
    made.write()
    return made


@pytest.fixture(scope="session")
def made_rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The same, read once."""
    made = Folder(tmp_path_factory.mktemp("made") / "red_flags")
    made.write()
    return made.rules()


@pytest.fixture(scope="session")
def made(made_rules: Rules) -> Screener:
    """A screener with the made rules, and no classifier."""
    return Screener(made_rules)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that come with the assistant."""
    return load()


@pytest.fixture(scope="session")
def screener() -> Screener:
    """The screener that comes with the assistant: patterns and classifier together."""
    assert FILE.exists(), "run `make train` first"
    return default_screener()
