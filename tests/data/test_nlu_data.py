"""What is written in data/ and domain.yml belongs together, and keeps its promises."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import structlog
from rasa.core.nlg.interpolator import interpolate_text
from rasa.shared.core.constants import USER_INTENT_BACK, USER_INTENT_RESTART, USER_INTENT_SESSION_START

from assistant.answers import follow_up
from assistant.channels.guard import BUSY, SLOW_DOWN, WORDS_ONLY, admit
from assistant.data_files import read_yaml as read
from assistant.dialogue.takeover import TROUBLE, WHEN_TO_CALL, is_takeover
from assistant.emergency_numbers import numbers
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect
from assistant.red_flags.loader import load
from assistant.visit import questions

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
START = 80
"""The first characters, in which only the emergency response may say "call 911"."""

ENOUGH = 40
"""The fewest examples of an intent that asks something."""


DOMAIN = read(ROOT / "domain.yml")
INTENTS = DOMAIN["intents"]
NLU_FILES = sorted((DATA / "nlu").glob("*.yml"))
RULES = {rule["rule"]: rule["steps"] for path in sorted((DATA / "rules").glob("*.yml")) for rule in read(path)["rules"]}
RESPONSES = {
    name: variants
    for path in sorted((DATA / "responses").glob("*.yml"))
    for name, variants in read(path)["responses"].items()
}
SLOTS = {name: slot.get("initial_value") for name, slot in DOMAIN["slots"].items()}
WRITTEN = [(name, variant["text"]) for name, variants in RESPONSES.items() for variant in variants]
TEXTS = [(name, interpolate_text(text, SLOTS)) for name, text in WRITTEN]
LANGUAGES = {language.language for language in load().languages}
ENGLISH = [(name, text) for name, text in TEXTS if name.rpartition("_")[2] not in LANGUAGES]
BUTTONS = [b for variants in RESPONSES.values() for variant in variants for b in variant.get("buttons", [])]
PAYLOADS = sorted({button["payload"] for button in BUTTONS})


def examples(path: Path) -> list[str]:
    """The examples of a file, which is of one intent."""
    [intent] = read(path)["nlu"]
    return [re.sub(r"^- ", "", line) for line in intent["examples"].splitlines()]


def plain(example: str) -> str:
    """An example as the intent classifier hardly tells it from others."""
    return " ".join(re.findall(r"\w+", example.casefold()))


@pytest.mark.parametrize("path", NLU_FILES, ids=lambda path: path.stem)
def test_a_file_holds_the_one_intent_of_its_name(path):
    content = read(path)
    assert set(content) == {"version", "nlu"}
    assert [set(part) for part in content["nlu"]] == [{"intent", "examples"}]
    assert content["nlu"][0]["intent"] == path.stem


@pytest.mark.parametrize("path", NLU_FILES, ids=lambda path: path.stem)
def test_an_example_is_one_line_of_plain_words(path):
    lines = read(path)["nlu"][0]["examples"].splitlines()
    assert [line for line in lines if not re.match(r"- \S", line)] == []
    assert [example for example in examples(path) if re.search(r"\]\(|\]\{|^/", example)] == []


def test_every_intent_of_the_domain_has_a_file_and_no_file_is_without():
    assert sorted(INTENTS) == [path.stem for path in NLU_FILES]


def test_every_aspect_of_the_facts_has_an_intent():
    assert {f"ask_{aspect.value}" for aspect in Aspect} <= set(INTENTS)


@pytest.mark.parametrize("path", [p for p in NLU_FILES if p.stem.startswith("ask_")], ids=lambda path: path.stem)
def test_an_intent_that_asks_has_enough_examples(path):
    assert len({plain(example) for example in examples(path)}) >= ENOUGH


def test_no_example_is_of_two_intents():
    intents = defaultdict(set)
    for path in NLU_FILES:
        for example in examples(path):
            intents[plain(example)].add(path.stem)
    assert {example: among for example, among in intents.items() if len(among) > 1 and example} == {}


@pytest.mark.parametrize("path", NLU_FILES, ids=lambda path: path.stem)
def test_no_example_is_given_twice(path):
    assert [example for example, times in Counter(examples(path)).items() if times > 1] == []


FORM_IS_DONE = "visit is prepared"
"""The rule that no intent starts but the end of the form."""

OF_INTENTS = {name: steps for name, steps in RULES.items() if name != FORM_IS_DONE}
ACTIONS = [*DOMAIN["actions"], *DOMAIN["forms"], *RESPONSES]


@pytest.mark.parametrize("intent", [*INTENTS, "nlu_fallback"])
def test_an_intent_has_the_one_rule_of_its_name(intent):
    steps = [steps for steps in RULES.values() if {"intent": intent} in steps]
    assert steps == [RULES[intent]]


def test_rules_are_for_intents_of_the_domain_only():
    assert sorted(OF_INTENTS) == sorted([*INTENTS, "nlu_fallback"])


@pytest.mark.parametrize("rule", [rule for rule in OF_INTENTS if rule != "prepare_visit"])
def test_a_rule_is_an_intent_and_one_action_that_exists(rule):
    intent, action = RULES[rule]
    assert intent == {"intent": rule}
    assert set(action) == {"action"}
    assert action["action"] in ACTIONS


@pytest.mark.parametrize("rule", ["prepare_visit", FORM_IS_DONE])
def test_the_forms_rules_name_actions_that_exist(rule):
    assert {step["action"] for step in RULES[rule] if "action" in step} <= set(ACTIONS)


def test_a_form_is_there_once_whatever_the_subjects():
    assert DOMAIN["forms"] == {"visit_form": {"required_slots": list(questions().order)}}


def test_what_was_spoken_of_fades_after_an_hour():
    assert DOMAIN["session_config"] == {"session_expiration_time": 60, "carry_over_slots_to_new_session": False}


def test_each_question_of_the_form_can_be_asked():
    for slot in questions().order:
        assert f"utter_ask_visit_form_{slot}" in RESPONSES


def test_every_response_is_said_by_a_rule_a_policy_a_form_an_action_or_a_channel():
    by_rules = {step["action"] for steps in RULES.values() for step in steps if "action" in step}
    by_policy = {WHEN_TO_CALL, TROUBLE} | {name for name in RESPONSES if is_takeover(name)}
    by_form = {name for name in RESPONSES if name.startswith("utter_ask_visit_form_")}
    by_actions = set(
        re.findall(r'"(utter_(?!action")\w+)"', "".join(p.read_text() for p in (ROOT / "actions").glob("*.py")))
    )
    said = {name for name in by_rules if name.startswith("utter_")} | by_policy | by_form | by_actions
    assert set(RESPONSES) == said | {WORDS_ONLY, SLOW_DOWN, BUSY}


@pytest.mark.parametrize("example", examples(DATA / "nlu" / "follow_up.yml"))
def test_an_example_of_a_follow_up_is_told_without_learning(example):
    assert follow_up(example) is not None


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_a_response_is_one_message(name, text):
    assert text == text.strip()
    assert not re.search(r"\n\s*\n", text)


@pytest.mark.parametrize("text", [text for name, text in ENGLISH if name.startswith("utter_emergency")])
def test_the_emergency_response_begins_with_calling_911(text):
    assert text.startswith("Call 911 now")


@pytest.mark.parametrize("text", [text for name, text in ENGLISH if name.startswith("utter_emergency")])
def test_the_emergency_response_helps_who_cannot_speak_or_hear_or_is_alone(text):
    assert "Cannot speak or hear? Text 911 where that is possible, or call and leave the line open" in text
    assert "have someone near you call" in text
    assert "Unlock the door" in text
    assert "Do not drive yourself" in text


def test_where_the_air_is_bad_everyone_is_sent_out_before_the_call():
    [text] = [text for name, text in TEXTS if name == "utter_emergency_poisoning"]
    assert "Gas, smoke or carbon monoxide: get everyone out first, and call from outside" in text


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_no_response_says_that_all_is_well(name, text):
    assert not re.search(r"\b(no|not an) emergency|nothing to worry|do(n't| not) worry|no need to call", text, re.I)


@pytest.mark.parametrize("text", [text for name, text in TEXTS if name.startswith("utter_crisis")])
def test_the_crisis_response_names_988_and_911(text):
    assert "988" in text
    assert "911" in text


@pytest.mark.parametrize("text", [text for name, text in TEXTS if is_takeover(name) and name.endswith("_poisoning")])
def test_after_an_overdose_911_comes_first_then_the_crisis_line_and_poison_help(text):
    assert text.startswith("Call 911 now")
    assert "988" in text
    assert "Poison Help at 1-800-222-1222" in text


def test_a_takeover_is_for_all_or_for_a_flag_or_a_language_that_there_is():
    of_one = {name.partition("_")[2].partition("_")[2] for name in RESPONSES if is_takeover(name)}
    assert of_one - {""} <= {*load().flags, *LANGUAGES}
    assert {"utter_emergency_poisoning", "utter_crisis_poisoning"} <= set(RESPONSES)


NOT_UNDERSTOOD = ["utter_trouble", "utter_when_to_call", "utter_rephrase", "utter_english_only"]


@pytest.mark.parametrize("text", [text for name, text in TEXTS if name in NOT_UNDERSTOOD])
def test_a_response_to_what_was_not_understood_names_911(text):
    assert "911" in text


@pytest.mark.parametrize(("name", "text"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_a_response_leaves_the_numbers_to_the_domain(name, text):
    assert set(re.findall(r"(?<!{){(\w*)}", text)) <= set(numbers().dict())
    assert not re.search(r"\b(911|988|112|999)\b", text)


@pytest.mark.parametrize("title", [button["title"] for button in BUTTONS])
def test_a_button_leaves_the_numbers_to_the_domain(title):
    assert not re.search(r"\b(911|988|112|999)\b", title)


AFTER_AN_OVERDOSE = "utter_crisis_poisoning"
OTHERS = [(name, text) for name, text in TEXTS if not name.startswith(("utter_emergency", AFTER_AN_OVERDOSE))]


@pytest.mark.parametrize(("name", "text"), OTHERS, ids=[name for name, _ in OTHERS])
def test_no_other_response_begins_with_calling_911(name, text):
    assert not re.search(r"call\W{0,3}911", text[:START], re.IGNORECASE)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_sent_as_it_stands_and_let_through(payload):
    with structlog.testing.capture_logs() as logged:
        sent = interpolate_text(payload, SLOTS)
    assert logged == []
    assert admit(sent) == sent
    assert sent.startswith("/")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_names_an_intent_and_a_subject_that_exist(payload):
    intent, subject = re.fullmatch(r'/(\w+)(?:\{\{"subject": "(\w+)"\}\})?', payload).groups()
    assert intent in INTENTS
    assert subject is None or subject in default_facts().subjects


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_on_an_aspect_has_facts(payload):
    intent, subject = re.fullmatch(r'/(\w+)(?:\{\{"subject": "(\w+)"\}\})?', payload).groups()
    aspects = {fact.aspect.value for fact in default_facts().subjects[subject or "muscle_atrophy"].facts}
    assert (subject is None) or intent.removeprefix("ask_") in aspects


def test_buttons_have_titles_that_differ():
    for name, variants in RESPONSES.items():
        titles = [button["title"] for variant in variants for button in variant.get("buttons", [])]
        assert len(set(titles)) == len(titles), name


def test_what_rasa_does_by_itself_is_no_intent_of_the_domain():
    assert not {USER_INTENT_BACK, USER_INTENT_RESTART, USER_INTENT_SESSION_START} & set(INTENTS)
