"""An alarm stays one however it is typed and whatever stands around it; so does what is no alarm.

Nobody needs to know the right answer to a changed sentence: it is that of the sentence before (whether that one
is right, test_flags.py says). Each relation has the share of the flags' own sentences that must keep theirs: 1
where all do. Where it is less, a comment names what is lost; such a floor is to be raised when the engine is
mended, and never lowered to make a test pass.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.red_flags import Screening, screen
from assistant.red_flags.loader import load
from assistant.red_flags.model import TAKEOVER

Change = Callable[[str, Random], str]

FLAGS = load().flags.values()
ALARMS = [text for flag in FLAGS for text in flag.must_fire]
CALM = [text for flag in FLAGS for text in flag.must_not_fire]

PART = 3
"""A relation is tried on every third sentence, the next relation on others."""

KEYS = "qwertyuiop asdfghjkl zxcvbnm"
POLITE = "I was reading about exercise after bed rest, and your answer helped me a lot."


def ended(text: str) -> str:
    """The text, with a full stop where it has no end."""
    return text if re.search(r"[.!?…]\W*$", text) else f"{text}."


def unended(text: str) -> str:
    return text.rstrip(".!?… ")


def in_a_word(edit: Callable[[str, str, Random], str], shortest: int, letters: str = KEYS) -> Change:
    """The change of one of these letters and the next, inside a word of at least so many."""

    def change(text: str, random: Random) -> str:
        places = [
            place
            for word in re.finditer(r"[a-zA-Z]+", text)
            if len(word.group()) >= shortest
            for place in range(word.start() + 1, word.end() - 1)
            if text[place].lower() in letters
        ]
        if not places:
            return text
        place = random.choice(places)
        return text[:place] + edit(text[place], text[place + 1], random) + text[place + 2 :]

    return change


def key_beside(letter: str, random: Random) -> str:
    """A key beside that letter's."""
    place = KEYS.index(letter.lower())
    return random.choice([key for key in KEYS[max(place - 1, 0) : place + 2] if key not in f" {letter.lower()}"])


def broken_between_words(text: str, random: Random) -> str:
    words = text.split(" ")
    place = random.randrange(len(words))
    return "\n".join(" ".join(part) for part in (words[:place], words[place:]) if part)


TYPING: dict[str, Change] = {
    "upper case": lambda text, _: text.upper(),
    "lower case": lambda text, _: text.lower(),
    "Title Case": lambda text, _: text.title(),
    "sWITCHED cASE": lambda text, _: text.swapcase(),
    "no end": lambda text, _: unended(text),
    "a full stop": lambda text, _: f"{unended(text)}.",
    "many exclamation marks": lambda text, _: f"{unended(text)}!!!",
    "three dots": lambda text, _: f"{unended(text)}...",
    "doubled spaces": lambda text, _: text.replace(" ", "  "),
    "curly apostrophes": lambda text, _: text.replace("'", "’"),
    "curly quotes around it": lambda text, _: f"“{text}”",
    "an emoji before it": lambda text, _: f"😰 {text}",
    "an emoji after it": lambda text, _: f"{text} 😱😱",
    "an emoji right behind it": lambda text, _: f"{text}😭",
    "empty lines around it": lambda text, _: f"\n\n{text}\n\n",
    "a zero-width space between letters": lambda text, _: re.sub(r"(?<=\w)(?=\w)", "\u200b", text),
}
"""What says nothing else, only typed otherwise: it may cost no alarm and raise none."""

AROUND: dict[str, tuple[float, Change]] = {
    # Lost, here and below: "having a stroke??", a question about nobody once it does not stand alone.
    "thanks before it": (0.98, lambda text, _: f"Hi, thanks for your help earlier. {text}"),
    "a question before it": (0.98, lambda text, _: f"What is muscle atrophy? {text}"),
    "thanks after it": (0.98, lambda text, _: f"{ended(text)} Thank you very much."),
    "a question after it": (0.98, lambda text, _: f"{ended(text)} What exercises help?"),
    "politeness around it": (0.98, lambda text, _: f"Hello! {POLITE} {ended(text)} {POLITE} Which food helps? Bye"),
    "a greeting in its sentence": (0.98, lambda text, _: f"Hello, {text}"),
    "it's probably nothing": (0.98, lambda text, _: f"{ended(text)} It's probably nothing."),
    "she says don't fuss": (0.98, lambda text, _: f"{ended(text)} She says don't fuss."),
    "whether it can wait": (0.98, lambda text, _: f"{ended(text)} Should I wait until Monday?"),
    "no wish to be a bother": (0.98, lambda text, _: f"{ended(text)} I don't want to bother anyone."),
    "from somebody else": (0.98, lambda text, _: f"My neighbour wrote me this: {text}"),
    "from somebody else, in quotes": (0.98, lambda text, _: f'My neighbour just wrote me this: "{text}"'),
    "behind a payload": (0.98, lambda text, _: f'/ask_causes{{"subject": "als"}} {text}'),
    "inside a payload": (0.98, lambda text, _: f'/inform{{"told": {json.dumps(text)}, "subject": "als"}}'),
    "twice": (0.98, lambda text, _: f"{ended(text)} {text}"),
    "on two lines": (0.98, lambda text, _: f"{text}\n{text}"),
    "a line for each clause": (0.98, lambda text, _: re.sub(r"(?<=[.,!?]) +", "\n", text)),
    # Lost: what turns into another word, as in "now its word salad".
    "no apostrophes": (0.98, lambda text, _: re.sub("['’]", "", text)),
    # Lost: what another sentence then reaches, as in "lopsided face today too much botox last botox was 2 yrs ago".
    "no punctuation at all": (0.98, lambda text, _: re.sub(r"[.,;:!?]", "", text)),
    # Lost: what the line break cuts in two for the patterns, as in "weakness\nclimbing up legs".
    "a line break between two words": (0.98, broken_between_words),
    # Lost: "POISON CONTROL PLEASE?", which might be anybody's question.
    "a question mark": (0.98, lambda text, _: f"{unended(text)}?"),
    # Lost: to cues of a look-alike that reach beyond their sentence, as "quiz", "all fine since", "wheelchair".
    "after a look-alike": (0.88, lambda text, random: f"{ended(random.choice(CALM))} {text}"),
    "on the line after a look-alike": (0.88, lambda text, random: f"{random.choice(CALM)}\n{text}"),
    "before a look-alike": (0.88, lambda text, random: f"{ended(text)} {random.choice(CALM)}"),
    # Lost: words that were misspelt before ("swalowd"), and those that turn into other words ("coking on steak").
    "a vowel held": (0.98, in_a_word(lambda letter, after, _: letter * 4 + after, 5, "aeiou")),
    "the key beside it": (0.97, in_a_word(lambda letter, after, random: key_beside(letter, random) + after, 6)),
    "two letters swapped": (0.97, in_a_word(lambda letter, after, _: after + letter, 6)),
    "a letter left out": (0.97, in_a_word(lambda letter, after, _: after, 6)),
}
"""What stands around an alarm, or is wrong in it: the share of alarms that must survive, and the change."""

RELATIONS = {**{name: (1, change) for name, change in TYPING.items()}, **AROUND}

reproducibly = settings(deadline=None, derandomize=True, database=None, max_examples=150)
"""The same examples wherever the suite runs, so that it fails for a change of the code alone."""


@functools.cache
def alarms(text: str) -> bool:
    return screen(text).urgency in TAKEOVER


def changed(name: str, texts: list[str]) -> list[tuple[str, str]]:
    """A part of the texts, before and after the change; without those that it leaves as they are."""
    _, change = RELATIONS[name]
    part = texts[list(RELATIONS).index(name) % PART :: PART]
    pairs = [(text, change(text, Random(f"{name}: {text}"))) for text in part]
    return [(before, after) for before, after in pairs if after != before]


@pytest.mark.parametrize("name", RELATIONS)
@pytest.mark.usefixtures("screener")
def test_an_alarm_stays_one(name):
    floor, _ = RELATIONS[name]
    survive = {after: alarms(after) for before, after in changed(name, ALARMS) if alarms(before)}

    share = sum(survive.values()) / len(survive)

    lost = [text for text, survives in survive.items() if not survives]
    assert share >= floor, f"{name}: {share:.1%} of {len(survive)} alarms survive; lost: {lost}"


@pytest.mark.parametrize("name", TYPING)
@pytest.mark.usefixtures("screener")
def test_what_is_no_alarm_becomes_none(name):
    assert [after for before, after in changed(name, CALM) if alarms(after) and not alarms(before)] == []


SEVERAL = st.lists(st.sampled_from(sorted(TYPING)), min_size=2, max_size=4, unique=True)
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202e\x00"


@pytest.mark.usefixtures("screener")
@given(st.sampled_from(ALARMS + CALM), SEVERAL, st.randoms(use_true_random=False))
@reproducibly
def test_several_ways_of_typing_at_once_change_nothing(text, names, random):
    typed = text
    for name in names:
        typed = TYPING[name](typed, random)

    assert alarms(typed) == alarms(text), typed


@pytest.mark.usefixtures("screener")
@given(st.sampled_from(ALARMS), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(UNSEEN)), max_size=8))
@reproducibly
def test_what_the_eye_does_not_see_may_stand_anywhere(text, unseen):
    typed = text
    for share, character in unseen:
        place = round(share * len(typed))
        typed = typed[:place] + character + typed[place:]

    assert alarms(typed) == alarms(text), ascii(typed)


WORDS = sorted({word for text in ALARMS + CALM for word in text.split()})
ANY_TEXT = st.text(st.characters(exclude_categories=[]))  # control characters and halves of characters too
LIKE_A_MESSAGE = st.lists(st.sampled_from([*WORDS, *".,!?\n"]) | ANY_TEXT).map(" ".join)


@given(ANY_TEXT | LIKE_A_MESSAGE)
@example("")
@example("/restart")
@example('/ask_causes{"subject": "als"}')
@example("\x00" * 100)
@example("\ud83d")
@reproducibly
def test_any_text_at_all_gets_the_same_decision_each_time(text):
    screening = screen(text)

    assert isinstance(screening, Screening)
    assert (screening.urgency in TAKEOVER) == any(finding.urgency in TAKEOVER for finding in screening.findings)
    assert all(finding.words and finding.why for finding in screening.findings)
    assert screen(text) == screening


@given((ANY_TEXT | LIKE_A_MESSAGE).filter(bool), st.integers(5_000, 20_000))
@settings(reproducibly, max_examples=15)
def test_a_very_long_text_gets_a_decision_too(text, length):
    assert isinstance(screen((text * length)[:length]), Screening)
