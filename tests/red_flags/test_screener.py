import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from assistant.data_files import DataError
from assistant.red_flags import Assertion, Level, Screener, Screening, Urgency, screen
from assistant.red_flags.classifier import Likelihood
from assistant.red_flags.loader import FOLDER
from assistant.red_flags.screener import ALARM, DOUBT, LEARNED, default_screener

LONGEST = 20_000


@dataclass
class Sure:
    """A classifier of which one knows what it will say, to the last digit."""

    alarm: float
    crisis: float = 0.0

    def likelihood(self, readings: Sequence[tuple[str, Screening]]) -> list[Likelihood]:
        return [Likelihood(self.alarm, self.crisis) for _ in readings]


@pytest.fixture(scope="module")
def judged(made_rules):
    """How a text is screened by the made rules with a classifier that is so sure."""
    classifier = Sure(0.0)
    with_classifier = Screener(made_rules, classifier)

    def screen_with(text, alarm, crisis=0.0):
        classifier.alarm, classifier.crisis = alarm, crisis
        return with_classifier.screen(text)

    return screen_with


def findings(screening):
    return [(f.flag, f.words, f.level.value, f.assertion.value, f.urgency.value) for f in screening.findings]


def test_an_alarm_says_what_was_found_where_and_why(made):
    screening = made.screen("Help! My left cheek hangs down.")

    assert screening.urgency is Urgency.EMERGENCY
    assert findings(screening) == [("droop", "left cheek hangs down", "now", "asserted", "emergency")]
    assert screening.findings[0].why == "said to be so"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MY FACE DROOPS", "FACE DROOPS"),
        ("my face drooops", "face drooops"),
        ("my faaaaace droops", "faaaaace droops"),
        ("my fase droops", "fase droops"),
        ("my mouth droping", "mouth droping"),
        ("my face,droops", "face,droops"),
        ("my f\u200bace dro\u00adops", "face droops"),
        ("my ｆａｃｅ droops", "face droops"),
        ("my\x00 face\x00 droops", "face droops"),
        ("my face\n\n\ndroops", None),
        ("my face. droops", None),
    ],
)
def test_however_it_is_spelt(made, text, words):
    found = [finding.words for finding in made.screen(text).findings if finding.level is Level.NOW]

    assert found == ([] if words is None else [words])


@pytest.mark.parametrize(
    "text",
    [
        "I can’t breathe",
        "i cant breathe",
        "I CAN'T BREATHE",
        "I can´t breeth",
        "I can‘t breathe!!!",
        "I\u00a0can't\u00a0breathe",
        "I can't\x00 breathe",
        "i\u200b can't br\u200beathe\ufeff",
        "𝐈 𝐜𝐚𝐧'𝐭 𝐛𝐫𝐞𝐚𝐭𝐡𝐞",
        "I can't bre\u0301athe",
    ],
)
def test_quotes_and_what_the_eye_does_not_see_hide_no_alarm(screener, text):
    assert screener.screen(text).urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("He has a poker face, droops and all.", "none"),
        ("He has a poker face. My face droops.", "emergency"),
        ("face off droops", "none"),
    ],
)
def test_words_that_mean_something_else_are_not_looked_at(made, text, urgency):
    assert made.screen(text).urgency.value == urgency


@pytest.mark.parametrize("text", ["what a stroke of luck", "an overdose of sunshine", "I choked up at the film"])
def test_figures_of_speech_are_no_red_flags(screener, text):
    assert screener.grammar(text)[1] == Screening(Urgency.NONE, ())


def test_a_lookalike_is_blotted_out_only_where_it_stands(made):
    assert findings(made.screen("poker face but my face droops")) == [
        ("droop", "face droops", "now", "asserted", "emergency")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("face mouth droops", ["face mouth droops"]),
        ("face droops, face droops", ["face droops", "face droops"]),
        ("face droops droops", ["face droops droops"]),
    ],
)
def test_of_findings_inside_one_another_the_longest_stands_once(made, text, found):
    assert [finding.words for finding in made.screen(text).findings] == found


def test_the_most_urgent_finding_stands_first(made):
    screening = made.screen("droop. My face droops. I want to vanish.")

    assert [(finding.flag, finding.urgency.value) for finding in screening.findings] == [
        ("despair", "crisis"),
        ("droop", "emergency"),
        ("droop", "mention"),
    ]
    assert screening.urgency is Urgency.CRISIS


def test_a_name_alone_is_a_mention_even_if_it_is_new(made):
    screening = made.screen("suddenly droop")

    assert findings(screening) == [("droop", "droop", "names", "named", "mention")]
    assert screening.findings[0].why == "named, but nobody is said to have it"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😱😱😱", "🆘", "?!...", "\x00", "\u200b\ufeff", "—", "👨‍👩‍👧"])
def test_without_a_word_there_is_nothing_to_find(screener, text):
    assert screener.screen(text) == Screening(Urgency.NONE, ())


@pytest.mark.parametrize(
    ("alarm", "urgency", "assertion"),
    [
        (DOUBT - 0.001, Urgency.MENTION, Assertion.DOUBTED),
        (DOUBT, Urgency.EMERGENCY, Assertion.ASSERTED),
        (0.0, Urgency.MENTION, Assertion.DOUBTED),
        (1.0, Urgency.EMERGENCY, Assertion.ASSERTED),
    ],
)
def test_the_classifier_calms_an_alarm_that_is_quite_unlike_one(judged, alarm, urgency, assertion):
    screening = judged("my face droops", alarm)

    assert screening.urgency is urgency
    assert [finding.assertion for finding in screening.findings] == [assertion]


def test_a_calmed_alarm_says_why_and_leaves_the_other_findings_as_they_were(judged):
    calmed = judged("My face droops. No face droops.", 0.04)

    assert [(f.assertion.value, f.urgency.value, f.why) for f in calmed.findings] == [
        ("doubted", "mention", "quite unlike the emergencies that were learned (4%)"),
        ("negated", "mention", "denied by 'No'"),
    ]


@dataclass
class SureOf:
    """The same, sentence by sentence; of all others it thinks that they are no alarm."""

    sentences: dict[str, float]

    def likelihood(self, readings: Sequence[tuple[str, Screening]]) -> list[Likelihood]:
        return [Likelihood(self.sentences.get(words, 0.0), 0.0) for words, _ in readings]


@pytest.mark.parametrize(
    ("sentences", "urgency"),
    [
        ({"my face droops": DOUBT}, "emergency"),
        ({"my face droops": DOUBT - 0.001}, "mention"),
        ({"how do muscles grow": 1.0}, "mention"),
        ({"how do muscles grow\nmy face droops": DOUBT}, "emergency"),
    ],
)
def test_what_is_asked_around_an_alarm_does_not_drown_it(made_rules, sentences, urgency):
    screening = Screener(made_rules, SureOf(sentences)).screen("How do muscles grow? My face droops.")

    assert screening.urgency.value == urgency
    assert screening.findings[0].sentence == 1


@dataclass
class Asked:
    """A classifier that notes what it is asked."""

    asked: list[list[tuple[str, str]]]

    def likelihood(self, readings: Sequence[tuple[str, Screening]]) -> list[Likelihood]:
        self.asked.append([(words, screening.urgency.value) for words, screening in readings])
        return [Likelihood(0.0, 0.0) for _ in readings]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("My face droops.", [("my face droops", "emergency")]),
        (
            "What? No mouth droops. Face droops!",
            [
                ("what\nno mouth droops\nface droops", "emergency"),
                ("what", "none"),
                ("no mouth droops", "mention"),
                ("face droops", "emergency"),
            ],
        ),
    ],
)
def test_the_classifier_is_asked_once_however_many_sentences_there_are(made_rules, text, readings):
    asked: list[list[tuple[str, str]]] = []

    Screener(made_rules, Asked(asked)).screen(text)

    assert asked == [readings]


def test_a_crisis_is_never_calmed(judged):
    assert judged("I want to vanish", 0.0).urgency is Urgency.CRISIS


@pytest.mark.parametrize("text", ["a quiet evening", "no face droops"])
@pytest.mark.parametrize(
    ("alarm", "crisis", "urgency"),
    [
        (ALARM, 0.0, Urgency.EMERGENCY),
        (ALARM, ALARM - 0.001, Urgency.EMERGENCY),
        (ALARM, ALARM, Urgency.CRISIS),
        (1.0, 1.0, Urgency.CRISIS),
    ],
)
def test_the_classifier_raises_alarms_that_no_pattern_does(judged, text, alarm, crisis, urgency):
    screening = judged(f" {text} ", alarm, crisis)

    first = screening.findings[0]
    assert screening.urgency is first.urgency is urgency
    assert (first.flag, first.words, first.assertion) == (LEARNED, text, Assertion.ASSERTED)
    assert first.why == f"like the emergencies that were learned ({alarm:.0%})"


@pytest.mark.parametrize("crisis", [0.0, 1.0])
def test_below_the_threshold_what_the_patterns_say_stands(judged, made, crisis):
    for text in ("a quiet evening", "no face droops"):
        assert judged(text, ALARM - 0.001, crisis) == made.screen(text)


@pytest.mark.parametrize(
    ("text", "patterns", "together"),
    [
        ("overdosed on chocolate at Easter haha", "emergency", "mention"),
        ("Is it wrong to want to die?", "crisis", "crisis"),
        ("I can't breathe", "emergency", "emergency"),
        ("What are the causes of muscle atrophy?", "none", "none"),
    ],
)
def test_what_patterns_and_classifier_come_to(screener, text, patterns, together):
    assert screener.grammar(text)[1].urgency.value == patterns
    assert screener.screen(text).urgency.value == together


@pytest.mark.parametrize("place", [0, LONGEST // 2, LONGEST])
def test_an_alarm_is_found_anywhere_in_a_very_long_text(screener, place):
    filler = ("I walk in the park with my dog and then we rest. " * 500)[:LONGEST]
    text = f"{filler[:place]} My face is drooping. {filler[place:]}"

    assert any(f.flag == "face_droop" and f.urgency is Urgency.EMERGENCY for f in screener.grammar(text)[1].findings)


@pytest.mark.parametrize("place", [0, LONGEST // 2, LONGEST])
def test_an_alarm_is_found_anywhere_in_a_text_without_punctuation(screener, place):
    filler = ("i walk in the park with my dog and then we rest " * 500)[:LONGEST]
    text = f"{filler[:place]} my face is drooping {filler[place:]}"

    assert any(f.flag == "face_droop" and f.urgency is Urgency.EMERGENCY for f in screener.grammar(text)[1].findings)


@pytest.mark.parametrize(
    ("unit", "count", "urgency"),
    [
        ("a", LONGEST, "none"),
        ("\x00", LONGEST, "none"),
        ("😱", LONGEST, "none"),
        ("?", LONGEST, "none"),
        ("no ", LONGEST // 3, "none"),
        ("a\u0301", LONGEST // 2, "none"),
        ("face droops ", LONGEST // 12, "emergency"),
        ("no face droops but ", LONGEST // 19, "mention"),
    ],
)
def test_a_text_of_twenty_thousand_characters_is_read_whole(made, unit, count, urgency):
    screening = made.screen(unit * count)

    assert screening.urgency.value == urgency
    assert len(screening.findings) == unit.count("droops") * count


def test_a_screener_keeps_nothing_from_one_text_to_the_next(screener):
    before = screener.screen("My arm is weak.")
    screener.screen("Suddenly my face is drooping!")

    assert screener.screen("My arm is weak.") == before


@pytest.mark.parametrize(
    ("file", "right", "wrong", "error"),
    [
        ("flags/droop.yml", "weak face", "weak @ear", "droop.yml: with_onset: 'weak @ear': there is no concept '@ear'"),
        ("flags/droop.yml", "names:\n  - droop", "names:\n  - droop?", "droop.yml: names: 'droop?' may match without"),
        ("flags/still.yml", "leg lies still", '""', "still.yml: now: a pattern is empty"),
        ("context.yml", "negation: [", "negation: [..., ", "context.yml: negation: '...' may match without any word"),
        ("lexicon.yml", "[face, mouth, left cheek]", "[]", "droop.yml: now: '@face ..1 @sag': the concept '@face' is"),
    ],
)
def test_an_error_in_a_pattern_names_file_and_key(folder, file, right, wrong, error):
    folder.change(file, right, wrong)
    rules = folder.rules()

    with pytest.raises(DataError) as raised:
        Screener(rules)

    assert str(raised.value).startswith(error)


def test_a_concept_of_a_flag_goes_before_the_lexicon_and_is_its_own(folder):
    folder.change("flags/droop.yml", "concepts:\n", "concepts:\n  face: [brow]\n")
    folder.change("flags/still.yml", "- leg lies still", "- '@face lies still'")
    own = Screener(folder.rules())

    assert own.screen("my brow droops").urgency is Urgency.EMERGENCY
    assert own.screen("my face droops").urgency is Urgency.NONE
    assert own.screen("my face lies still").urgency is Urgency.EMERGENCY


def test_the_screener_of_the_assistant_is_built_once(screener):
    assert default_screener() is screener
    assert screen("I can't breathe") == screener.screen("I can't breathe")


@pytest.fixture
def work(screener):
    """How many lines of code run while a text is searched by the patterns."""

    def count(text):
        lines = 0

        def trace(frame, event, _):
            nonlocal lines
            lines += event == "line"
            return trace if frame.f_code.co_filename.startswith(str(FOLDER)) else None

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            screener.grammar(text)
        finally:
            sys.settrace(before)
        return lines

    return count


@pytest.mark.parametrize(
    "unit",
    [
        "suddenly my face droops. ",
        "suddenly my face droops ",
        "no stroke but a seizure not a stroke ",
        "my dog if what homework years ago all clear wheelchair stroke ",
        "my dog had a seizure ",
        "he is in a wheelchair. he can't move his legs. ",
        "homework: a hero. his face droops. ",
        "what is a stroke? it began today. ",
        "face arm speech weak numb not left side ",
        "arm ",
        "not ",
        "a\n",
    ],
)
def test_twice_the_text_is_at_most_twice_the_work(work, unit):
    work(unit)  # what is done only once a process

    assert work(unit * 200) <= 2.1 * work(unit * 100)
