"""What a red flag, a finding and a screening are."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pydantic import StrictStr, validator

from assistant.data_files import Strict


class Urgency(str, enum.Enum):
    """What a message asks of the assistant, the most urgent last."""

    NONE = "none"
    MENTION = "mention"
    """A red flag is named, but none is reported now."""
    EMERGENCY = "emergency"
    CRISIS = "crisis"
    """A wish to die or to harm oneself."""


TAKEOVER = (Urgency.EMERGENCY, Urgency.CRISIS)
"""The urgencies that interrupt whatever is going on."""


class Assertion(str, enum.Enum):
    """How a finding is meant (the terms are those of ConText, Harkema 2009)."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"
    NAMED = "named"
    """Only named, with nothing that says that anybody has it."""
    DOUBTED = "doubted"
    """Asserted by a pattern, but the message as a whole is less like an emergency than not."""


class Level(str, enum.Enum):
    """How much a pattern says by itself."""

    NOW = "now"
    """An emergency wherever it is asserted."""
    WITH_ONSET = "with_onset"
    """An emergency where it came suddenly or recently."""
    NAMES = "names"
    """The name of a red flag, which nobody needs to have."""


@dataclass(frozen=True)
class Finding:
    """A red flag that a text speaks of."""

    flag: str
    words: str
    """What was typed."""
    level: Level
    assertion: Assertion
    why: str
    """The reason in words, for whoever asks why."""
    urgency: Urgency
    sentence: int = 0
    """The number of the sentence it stands in, from 0."""


@dataclass(frozen=True)
class Screening:
    """What screening a text came to."""

    urgency: Urgency
    findings: tuple[Finding, ...]
    language: str = ""
    """The code of the language to answer in (ISO 639-1); empty for English."""


@dataclass(frozen=True)
class Wording:
    """A message in the words that the classifier weighs, sentence by sentence."""

    plain: tuple[str, ...] = ()
    """Each sentence's words, as `assistant.text` reads them and spelled right, and "?" or ".".

    How somebody types (capitals, apostrophes, full stops) says little of what is the matter: people
    in need and people at leisure are to be read alike.
    """
    typed: tuple[str, ...] = ()
    """Each sentence as it was typed."""

    @property
    def text(self) -> str:
        """All sentences, in plain words."""
        return " ".join(self.plain)

    def part(self, first: int, last: int) -> Wording:
        """The sentences from `first` up to (not with) `last`."""
        return Wording(self.plain[first:last], self.typed[first:last])


class Flag(Strict):
    """A red flag; one file each."""

    flag: str
    title: str
    source: str
    urgency: Urgency = Urgency.EMERGENCY
    lasting: bool = False
    """Whether it can be a lasting disability, which is no emergency by itself."""
    concepts: dict[str, tuple[StrictStr, ...]] = {}
    """Concepts that this flag's patterns use besides those of the lexicon."""
    now: tuple[StrictStr, ...] = ()
    with_onset: tuple[StrictStr, ...] = ()
    names: tuple[StrictStr, ...] = ()
    must_fire: tuple[StrictStr, ...]
    """What reports the flag. The first is a plain one, which the tests say wherever a message can come in."""
    must_mention: tuple[StrictStr, ...] = ()
    """What names the flag without reporting it: no alarm, but an answer to it names the emergency number too."""
    must_not_fire: tuple[StrictStr, ...]

    @validator("urgency")
    def _one_that_takes_over(cls, urgency: Urgency) -> Urgency:
        if urgency not in (Urgency.EMERGENCY, Urgency.CRISIS):
            raise ValueError("must be emergency or crisis")
        return urgency

    def patterns(self, level: Level) -> tuple[StrictStr, ...]:
        """The patterns of that level."""
        return {Level.NOW: self.now, Level.WITH_ONSET: self.with_onset, Level.NAMES: self.names}[level]


class Lexicon(Strict):
    """The words that patterns are made of."""

    concepts: dict[str, tuple[StrictStr, ...]]
    """`@concept` in a pattern stands for any of these words or phrases."""
    greetings: tuple[StrictStr, ...]
    """Patterns of what opens a sentence and says nothing of it."""
    lookalikes: tuple[StrictStr, ...]
    """Phrases whose words mean something else, and are not looked at."""
    misspellings: dict[str, tuple[StrictStr, ...]]
    """What a word is often typed as, where the speller would not find it."""


class Cues(Strict):
    """The patterns that say how a finding is meant; `context.yml` explains each."""

    negation: tuple[StrictStr, ...]
    not_negation: tuple[StrictStr, ...]
    negation_after: tuple[StrictStr, ...]
    negation_ends: tuple[StrictStr, ...]
    recent: tuple[StrictStr, ...]
    sudden: tuple[StrictStr, ...]
    gradual: tuple[StrictStr, ...]
    past: tuple[StrictStr, ...]
    resolved: tuple[StrictStr, ...]
    hypothetical: tuple[StrictStr, ...]
    not_hypothetical: tuple[StrictStr, ...]
    question: tuple[StrictStr, ...]
    refers: tuple[StrictStr, ...]
    present: tuple[StrictStr, ...]
    personal: tuple[StrictStr, ...]
    writer: tuple[StrictStr, ...]
    subject: tuple[StrictStr, ...]
    relative: tuple[StrictStr, ...]
    character: tuple[StrictStr, ...]
    study: tuple[StrictStr, ...]
    animal: tuple[StrictStr, ...]
    stable: tuple[StrictStr, ...]


class Denials(Strict):
    """The patterns that deny a finding in another language."""

    ahead: tuple[StrictStr, ...]
    """What denies that which comes after it, with a few words between."""
    before: tuple[StrictStr, ...] = ()
    """What denies only when it stands right before."""
    after: tuple[StrictStr, ...] = ()
    """What denies when it stands right after."""


class LanguageCues(Strict):
    """The patterns that say how a finding in another language is meant."""

    clauses: tuple[StrictStr, ...]
    """What a clause begins with: no denial reaches into the next ("no fever, but ...")."""
    past: tuple[StrictStr, ...]
    """What says that something was long ago, or is long known: in the same clause, or where the sentence begins."""
    question: tuple[StrictStr, ...]
    """What says that something is only asked about: likewise, or anywhere in what ends in a question mark."""
    study: tuple[StrictStr, ...] = ()
    """What says that a message is about homework or a story."""
    now: tuple[StrictStr, ...]
    """What says that it happens now, and outweighs `past` and `question`."""


class Language(Strict):
    """What red flags in another language are found by; one file each."""

    language: StrictStr
    """Its code (ISO 639-1)."""
    name: StrictStr
    common: tuple[StrictStr, ...]
    """Everyday words, by which a text is told from one in a neighbouring language."""
    misspellings: dict[str, tuple[StrictStr, ...]] = {}
    """What a word (or a simplified character) is also typed as; under `<not>`, what denies."""
    lookalikes: tuple[StrictStr, ...] = ()
    """Patterns of what means something else, and is not looked at."""
    concepts: dict[str, tuple[StrictStr, ...]] = {}
    """`@concept` in a pattern stands for any of these words or phrases."""
    flags: dict[str, tuple[StrictStr, ...]]
    """The patterns of each red flag."""
    denials: Denials
    cues: LanguageCues
    must_fire: tuple[StrictStr, ...]
    must_not_fire: tuple[StrictStr, ...]


@dataclass(frozen=True)
class Rules:
    """Everything that screening goes by."""

    flags: dict[str, Flag]
    lexicon: Lexicon
    cues: Cues
    languages: tuple[Language, ...] = ()
    """The languages besides English."""

    def is_crisis(self, flag: str) -> bool:
        """Whether a flag is one of a crisis; not for a name that is no flag."""
        return flag in self.flags and self.flags[flag].urgency is Urgency.CRISIS
