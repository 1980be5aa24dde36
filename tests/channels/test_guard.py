"""What the guard lets through to Rasa, and what it says when Rasa says nothing."""

from __future__ import annotations

import pytest

from assistant.channels.guard import admit, last_resort, takes_over
from assistant.limits import LONGEST
from assistant.red_flags import Urgency, screen

POLITE = "I was reading about gardening this morning and thought of you. "
FLAG = "My father's face is drooping on one side and he cannot speak."


@pytest.mark.parametrize(
    "payload",
    [
        '/ask_causes{"subject": "als"}',
        '/ask_causes{"subject":"muscle_atrophy"}',
        "/ask_help",
        "/called_911",
        "/not_now",
    ],
)
def test_what_a_button_sends_is_kept(payload):
    assert admit(payload) == payload


@pytest.mark.parametrize(
    ("typed", "admitted"),
    [
        ("/", ""),
        ("// /", ""),
        ("/nonsense", "nonsense"),
        ("/nonsense{", "nonsense{"),
        ("/session_start", "session_start"),
        ("/restart", "restart"),
        ("/back", "back"),
        ("/nlu_fallback", "nlu_fallback"),
        ("/action_answer", "action_answer"),
        ("/utter_emergency", "utter_emergency"),
        ("/ASK_HELP", "ASK_HELP"),
        ("/ask_help ", "/ask_help"),
        ("/ask_help@1.0", "ask_help@1.0"),
        ("/ask_help and more", "ask_help and more"),
        ("/ask_help\n/ask_help", "ask_help\n/ask_help"),
        ('/ask_causes{"subject": "als", "told": "x"}', 'ask_causes{"subject": "als", "told": "x"}'),
        ('/ask_causes{"told": "x"}', 'ask_causes{"told": "x"}'),
        ('/skip{"visit_muscles": "x"}', 'skip{"visit_muscles": "x"}'),
        ('/skip{"requested_slot": null}', 'skip{"requested_slot": null}'),
        ('/ask_causes{"subject": "als", "subject": "ms"}', 'ask_causes{"subject": "als", "subject": "ms"}'),
        ('/ask_causes{"subject": ["als"]}', 'ask_causes{"subject": ["als"]}'),
        ("  //ask_help my chest hurts", "ask_help my chest hurts"),
    ],
)
def test_a_slash_goes_where_no_button_sends_it(typed, admitted):
    assert admit(typed) == admitted


@pytest.mark.parametrize(
    ("typed", "admitted"),
    [
        ("what\x00 is\x07 als", "what is als"),
        ("I can\x00't breathe", "I can't breathe"),
        ("what\x0bis\x0cals", "what is als"),
        ("\x1fwhat is als\x7f", "what is als"),
        ("what is als \ud83d", "what is als"),
        ("what is als\r\nand ms", "what is als \nand ms"),
        ("two\tcolumns\nand lines", "two\tcolumns\nand lines"),
        ("\x00\x01", ""),
        ("   \n", ""),
        ("", ""),
        ("müde? 😀 中文", "müde? 😀 中文"),
    ],
)
def test_control_characters_and_halves_of_characters_go(typed, admitted):
    assert admit(typed) == admitted


def test_a_payload_behind_a_control_character_is_no_way_around_the_guard():
    assert admit("\x00/restart") == "restart"


def test_the_longest_message_stays_whole():
    text = "x" * LONGEST
    assert admit(text) == text


def test_of_an_overlong_message_the_beginning_stays():
    text = ("What are the causes of muscle atrophy? " * 110)[: LONGEST + 1]
    assert admit(text) == text[:LONGEST].strip()


@pytest.mark.parametrize(
    "text",
    [
        POLITE * 100 + FLAG,
        FLAG + POLITE * 100,
        POLITE * 50 + FLAG + POLITE * 50,
        "what are the causes of muscle atrophy? " * 120 + FLAG,
        "lorem ipsum " * 400 + "my father's face is drooping on one side",
    ],
    ids=["at its end", "at its beginning", "in its middle", "among questions", "without a full stop"],
)
def test_of_an_overlong_message_the_red_flag_stays(text):
    admitted = admit(text)
    assert len(admitted) <= LONGEST
    assert "drooping on one side" in admitted
    assert screen(admitted).urgency is Urgency.EMERGENCY


def test_of_an_overlong_message_a_red_flag_in_another_language_stays():
    admitted = admit("¿Qué es la atrofia muscular? " * 140 + "Mi papá no puede respirar. " + "Gracias por todo. " * 10)
    assert len(admitted) <= LONGEST
    assert screen(admitted).urgency is Urgency.EMERGENCY


def test_of_an_overlong_message_a_wish_to_die_stays():
    assert screen(admit(POLITE * 100 + "I want to kill myself.")).urgency is Urgency.CRISIS


def test_of_an_overlong_message_a_wish_to_die_stays_before_another_emergency():
    text = FLAG + POLITE * 50 + "I want to kill myself. " + POLITE * 50
    assert screen(admit(text)).urgency is Urgency.CRISIS


@pytest.mark.parametrize("words", range(874, 883))
def test_of_an_overlong_message_without_full_stops_the_red_flag_stays_wherever_it_is(words):
    text = "word " * words + "worst headache of my life"
    assert takes_over(admit(text))


def test_a_single_overlong_word_is_cut():
    assert admit("x" * 15_000) == "x" * LONGEST


@pytest.mark.parametrize(
    ("text", "taken_over"),
    [
        (FLAG, True),
        ("I want to kill myself", True),
        ("no puedo respirar", True),
        ("¿qué es la atrofia muscular?", False),
        ("what are the signs of a stroke?", False),
        ("what causes muscle atrophy?", False),
        ("", False),
    ],
)
def test_what_takes_over(text, taken_over):
    assert takes_over(text) is taken_over


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (FLAG, "Call 911 now."),
        ("I want to kill myself", "I am so glad you told me."),
        ("no puedo respirar", "Llame al 911 ahora. (Call 911 now.)"),
        ("je veux mourir", "Merci de me l'avoir dit."),
        ("我喘不过气来", "请立即拨打 911。(Call 911 now.)"),
        ("what are the signs of a stroke?", "Sorry, something on my side does not work"),
        ("what causes muscle atrophy?", "Sorry, something on my side does not work"),
        ("", "Sorry, something on my side does not work"),
    ],
)
def test_the_last_resort_is_the_domains_own_wording(text, begins):
    assert last_resort(text).startswith(begins)


@pytest.mark.parametrize("text", [FLAG, "I want to kill myself", "what causes muscle atrophy?"])
def test_the_last_resort_names_911_in_one_message(text):
    assert "911" in last_resort(text)
    assert "\n\n" not in last_resort(text)
