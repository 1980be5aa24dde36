"""What it can do, capability by capability, after CheckList (Ribeiro 2020).

Each file of `behaviour/` is a capability, and holds up to three kinds of tests:

* `minimum`: a question has this intent, or is answered about this subject, or with this fact first, or not at all;
* `invariance`: asked otherwise, what `keeps` names stays what it was for the question `like` it;
* `direction`: another question's answer is about another subject, and what `keeps` names stays.

What is known to fail says why under `fails`; once it holds, the test says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.data_files import Strict, parse, read_yaml
from assistant.kept import Kept
from bench.understanding.asking import Assistant, Heard, Outcome

FOLDER = Path(__file__).with_name("behaviour")
WANTED = ("intent", "subject", "fact", "answered")
CAPABILITIES = {
    "vocabulary",
    "robustness",
    "taxonomy",
    "named_entities",
    "negation",
    "coreference",
    "fairness",
    "order",
    "forums",
}


class Test(Strict):
    __test__ = False

    after: tuple[str, ...] = ()
    """What was said before in the conversation."""
    fails: str = ""
    """Why it is known to fail."""


class Minimum(Test):
    ask: str
    intent: str | None = None
    subject: str | None = None
    fact: str | None = None
    answered: bool | None = None
    """Whether facts are said as the answer; false where the documents don't have it."""


class Invariance(Test):
    like: str
    ask: tuple[str, ...]
    keeps: tuple[str, ...]


class Direction(Test):
    from_: str
    to: str
    subject: tuple[str, str]
    keeps: tuple[str, ...] = ()

    class Config:
        fields = {"from_": "from"}


class Capability(Strict):
    minimum: tuple[Minimum, ...] = ()
    invariance: tuple[Invariance, ...] = ()
    direction: tuple[Direction, ...] = ()


FILES = {path.stem: parse(Capability, read_yaml(path), path) for path in sorted(FOLDER.glob("*.yml"))}


@pytest.fixture(scope="module")
def conversation(model) -> Iterator:
    """Say some messages to the trained assistant, and give what it made of the last."""
    assistant = Assistant(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Kept, "unanswered", lambda self, question: None)
        yield lambda *said: assistant.converse(said)[-1]


def seen(heard: Heard, what: str) -> object:
    """What a test looks at."""
    if what == "intent":
        return heard.intent
    if what == "facts":
        return sorted(heard.told)
    if what == "answered":
        return heard.outcome is Outcome.ANSWERED
    first = next(iter(heard.told), "")
    return first if what == "fact" else first.partition(".")[0]


def named(*values: object, test: Test, id: str):
    marks = [pytest.mark.xfail(reason=test.fails, strict=True)] if test.fails else []
    return pytest.param(*values, id=id, marks=marks)


MINIMUM = [named(test, test=test, id=f"{name}: {test.ask}") for name, held in FILES.items() for test in held.minimum]
INVARIANCE = [
    named(test, asked, test=test, id=f"{name}: {asked}")
    for name, held in FILES.items()
    for test in held.invariance
    for asked in test.ask
]
DIRECTION = [
    named(test, test=test, id=f"{name}: {test.from_} {test.to}")
    for name, held in FILES.items()
    for test in held.direction
]


def test_every_capability_is_tested():
    assert set(FILES) == CAPABILITIES
    assert all(held.minimum or held.invariance or held.direction for held in FILES.values())


@pytest.mark.parametrize("test", MINIMUM)
def test_a_question_is_understood(test, conversation):
    heard = conversation(*test.after, test.ask)
    wanted = {what: value for what in WANTED if (value := getattr(test, what)) is not None}
    assert {what: seen(heard, what) for what in wanted} == wanted


@pytest.mark.parametrize(("test", "asked"), INVARIANCE)
def test_asked_otherwise_it_gets_the_same(test, asked, conversation):
    before, now = conversation(*test.after, test.like), conversation(*test.after, asked)
    assert {what: seen(now, what) for what in test.keeps} == {what: seen(before, what) for what in test.keeps}


@pytest.mark.parametrize("test", DIRECTION)
def test_asked_about_something_else_only_that_changes(test, conversation):
    before, now = conversation(*test.after, test.from_), conversation(*test.after, test.to)
    assert (seen(before, "subject"), seen(now, "subject")) == test.subject
    assert {what: seen(now, what) for what in test.keeps} == {what: seen(before, what) for what in test.keeps}
