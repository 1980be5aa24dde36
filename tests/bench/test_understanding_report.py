from xml.etree import ElementTree

import pytest

from bench.understanding.asking import Heard, Outcome
from bench.understanding.chart import draw_confidence, draw_confusions
from bench.understanding.compare import Comparison, Result
from bench.understanding.cross_validation import Judgement
from bench.understanding.evidence import gather
from bench.understanding.held_back import HeldBack, Question
from bench.understanding.report import report

HELD_BACK = HeldBack(
    questions=(
        Question(text="is als *fatal*", intent="ask_outlook", subject="als", facts=("als.no_cure",)),
        Question(text="what is polio", intent="ask_definition", subject="polio", facts=("polio.definition",)),
        Question(text="who gets it", intent="ask_risk", subject="als", facts=("als.family_risk",)),
    ),
    outside={"weather": ("is it raining", "snow")},
)


def heard(text, intent, told=(), outcome=Outcome.ANSWERED, confidence=0.95):
    return Heard(text, intent, intent, confidence, (), tuple(told), "", outcome)


HEARD = [
    heard("is als *fatal*", "ask_outlook", ["als.no_cure"]),
    heard("what is polio", "ask_kinds", ["polio.neurogenic", "polio.definition"], confidence=0.4),
    heard("who gets it", "nlu_fallback", outcome=Outcome.ASKED_BACK, confidence=0.1),
    heard("is it raining", "out_of_scope", outcome=Outcome.LIMIT),
    heard("snow", "ask_definition", ["polio.definition"]),
]
JUDGED = [
    Judgement("a", "ask_risk", "ask_risk", 0.9, of_fact=True),
    *[Judgement("b", "ask_risk", "ask_outlook", 0.4, of_fact=False)] * 6,
]
COMPARISON = Comparison(
    machine={"Cores": "2"},
    learned=1234,
    every=6,
    epochs=7,
    results=[
        Result(
            name="guessing",
            judged=(1, 2),
            held_back=(0, 3),
            outside=(2, 2),
            milliseconds=0.5,
            megabytes=1,
            seconds=0,
        )
    ],
)


@pytest.fixture(scope="module")
def evidence():
    return gather(HELD_BACK, {one.text: one for one in HEARD}, JUDGED)


@pytest.fixture(scope="module")
def page(evidence):
    return report(evidence, COMPARISON)


@pytest.mark.parametrize(
    "line",
    [
        "| Intent right | 1/3 = 33.3% (0.8% to 90.6%) |",
        "| Answered | 2/3 = 66.7% (9.4% to 99.2%) |",
        "| Subject right | 2/3 = 66.7% (9.4% to 99.2%) |",
        "| Right fact first | 1/3 = 33.3% (0.8% to 90.6%) |",
        "| Right fact among the facts said | 2/3 = 66.7% (9.4% to 99.2%) |",
        "| Nothing invented, out of scope | 1/2 = 50.0% (1.3% to 98.7%) |",
        "| weather | 1/2 = 50.0% (1.3% to 98.7%) |",
        "| Questions of the facts | 1/1 = 100.0% (2.5% to 100.0%) |",
        "| ask_risk | ask_outlook | 6 |",
        "| guessing | 1/2 = 50.0% (1.3% to 98.7%) | 0/3 = 0.0% (0.0% to 70.8%)"
        " | 2/2 = 100.0% (15.8% to 100.0%) | 0.5 | 1 | 0 |",
        "- “who gets it” (ask\\_risk, taken for nlu\\_fallback; wanted als.family\\_risk, asked for other words)",
        "- “what is polio” (ask\\_definition, taken for ask\\_kinds; wanted polio.definition, said polio.neurogenic)",
        "- *weather*: “snow” (ask\\_definition; said polio.definition)",
        "### Answered, but by none of the right facts: 0",
    ],
)
def test_the_page_says_what_was_measured(page, line):
    assert line in page.splitlines()


def test_without_a_comparison_the_page_has_none(evidence):
    assert "Others on the same examples" not in report(evidence, None)


def test_the_same_measurement_gives_the_same_files(evidence, tmp_path):
    for name in ("one", "two"):
        draw_confusions(evidence, tmp_path / f"{name}_confusions.svg")
        draw_confidence(evidence, tmp_path / f"{name}_confidence.svg")
    for name in ("confusions", "confidence"):
        assert (tmp_path / f"one_{name}.svg").read_bytes() == (tmp_path / f"two_{name}.svg").read_bytes()


def test_the_pictures_name_what_they_show(evidence, tmp_path):
    draw_confusions(evidence, tmp_path / "confusions.svg")
    draw_confidence(evidence, tmp_path / "confidence.svg")
    texts = ["".join(ElementTree.parse(path).getroot().itertext()) for path in sorted(tmp_path.iterdir())]
    assert all(name in texts[0] for name in ("Held-back questions", "Cross-validation", "confidence"))
    assert all(name in texts[1] for name in ("ask_risk", "ask_outlook", "taken for", "6"))
