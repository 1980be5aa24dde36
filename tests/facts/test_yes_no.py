import pytest

from assistant.data_files import DataError
from assistant.facts import Aspect, find
from assistant.facts.loader import default_facts
from assistant.facts.model import Decision
from assistant.facts.yes_no import LONGEST, YesNo, load_words

FACTS = default_facts()
ENOUGH = 60
"""The fewest questions that are decided."""

WRITTEN = [
    (question, decides.answer) for fact in FACTS.all for decides in fact.decides for question in decides.questions
]


@pytest.fixture(scope="module")
def yes_no():
    made = YesNo(FACTS)
    made.prepare()
    return made


def said(yes_no, question):
    decided = yes_no.decided(question)
    return decided and (decided.fact.id, decided.decision.value)


def test_the_commonest_questions_are_decided(yes_no):
    assert len(WRITTEN) >= ENOUGH
    for question, decision in WRITTEN:
        decided = yes_no.decided(question)

        assert decided is not None, question
        assert decided.decision is decision, question


@pytest.mark.parametrize(
    ("question", "fact", "decision"),
    [
        ("can ALS be cured?", "als.no_cure", "no"),
        ("so is there a cure for Lou Gehrig's disease?", "als.no_cure", "no"),
        ("has a cure for MS been found", "multiple_sclerosis.no_cure", "no"),
        ("will my muscles grow back", "muscle_atrophy.reversible", "sometimes"),
        ("is muscle loss reversible", "muscle_atrophy.reversible", "sometimes"),
        ("does disuse atrophy come back", "disuse_atrophy.prevention", "unsaid"),
        ("is sarcopenia reversible", "sarcopenia.exercise", "unsaid"),
        ("do steroids cause muscle wasting?", "corticosteroids.own_wasting", "yes"),
        ("can a slipped disc cause muscle wasting?", "herniated_disc.mechanism", "yes"),
        ("is guillain barre autoimmune", "guillain_barre.definition", "yes"),
        ("can it be cured? (ALS)", "als.no_cure", "no"),
        ("does it get worse? (multiple sclerosis)", "multiple_sclerosis.progressive", "sometimes"),
        ("is it genetic? (muscular dystrophy)", "muscular_dystrophy.hereditary", "yes"),
    ],
)
def test_other_words_for_the_same_are_decided(yes_no, question, fact, decision):
    assert said(yes_no, question) == (fact, decision)


@pytest.mark.parametrize(
    "question",
    [
        "do steroids help muscle wasting",
        "do steroids prevent muscle wasting",
        "can steroids build muscle",
        "should I take steroids for muscle wasting",
        "can bed rest cure muscle atrophy",
        "does bed rest help muscle atrophy",
        "does exercise cause muscle atrophy",
        "is exercise safe with ALS",
        "does surgery cause muscle atrophy",
        "are vitamins needed to use energy",
    ],
)
def test_what_asks_for_something_else_is_not(yes_no, question):
    assert said(yes_no, question) is None


@pytest.mark.parametrize(
    "question",
    [
        "can muscle atrophy cause a stroke",
        "can cachexia cause cancer",
        "can weight loss cause cachexia",
        "does weakness cause muscle atrophy",
        "is disuse atrophy harder to treat than neurogenic atrophy",
    ],
)
def test_the_other_way_round_is_not(yes_no, question):
    assert said(yes_no, question) is None


@pytest.mark.parametrize(
    "question",
    [
        "can ALS not be cured?",
        "isn't there a cure for ALS",
        "is there really no cure for ALS",
        "is ALS always hereditary",
        "can muscle wasting be fully reversed",
        "is ALS contagious",
        "is MS deadly",
        "can you die from muscular dystrophy",
        "can muscle atrophy kill you",
        "is muscle atrophy dangerous",
        "do I have ALS",
        "will I die",
        "can I stop my steroids",
    ],
)
def test_what_is_denied_stretched_or_said_nowhere_is_not(yes_no, question):
    assert said(yes_no, question) is None


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        ")",
        "(ALS)",
        "🙂",
        "cure for ALS",
        "why can ALS not be cured",
        "tell me if ALS can be cured",
        "can ALS be cured " + "or so " * LONGEST,
        "( " * 100_000 + ")",
    ],
)
def test_what_is_no_such_question_is_not(yes_no, question):
    assert said(yes_no, question) is None


def test_the_fact_that_decides_comes_first():
    found = find(["sarcopenia"], {Aspect.OUTLOOK: 1.0}, "is sarcopenia reversible?")

    assert (found.facts[0].id, found.decision) == ("sarcopenia.exercise", Decision.UNSAID)
    assert (found.subject, found.narrow, found.covered) == ("sarcopenia", True, True)
    assert len({fact.id for fact in found.facts}) == len(found.facts)


def test_a_question_that_nothing_decides_gets_its_facts_alone():
    assert find(["als"], {Aspect.OUTLOOK: 1.0}, "is ALS contagious?").decision is None


@pytest.mark.parametrize(
    ("decides", "message"),
    [
        ("{answer: 'yes', questions: [does wasting shrink muscles]}", None),
        (
            "{answer: 'yes', questions: [what is wasting]}",
            "'what is wasting' does not ask for a yes or a no, or denies something",
        ),
        (
            "{answer: 'yes', questions: [is wasting not bad]}",
            "'is wasting not bad' does not ask for a yes or a no, or denies something",
        ),
        (
            "{answer: 'yes', questions: [does wasting shrink muscles, does shrinking shrink muscles]}",
            "'does shrinking shrink muscles' is decided twice (also by wasting.meaning)",
        ),
    ],
)
def test_a_question_that_cannot_be_decided_is_named(curated, decides, message):
    asked = "    asked: [what is wasting]\n"
    curated.change("wasting.yml", asked, f"{asked}    decides: [{decides}]\n")
    facts = curated.load()

    if message is None:
        YesNo(facts)
        return
    with pytest.raises(DataError) as error:
        YesNo(facts)
    assert str(error.value) == f"wasting.yml: facts: wasting.meaning: decides: {message}"


@pytest.mark.parametrize(
    ("decides", "message"),
    [
        ("{answer: perhaps, questions: [is it bad]}", "facts.0.decides.0.answer: value is not a valid"),
        ("{answer: yes, questions: [is it bad]}", "facts.0.decides.0.answer: value is not a valid"),
        ("{answer: 'yes', questions: []}", "facts.0.decides.0.questions: must hold at least one"),
    ],
    ids=["no decision", "without quotes", "no question"],
)
def test_an_error_in_what_is_decided_names_its_place(curated, decides, message):
    asked = "    asked: [what is wasting]\n"
    curated.change("wasting.yml", asked, f"{asked}    decides: [{decides}]\n")

    with pytest.raises(DataError) as error:
        curated.load()
    assert str(error.value).startswith(f"wasting.yml: {message}")


def test_broken_words_are_named(tmp_path):
    path = tmp_path / "yes_no.yml"
    path.write_text("begins: [is]\nbefore: []\ndenying: []\n")

    with pytest.raises(DataError, match="yes_no.yml: turning: field required"):
        load_words(path)


@pytest.mark.parametrize("question", ["can anyone explain why ALS is cured", "can you tell me what ALS is cured by"])
def test_a_polite_yes_or_no_is_none(yes_no, question):
    assert said(yes_no, question) is None
