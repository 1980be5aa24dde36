import sys

import pytest

from assistant.data_files import DataError
from assistant.red_flags import Level, Screener, Screening, Urgency, screen
from assistant.red_flags.loader import FOLDER
from assistant.red_flags.screener import default_screener

LONGEST = 20_000


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hello, my face droops", "my face droops ."),
        ("Um, hi doctor, my face droops", "my face droops ."),
        ("Really? Hi my face droops", "really ? my face droops ."),
        ("my face droops, hello", "my face droops hello ."),
        ("hello", "hello ."),
        ("hello. my face droops", "hello . my face droops ."),
    ],
)
def test_a_sentence_is_read_from_behind_a_greeting(made, text, read):
    assert made.grammar(text)[0].text == read


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
