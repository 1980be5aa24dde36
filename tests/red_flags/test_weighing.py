"""The grammar's say and the classifier's, joined; with a classifier that says what it is told to."""

from collections.abc import Container
from dataclasses import dataclass, field

import pytest

from assistant.red_flags import Assertion, Screener, Urgency
from assistant.red_flags.classifier import Likelihood
from assistant.red_flags.weighing import (
    ALARM,
    ALARM_ALONE,
    ALARM_OF_MANY,
    CONFIRMED,
    CRISIS,
    LEARNED,
    PASSAGE,
    PASSAGES,
)


class AnyWord:
    """A vocabulary that every word is in."""

    def __contains__(self, word):
        return True


@dataclass
class Sure:
    """Of which one knows what it will say, to the last digit."""

    alarm: float = 0.0
    crisis: float = 0.0
    only: dict[str, float] = field(default_factory=dict)
    """What it thinks of some texts, whatever it thinks of all others."""
    vocabulary: Container[str] = AnyWord()
    """The words that it learned from."""
    thorough: list[bool] = field(default_factory=list)
    """How it was asked."""

    def likelihood(self, wording, screening, thorough=True):
        self.thorough.append(thorough)
        return Likelihood(self.only.get(" ".join(wording.typed), self.alarm), self.crisis)


@pytest.fixture(scope="module")
def judged(made_rules):
    """How a text is screened by the made rules with a classifier that is so sure."""
    screener = Screener(made_rules, Sure())

    def screen_with(text, *sure, **more):
        screener._classifier = Sure(*sure, **more)
        return screener.screen(text)

    return screen_with


@pytest.mark.parametrize(
    ("alarm", "urgency", "assertion"),
    [
        (CONFIRMED - 0.001, Urgency.MENTION, Assertion.DOUBTED),
        (CONFIRMED, Urgency.EMERGENCY, Assertion.ASSERTED),
        (0.0, Urgency.MENTION, Assertion.DOUBTED),
        (1.0, Urgency.EMERGENCY, Assertion.ASSERTED),
    ],
)
def test_an_alarm_that_is_little_like_one_is_calmed(judged, alarm, urgency, assertion):
    screening = judged("my face droops", alarm)

    assert screening.urgency is urgency
    assert [finding.assertion for finding in screening.findings] == [assertion]


def test_a_calmed_alarm_says_why_and_leaves_the_other_findings_as_they_were(judged):
    calmed = judged("My face droops. No face droops.", 0.04)

    assert [(f.assertion.value, f.urgency.value, f.why) for f in calmed.findings] == [
        ("doubted", "mention", "less like the emergencies that were learned than like what is none"),
        ("negated", "mention", "denied by 'No'"),
    ]


@pytest.mark.parametrize(
    ("only", "urgency"),
    [
        ({"My face droops": CONFIRMED}, "emergency"),
        ({"My face droops": CONFIRMED - 0.001}, "mention"),
        ({"How do muscles grow My face droops": CONFIRMED}, "emergency"),
    ],
)
def test_what_is_asked_around_an_alarm_does_not_drown_it(judged, only, urgency):
    screening = judged("How do muscles grow? My face droops.", only=only)

    assert screening.urgency.value == urgency
    assert screening.findings[0].sentence == 1


def test_a_crisis_is_never_calmed(judged):
    assert judged("I want to vanish", 0.0).urgency is Urgency.CRISIS


@pytest.mark.parametrize(("text", "alarm"), [("a quiet evening", ALARM_ALONE), ("no face droops", ALARM)])
@pytest.mark.parametrize(
    ("crisis", "urgency"),
    [
        (0.0, Urgency.EMERGENCY),
        (CRISIS - 0.001, Urgency.EMERGENCY),
        (CRISIS, Urgency.CRISIS),
        (1.0, Urgency.CRISIS),
    ],
)
def test_alarms_are_raised_that_no_pattern_raises(judged, text, alarm, crisis, urgency):
    screening = judged(f" {text} ", alarm, crisis)

    first = screening.findings[0]
    assert screening.urgency is first.urgency is urgency
    assert (first.flag, first.words, first.assertion) == (LEARNED, text, Assertion.ASSERTED)
    assert first.why == f"like the emergencies that were learned ({alarm:.0%})"


@pytest.mark.parametrize(("text", "alarm"), [("a quiet evening", ALARM_ALONE), ("no face droops", ALARM)])
@pytest.mark.parametrize("crisis", [0.0, 1.0])
def test_below_the_threshold_what_the_patterns_say_stands(judged, made, text, alarm, crisis):
    assert judged(text, alarm - 0.001, crisis) == made.screen(text)


def test_another_alarm_is_raised_beside_one_that_was_calmed(judged):
    filler = "and so on " * (PASSAGE // 3 - 1)
    other = f"Then {filler}the ceiling fell"

    screening = judged(f"My face droops. {other}", only={other: ALARM_OF_MANY})

    assert screening.urgency is Urgency.EMERGENCY
    assert [(f.flag, f.assertion.value) for f in screening.findings] == [(LEARNED, "asserted"), ("droop", "doubted")]


def test_a_long_message_is_weighed_passage_by_passage(judged):
    sentence = "and so on " * 9 + "now"
    told = f"{sentence}. " * 4 + "The ceiling fell"

    last = f"{sentence} {sentence} The ceiling fell"
    assert judged(told, only={last: ALARM_OF_MANY}).findings[0].words == last
    assert judged(told, only={last: ALARM_OF_MANY - 0.001}).urgency is Urgency.NONE
    assert judged(told, only={told: 1.0}).urgency is Urgency.NONE


def test_of_a_message_longer_than_anybody_types_nothing_is_calmed_nor_read_at_length(judged, made_rules):
    sure = Sure()
    book = "It was so then. " * (PASSAGE * (PASSAGES + 1) // 4)

    assert Screener(made_rules, sure).screen(f"{book} My face droops.").urgency is Urgency.EMERGENCY
    assert sure.thorough == []
    assert Screener(made_rules, sure).screen(book).urgency is Urgency.NONE
    assert sure.thorough == [False] * (PASSAGES + 1)


@pytest.mark.parametrize(
    ("text", "alarm", "urgency", "language", "flags"),
    [
        ("Mia vizaĝo pendas.", 0.0, "emergency", "eo", ["droop"]),
        ("Mia vizaĝo pendas.", 1.0, "emergency", "eo", [LEARNED, "droop"]),
        ("Sen vizaĝo pendas.", 0.0, "mention", "eo", ["droop"]),
        ("Sen vizaĝo pendas.", 1.0, "emergency", "", [LEARNED, "droop"]),
        ("My face droops. Mia vizaĝo pendas.", 1.0, "emergency", "eo", ["droop", "droop"]),
        ("My face droops. Sen vizaĝo pendas.", 1.0, "emergency", "", ["droop", "droop"]),
        ("I want to vanish. Mia vizaĝo pendas.", 1.0, "crisis", "", ["despair", "droop"]),
        ("My face droops. Mi volas morti.", 1.0, "crisis", "eo", ["despair", "droop"]),
        ("A quiet evening.", 0.0, "none", "", []),
    ],
)
def test_a_text_is_as_urgent_as_in_the_language_that_says_most(judged, text, alarm, urgency, language, flags):
    screening = judged(text, alarm)

    assert (screening.urgency.value, screening.language) == (urgency, language)
    assert [finding.flag for finding in screening.findings] == flags


def test_the_classifier_does_not_calm_what_is_said_in_another_language(judged):
    screening = judged("My face droops. Mia vizaĝo pendas.", 0.0)

    assert screening.urgency is Urgency.EMERGENCY
    assert [f.why for f in screening.findings] == [
        "in Esperanto: said to be so",
        "less like the emergencies that were learned than like what is none",
    ]


@pytest.mark.parametrize(
    ("text", "sure", "words", "urgency"),
    [
        ("Sen vizaĝo pendas.", 1.0, {"sen"}, Urgency.MENTION),
        ("Sen vizaĝo pendas.", 1.0, {"sen", "pendas"}, Urgency.EMERGENCY),
        ("My face droops.", 0.0, {"my"}, Urgency.EMERGENCY),
        ("My face droops.", 0.0, {"my", "face"}, Urgency.MENTION),
        ("Mia face droops mi today.", 0.0, {"face", "droops", "today"}, Urgency.MENTION),
        ("Mia face droops mi.", 0.0, {"face", "droops", "today"}, Urgency.EMERGENCY),
    ],
)
def test_the_classifier_judges_only_what_is_mostly_in_words_that_it_learned(judged, text, sure, words, urgency):
    assert judged(text, sure, vocabulary=words).urgency is urgency


def test_an_alarm_in_a_sentence_longer_than_the_network_reads_is_not_calmed(judged):
    filler = "and so on " * (PASSAGE // 3 + 1)

    assert judged(f"{filler}my face droops", 0.0).urgency is Urgency.EMERGENCY
    assert judged(f"{filler}. My face droops", 0.0).urgency is Urgency.MENTION
