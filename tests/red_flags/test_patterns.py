import itertools

import pytest

from assistant.data_files import DataError
from assistant.red_flags.matching import PatternIndex
from assistant.red_flags.patterns import DENIALS, compile_pattern, words_of

CONCEPTS = {
    "arm": ["arm", "hand", "upper arm", "lower arm"],
    "weak": ["weak", "powerless"],
    "nothing": [],
    "blank": ["weak", " "],
}


def found(pattern, sentence):
    """The longest stretch of the sentence that the pattern matches; None where it does not."""
    index = PatternIndex()
    index.add("pattern", compile_pattern(pattern, CONCEPTS, "made.yml: now"))
    words = sentence.split()
    spans = [span for _, span in index.find(words)]
    first, last = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return " ".join(words[first:last]) or None


@pytest.mark.parametrize(
    ("pattern", "sentence", "words"),
    [
        ("weak arm", "a weak arm hurts", "weak arm"),
        ("weak arm", "weak left arm", None),
        ("weak arm", "arm weak", None),
        ("weak", "weakness", None),
        ("weak|numb arm", "my numb arm", "numb arm"),
        ("weak|numb arm", "my weak arm", "weak arm"),
        ("weak|numb arm", "my cold arm", None),
        ("@arm weak", "my hand weak", "hand weak"),
        ("@arm weak", "my upper arm weak", "upper arm weak"),
        ("@arm weak", "my leg weak", None),
        ("@arm|leg|@weak now", "his leg now", "leg now"),
        ("@arm|leg|@weak now", "his powerless now", "powerless now"),
        ("@arm|leg|@weak now", "his lower arm now", "lower arm now"),
        ("weak left? arm", "weak left arm", "weak left arm"),
        ("weak left? arm", "weak arm", "weak arm"),
        ("weak left? arm", "weak right arm", None),
        ("weak left|right? arm", "weak right arm", "weak right arm"),
        ("numb @arm? today", "numb upper arm today", "numb upper arm today"),
        ("numb @arm? today", "numb today", "numb today"),
    ],
)
def test_words_alternatives_concepts_and_words_that_may_be_missing(pattern, sentence, words):
    assert found(pattern, sentence) == words


@pytest.mark.parametrize(
    ("pattern", "sentence", "words"),
    [
        ("arm ... weak", "arm weak", "arm weak"),
        ("arm ... weak", "arm is so very weak", "arm is so very weak"),
        ("arm ... weak", "arm is so very very weak", None),
        ("arm ..1 weak", "arm is weak", "arm is weak"),
        ("arm ..1 weak", "arm is so weak", None),
        ("arm ..5 weak", "arm a b c d e weak", "arm a b c d e weak"),
        ("arm ..5 weak", "arm a b c d e f weak", None),
        ("arm ..0 weak", "arm weak", "arm weak"),
        ("arm ..2 ..2 weak", "arm a b c d weak", "arm a b c d weak"),
    ],
)
def test_a_gap_is_so_many_words_wide(pattern, sentence, words):
    assert found(pattern, sentence) == words


@pytest.mark.parametrize("denial", DENIALS)
def test_no_gap_reaches_over_a_denial(denial):
    assert found("he ... collapsed", f"he {denial} collapsed") is None
    assert found("he ... collapsed", "he then collapsed") == "he then collapsed"


@pytest.mark.parametrize(
    ("pattern", "sentence", "words"),
    [
        ("<start> weak", "weak arm", "weak"),
        ("<start> weak", "so weak", None),
        ("arm <end>", "weak arm", "arm"),
        ("arm <end>", "arm weak", None),
        ("<start> arm <end>", "arm", "arm"),
        ("<start> arm <end>", "arm weak", None),
        ("<start> ..1 weak", "my weak arm", "my weak"),
        ("<start> ..1 weak", "my so weak arm", None),
        ("arm ... <end>", "arm is weak", "arm is weak"),
        ("<number> days", "<number> days", "<number> days"),
        ("<many>|<year> days", "<many> days", "<many> days"),
        ("since <year>", "since <year>", "since <year>"),
    ],
)
def test_where_a_sentence_starts_and_ends_and_what_digits_are_read_as(pattern, sentence, words):
    assert found(pattern, sentence) == words


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        ("", "made.yml: now: a pattern is empty"),
        ("  ", "made.yml: now: a pattern is empty"),
        ("...", "made.yml: now: '...' may match without any word"),
        ("..0", "made.yml: now: '..0' may match without any word"),
        ("weak?", "made.yml: now: 'weak?' may match without any word"),
        ("weak? ... @arm?", "made.yml: now: 'weak? ... @arm?' may match without any word"),
        ("weak @leg", "made.yml: now: 'weak @leg': there is no concept '@leg'"),
        ("weak @arm|@leg?", "made.yml: now: 'weak @arm|@leg?': there is no concept '@leg'"),
        ("weak @", "made.yml: now: 'weak @': there is no concept '@'"),
        ("weak @nothing", "made.yml: now: 'weak @nothing': the concept '@nothing' is empty, or has an empty phrase"),
        ("arm @blank", "made.yml: now: 'arm @blank': the concept '@blank' is empty, or has an empty phrase"),
        ("can't", "made.yml: now: 'can't': 'can't' is neither a word nor a @concept"),
        ("weak||numb", "made.yml: now: 'weak||numb': '' is neither a word nor a @concept"),
        ("?", "made.yml: now: '?': '' is neither a word nor a @concept"),
        ("weak ..", "made.yml: now: 'weak ..': '..' is neither a word nor a @concept"),
        ("weak ..12", "made.yml: now: 'weak ..12': '..12' is neither a word nor a @concept"),
        ("weak <middle>", "made.yml: now: 'weak <middle>': '<middle>' is neither a word nor a @concept"),
        ("weak_arm", "made.yml: now: 'weak_arm': 'weak_arm' is neither a word nor a @concept"),
    ],
)
def test_a_pattern_that_cannot_be_is_an_error_that_names_its_place(pattern, error):
    with pytest.raises(DataError) as raised:
        compile_pattern(pattern, CONCEPTS, "made.yml: now")

    assert str(raised.value) == error


def test_words_may_be_looked_for_as_others_than_they_are_written():
    index = PatternIndex()
    pattern = compile_pattern("@arm|leg-s weak?", CONCEPTS, "made.yml: now", lambda phrase: phrase.upper().split("-"))
    index.add("pattern", pattern)

    assert list(index.find(["the", "LEG", "S"])) == [("pattern", (1, 3))]
    assert list(index.find(["HAND", "WEAK"])) == [("pattern", (0, 1)), ("pattern", (0, 2))]
    assert list(index.find(["hand", "leg"])) == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("weak|numb left? ... @arm ..2 <end>", {"weak", "numb", "left", "<end>"}),
        ("@arm|leg?", {"leg"}),
        ("...", set()),
        ("", set()),
    ],
)
def test_the_words_that_stand_in_a_pattern_as_themselves(pattern, words):
    assert words_of(pattern) == words


@pytest.mark.parametrize("kept", [" ".join(kept) for n in range(3) for kept in itertools.combinations("bc", n)])
def test_whatever_may_be_missing_may_be_missing_beside_others(kept):
    assert found("a b? c? d", f"a {kept} d") == " ".join(f"a {kept} d".split())
