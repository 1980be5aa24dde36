"""What the classifier learns from, and learning it: `python -m assistant.red_flags train`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, StrictStr

from assistant.data_files import DataError, Strict, parse, read_yaml
from assistant.red_flags.classifier import Classifier
from assistant.red_flags.model import TAKEOVER, Rules
from assistant.red_flags.screener import Screener

CORPUS = Path(__file__).parent / "corpus"
ORDINARY = Path(__file__).parents[2] / "data" / "nlu"

FACTS = Path(__file__).parents[1] / "facts" / "subjects"

SEEKING_CARE = "care"
"""The aspect of facts on when to see a doctor, and how soon."""

NOT_ORDINARY = ("called_911", "not_now", "other_language")
"""Intents that speak of an emergency without reporting one, and the words of other languages."""


class Sentences(Strict):
    """A flag's part of a corpus file."""

    must_fire: tuple[StrictStr, ...]
    must_not_fire: tuple[StrictStr, ...]


class Plain(BaseModel):
    """A corpus file's sentences that no flag is near."""

    plain: tuple[StrictStr, ...]


class Intent(BaseModel):
    """An intent's part of a file of the dialogue, as far as it is learned from here."""

    intent: StrictStr
    examples: StrictStr


class Intents(BaseModel):
    """A file that the dialogue learns its intents from."""

    nlu: tuple[Intent, ...]


class Fact(BaseModel):
    """A fact, as far as it is learned from here."""

    aspect: StrictStr
    asked: tuple[StrictStr, ...] = ()


class Subject(BaseModel):
    """A subject's file among the facts, as far as it is learned from here."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Example:
    """A message, whether it reports an emergency, and whether the patterns were made with it in sight."""

    text: str
    flag: str
    alarm: bool
    tuned: bool = False


def train(rules: Rules, tell: Callable[[str], None] = print) -> Classifier:
    """Learn from the flags' own sentences, the corpus, and ordinary messages.

    Args:
        rules: flags, lexicon and cues.
        tell: is told how far it is.
    """
    screener = Screener(rules)
    examples = [*of_flags(rules), *of_corpus(CORPUS, rules), *ordinary(ORDINARY, screener), *asked(FACTS, screener)]
    readings = [screener.grammar(example.text) for example in examples]
    return Classifier.train(
        [wording for wording, _ in readings],
        [screening for _, screening in readings],
        [example.alarm for example in examples],
        [example.alarm and rules.is_crisis(example.flag) for example in examples],
        [example.tuned for example in examples],
        [not example.flag for example in examples],
        tell,
    )


def of_flags(rules: Rules) -> list[Example]:
    """The sentences in the flags' files."""
    return [
        Example(text, flag.flag, alarm, tuned=True)
        for flag in rules.flags.values()
        for alarm, texts in ((True, flag.must_fire), (False, flag.must_mention + flag.must_not_fire))
        for text in texts
    ]


def of_corpus(folder: Path, rules: Rules) -> list[Example]:
    """The sentences of corpus files.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return [example for path in sorted(folder.glob("*.yml")) for example in of_file(path, rules)]


def of_file(path: Path, rules: Rules) -> list[Example]:
    """The sentences of one corpus file.

    Raises:
        DataError: naming the file and the key at fault.
    """
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise DataError(f"{path.name}: must hold flags with their sentences")
    plain = parse(Plain, {"plain": content.pop("plain", ())}, path).plain
    examples = [Example(text, "", alarm=False) for text in plain]
    for flag, value in content.items():
        if flag not in rules.flags:
            raise DataError(f"{path.name}: {flag}: there is no such flag")
        sentences = parse(Sentences, value, path, flag)
        examples += [Example(text, flag, alarm=True) for text in sentences.must_fire]
        examples += [Example(text, flag, alarm=False) for text in sentences.must_not_fire]
    return examples


def ordinary(folder: Path, screener: Screener) -> list[Example]:
    """What the dialogue learns its intents from, but for what the patterns take for an emergency.

    Raises:
        DataError: naming the file and the key at fault.
    """
    lines: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        for intent in parse(Intents, read_yaml(path), path).nlu:
            if intent.intent not in NOT_ORDINARY:
                lines += [line[2:] for line in intent.examples.splitlines()]
    return _quiet(lines, screener)


def asked(folder: Path, screener: Screener) -> list[Example]:
    """The questions that the facts answer, but for what the patterns take for an emergency.

    Among those on when to seek care there are emergencies too, so they are left out.

    Raises:
        DataError: naming the file and the key at fault.
    """
    subjects = [parse(Subject, read_yaml(path), path) for path in sorted(folder.glob("*.yml"))]
    facts = (fact for subject in subjects for fact in subject.facts if fact.aspect != SEEKING_CARE)
    return _quiet((question for fact in facts for question in fact.asked), screener)


def _quiet(lines: Iterable[str], screener: Screener) -> list[Example]:
    return [Example(line, "", alarm=False) for line in lines if screener.grammar(line)[1].urgency not in TAKEOVER]
