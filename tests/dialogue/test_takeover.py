"""Which response a text asks for, and when two messages are read as one."""

from __future__ import annotations

import pytest

from assistant.dialogue.takeover import (
    CRISIS,
    EMERGENCY,
    FRAGMENT,
    SCREENED,
    TROUBLE,
    as_one,
    is_takeover,
    screened,
    takeover,
    takeover_of_two,
)

FLAG = "my dad cannot breathe and his lips are blue"

SENT_IN_TWO = [
    ("my arm", "suddenly went numb"),
    ("My arm.", "Suddenly went numb."),
    ("my arm…", "…suddenly went numb"),
    ("he is not", "breathing"),
    ("my face", "is drooping"),
    ("i have never had", "such a terrible headache"),
    ("my mother's speech", "is slurred all of a sudden"),
    ("my husband just collapsed and", "is not waking up"),
    ("I suddenly can't", "move my legs"),
    ("she is", "not responding to me"),
    ("i just swallowed", "thirty sleeping tablets"),
    ("the whole left half of my body", "just went weak"),
    ("from the waist down i feel", "nothing since the crash"),
    ("both my legs", "since an hour no feeling"),
    ("grandma fell and", "cannot lift her arm now"),
    ("my grandpa is", "choking"),
    ("I can hardly", "swallow since this morning"),
    ("my vision", "went black on one side"),
    ("there is blood", "everywhere, it won't stop"),
    ("uncle joe is", "shaking and foaming at the mouth"),
    ("right now my chest", "feels crushed"),
    ("my throat", "is closing after the bee sting"),
    ("i want to", "end it all"),
    ("my right leg", "stopped obeying me just now"),
    ("i lost", "control of my bladder and my back hurts"),
    ("since ten minutes my wife", "talks gibberish"),
]
"""The first halves and the second; with the earlier ones the screener may alarm at a half by itself."""

ORDINARY = [
    ("what is ALS?", "can you tell me about breathing"),
    ("what causes sudden weakness?", "my dad has it"),
    ("my dad has it", "what causes sudden weakness"),
    ("stroke", "sudden weakness"),
    ("sudden weakness", "arms"),
    ("sudden weakness", "stroke"),
    ("my leg is thin", "after surgery"),
    ("my arm", "is getting thinner"),
    ("my dad", "has sarcopenia"),
    ("hello", "my arm"),
    ("tell me about als", "and paralysis"),
    ("my leg", "was in a cast"),
    ("i have ms", "weakness"),
    ("paralysis", "in spinal cord injury"),
    ("thanks", "sudden weakness"),
    ("my legs", "are weak for years"),
    ("can they waste", "face muscles"),
    ("symptoms of stroke", "and of als"),
    ("what about speech", "slurred"),
    ("i am a student", "stroke signs"),
    ("my arm is weak", "since 3 years"),
    ("als", "does it affect breathing"),
    ("spinal cord injury", "numb legs"),
    ("my hand", "is numb at night from carpal tunnel"),
    ("facial weakness", "my uncle"),
    ("my aunt had polio", "how does breathing get weak"),
    ("ok", "and numbness?"),
    ("which signs has a stroke", "face"),
    ("is paralysis forever", "arms and legs"),
    ('/ask_symptoms{"subject":"stroke"}', "my uncle"),
    ("my uncle", '/ask_symptoms{"subject":"stroke"}'),
    ("around Whitsun", "my shoulder and upper arm, on the left"),
    ("my right thigh", "paracetamol and a heart tablet"),
]


@pytest.mark.parametrize(("first", "second"), SENT_IN_TWO)
def test_an_emergency_sent_in_two_takes_over_at_its_second_half_at_the_latest(first, second):
    assert takeover_of_two(first, second, ()) in (EMERGENCY, CRISIS)


@pytest.mark.parametrize(("first", "second"), ORDINARY)
def test_ordinary_messages_in_a_row_raise_no_alarm_that_neither_raises(first, second):
    assert takeover_of_two(first, second, ()) in (None, takeover(first, ()), takeover(second, ()))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("", "suddenly went numb"),
        ("my arm", " "),
        ("…", "my arm"),
        ("my arm?", "suddenly went numb"),
        ("my arm", "suddenly numb, what is that"),
        ("is it deadly", "my arm"),
        ("my arm", "and can it go numb"),
        ("I would like to know more about speech", "suddenly slurred"),
        ("/ask_help", "suddenly went numb"),
        ("my arm", "/ask_help"),
        ("one two three four five six", "one two three four five six"),
    ],
)
def test_what_asks_what_a_button_sends_and_whole_sentences_stand_by_themselves(before, now):
    assert as_one(before, now) is None


def test_a_fragment_has_few_words():
    fragment = " ".join(["word"] * FRAGMENT)
    assert as_one(fragment, f"{fragment} more") == f"{fragment} {fragment} more"
    assert as_one(f"{fragment} more", fragment) == f"{fragment} more {fragment}"


@pytest.mark.parametrize(("typed", "sentence"), [("is drooping", "my face is drooping"), ("...IS", "my face IS")])
def test_what_goes_on_with_a_verb_is_no_question(typed, sentence):
    assert as_one("my face -", typed) == sentence


@pytest.mark.parametrize(
    ("text", "response"),
    [
        *((FLAG, EMERGENCY), (f"/{FLAG}", EMERGENCY), (f"/not_now {FLAG}", EMERGENCY)),
        *(("I want to kill myself", CRISIS), ("what are the signs of a stroke?", None), ("", None)),
        *(("/not_now", None), ("/called_911", None), ('/ask_care{"subject": "stroke"}', None)),
    ],
)
def test_a_red_flag_now_has_its_response(text, response):
    assert takeover(text, ()) == response


OF_ITS_OWN = {f"{EMERGENCY}_poisoning", f"{CRISIS}_poisoning"}
"""The names of the responses that are for one flag."""


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("I took all my pills", f"{EMERGENCY}_poisoning"),
        ("i swallowed the whole bottle", f"{EMERGENCY}_poisoning"),
        ("took 30 tylenol", f"{EMERGENCY}_poisoning"),
        ("I took all my pills and my chest is crushed", f"{EMERGENCY}_poisoning"),
        ("My chest is crushed, and no, I took no pills", EMERGENCY),
        (FLAG, EMERGENCY),
        ("I took all my pills because I want to die", f"{CRISIS}_poisoning"),
        ("I want to kill myself", CRISIS),
        ("is an overdose of vitamin D possible?", None),
    ],
)
def test_a_flag_may_have_a_response_of_its_own(text, response):
    assert takeover(text, OF_ITS_OWN) == response


def test_where_a_flag_has_no_response_of_its_own_the_common_one_is_said():
    assert takeover("I took all my pills", ()) == EMERGENCY


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("no puedo respirar", f"{EMERGENCY}_es"),
        ("/no puedo respirar", f"{EMERGENCY}_es"),
        ("quiero matarme", f"{CRISIS}_es"),
        ("ich kann nicht atmen", EMERGENCY),
        (FLAG, EMERGENCY),
        ("¿qué es un infarto?", None),
    ],
)
def test_a_red_flag_has_the_response_of_its_language_or_the_english_one(text, response):
    assert takeover(text, {EMERGENCY, CRISIS, f"{EMERGENCY}_es", f"{CRISIS}_es"}) == response


@pytest.mark.parametrize(
    ("first", "second"),
    [("mi papa no puede", "respirar"), ("mein linker arm", "ist plötzlich taub"), ("我爸爸突然", "说不出话了")],
)
def test_an_emergency_in_another_language_may_be_sent_in_two(first, second):
    assert takeover_of_two(first, second, ()) == EMERGENCY


@pytest.mark.parametrize(
    ("action", "takes_over"),
    [(EMERGENCY, True), (CRISIS, True), (f"{EMERGENCY}_es", True), (TROUBLE, False), ("action_listen", False)],
)
def test_a_takeover_is_known_by_its_name_in_every_language(action, takes_over):
    assert is_takeover(action) is takes_over


def test_what_fifty_people_write_at_once_is_screened_once_each():
    screened.cache_clear()
    texts = [f"question {number}" for number in range(50)]
    found = [screened(text) for text in texts]
    assert all(screened(text) is screening for text, screening in zip(texts, found))


def test_no_more_texts_are_remembered_than_that_takes():
    screened.cache_clear()
    for number in range(SCREENED + 5):
        screened(f"question {number}")
    assert screened.cache_info().currsize == SCREENED
