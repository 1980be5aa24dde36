"""What the policy decides, asked directly: in the middle of a turn, inside a form, for any payload."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph

from assistant.dialogue.safety_policy import SafetyPolicy, closing_action, last_turns, takeover_of
from assistant.dialogue.takeover import CRISIS, EMERGENCY, TOGETHER, TROUBLE, WHEN_TO_CALL
from assistant.red_flags import Urgency
from assistant.red_flags.loader import load

ROOT = Path(__file__).parents[2]
FLAGS = load().flags
TAKEOVER = {Urgency.EMERGENCY: EMERGENCY, Urgency.CRISIS: CRISIS}

FLAG = "I can't breathe"
WISH_TO_DIE = "I want to kill myself"
MENTION = "What are the signs of a stroke?"
ORDINARY = "What causes muscle atrophy?"

LISTEN = ActionExecuted("action_listen")
ANSWERED = [ActionExecuted("action_answer"), BotUttered("Muscles that nobody uses get thin.")]
ANSWERED_WITH_911 = [ActionExecuted("action_answer"), BotUttered("A drooping face."), BotUttered("Then call 911.")]
WORDLESS = [ActionExecuted("action_answer"), SlotSet("day", "monday")]

DOMAIN = """
version: "3.1"
intents: [inform, ask, note, affirm]
slots: {day: {type: text, influence_conversation: false, mappings: [{type: from_text}]}}
forms: {visit_form: {required_slots: [day]}}
actions: [action_answer, action_note]
responses:
  utter_emergency: [{text: Call 911 now.}]
  utter_emergency_es: [{text: Llame al 911 ahora.}]
  utter_crisis: [{text: Call 988.}]
  utter_when_to_call: [{text: Then call 911.}]
  utter_trouble: [{text: Sorry.}]
  utter_noted: [{text: Noted.}]
"""
RULES = """
version: "3.1"
rules:
- rule: ask
  steps: [{intent: ask}, {action: action_answer}]
- rule: note
  steps: [{intent: note}, {action: action_note}, {action: utter_noted}]
- rule: visit
  steps: [{intent: inform}, {action: visit_form}, {active_loop: visit_form}]
- rule: end of the visit
  condition: [{active_loop: visit_form}]
  steps: [{action: visit_form}, {active_loop: null}, {action: utter_noted}]
"""


@pytest.fixture(scope="module")
def domain():
    return Domain.from_yaml(DOMAIN)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """What Rasa makes a policy of."""
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("storage"))
    return storage, Resource("policy"), ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def policy(parts, domain):
    """The policy as Rasa trains and loads it, with the rules above."""
    trained = SafetyPolicy.create(SafetyPolicy.get_default_config(), *parts)
    rules = StoryGraph(YAMLStoryReader(domain).read_from_string(RULES))
    trained.train(TrainingDataGenerator(rules, domain, augmentation_factor=0).generate(), domain)
    return SafetyPolicy.load(SafetyPolicy.get_default_config(), *parts)


@pytest.fixture(scope="module")
def predict(policy, domain):
    """The prediction after these events."""

    def predict(*events):
        return policy.predict_action_probabilities(
            DialogueStateTracker.from_events("somebody", list(events), domain.slots), domain
        )

    return predict


@pytest.fixture(scope="module")
def predicted(predict, domain):
    """The action that is certain after these events; None where none is."""

    def predicted(*events):
        prediction = predict(*events)
        return domain.action_names_or_texts[prediction.max_confidence_index] if prediction.max_confidence == 1 else None

    return predicted


def said(text, intent="ask", timestamp=None):
    return UserUttered(text, intent={"name": intent, "confidence": 1.0}, timestamp=timestamp)


def taken_over(*turn, before=(), responses=()):
    return takeover_of(list(before), list(turn), responses)


@pytest.mark.parametrize("happened", [[], ANSWERED, WORDLESS, ANSWERED_WITH_911, [ActionExecuted(WHEN_TO_CALL)]])
@pytest.mark.parametrize(("text", "response"), [(FLAG, EMERGENCY), (WISH_TO_DIE, CRISIS)])
def test_a_red_flag_now_takes_over_alone_whatever_was_done_in_its_turn(text, response, happened, predicted):
    turn = [LISTEN, said(text), *happened]
    assert predicted(*turn) == response
    assert predicted(*turn, ActionExecuted(response)) == "action_listen"
    assert predicted(*turn, ActionExecuted(response), BotUttered("Call 911 now.")) == "action_listen"


IN_OTHER_LANGUAGES = {
    "no puedo respirar": f"{EMERGENCY}_es",
    "quiero matarme": CRISIS,
    "ich kann nicht atmen": EMERGENCY,
    "我想自杀": CRISIS,
}
"""With the response of the domain above: it is English where the language has none."""


@pytest.mark.parametrize("text", IN_OTHER_LANGUAGES)
@pytest.mark.parametrize("happened", [[], ANSWERED, WORDLESS])
def test_a_red_flag_in_another_language_takes_over_in_it(text, happened, predicted):
    turn = [LISTEN, said(text, "other_language"), *happened]
    response = IN_OTHER_LANGUAGES[text]
    assert predicted(*turn) == response
    assert predicted(*turn, ActionExecuted(response), BotUttered("Llame al 911 ahora.")) == "action_listen"


PAYLOADS = {
    "plain": "{}",
    "behind a slash": "/{}",
    "behind an intent": "/ask {}",
    "behind an intent and its confidence": "/ask@1.0 {}",
    "inside a payload": '/inform{{"day": "{}"}}',
    "behind a payload": '/inform{{"day": "monday"}} {}',
    "behind a restart": "/restart {}",
    "behind a new session": "/session_start {}",
    "behind a question": ORDINARY + " {}",
}


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_keeps_any_red_flag_back(payload, flag, predicted):
    text = PAYLOADS[payload].format(FLAGS[flag].must_fire[0])
    assert predicted(LISTEN, said(text)) == TAKEOVER[FLAGS[flag].urgency]


@pytest.mark.parametrize("intent", [None, "inform", "restart", "back", "session_start", "nlu_fallback", "out_of_scope"])
def test_a_red_flag_takes_over_whatever_it_was_understood_as(intent, predicted):
    assert predicted(LISTEN, said(FLAG, intent)) == EMERGENCY


def asked_by(form):
    """What has happened when a form waits for an answer."""
    return [
        *(LISTEN, said("hello"), ActionExecuted(form), ActiveLoop(form), SlotSet("requested_slot", "day")),
        *(BotUttered("Which day?"), LISTEN),
    ]


@pytest.mark.parametrize("flag", FLAGS)
def test_inside_a_form_any_red_flag_takes_over_and_ends_the_form(flag, predict, domain):
    answer = said(FLAGS[flag].must_fire[0], "inform")
    prediction = predict(*asked_by("visit_form"), answer, SlotSet("day", answer.text))
    assert domain.action_names_or_texts[prediction.max_confidence_index] == TAKEOVER[FLAGS[flag].urgency]
    assert prediction.events == [ActiveLoop(None), SlotSet("requested_slot", None)]
    assert prediction.is_no_user_prediction


@pytest.mark.parametrize("events", [[ActionExecutionRejected("visit_form")], WORDLESS, [ActionExecuted("visit_form")]])
def test_inside_a_form_a_red_flag_takes_over_whatever_the_form_did(events, predicted):
    assert predicted(*asked_by("visit_form"), said(FLAG), *events) == EMERGENCY


def test_in_a_form_that_there_is_no_more_a_red_flag_still_takes_over(predicted):
    assert predicted(*asked_by("last_years_form"), said(FLAG)) == EMERGENCY


def test_inside_a_form_other_answers_are_the_forms(predicted):
    waiting = asked_by("visit_form")
    assert predicted(*waiting, said("on monday")) == "visit_form"
    assert predicted(*waiting, said(MENTION)) == "visit_form"


def test_a_form_that_is_silent_at_its_end_is_not_apologised_for(predicted):
    ending = [ActionExecuted("visit_form"), SlotSet("day", "monday"), ActiveLoop(None), SlotSet("requested_slot", None)]
    turn = [*asked_by("visit_form"), said("on monday"), *ending]
    assert predicted(*turn) == "utter_noted"
    assert predicted(*turn, ActionExecuted("utter_noted"), BotUttered("Noted.")) == "action_listen"


def test_a_form_that_fails_is_apologised_for(predicted):
    turn = [*asked_by("visit_form"), said("on monday"), ActionExecuted("visit_form")]
    assert predicted(*turn) == TROUBLE
    assert predicted(*turn, ActionExecuted(TROUBLE), BotUttered("Sorry.")) == "action_listen"


def test_a_mention_inside_a_form_adds_when_to_call_after_the_forms_question(predicted):
    turn = [*asked_by("visit_form"), said(MENTION), ActionExecuted("visit_form"), BotUttered("Which day?")]
    assert predicted(*turn) == WHEN_TO_CALL
    assert predicted(*turn, ActionExecuted(WHEN_TO_CALL), BotUttered("Then call 911.")) == "action_listen"


def test_a_silent_action_is_not_apologised_for_while_the_rules_go_on(predicted):
    turn = [LISTEN, said("write that down", "note"), ActionExecuted("action_note"), SlotSet("day", "monday")]
    assert predicted(*turn) == "utter_noted"
    assert predicted(*turn, ActionExecuted("utter_noted"), BotUttered("Noted.")) == "action_listen"


@pytest.mark.parametrize("text", [ORDINARY, MENTION])
def test_a_turn_that_would_end_without_a_word_is_apologised_for_once(text, predicted):
    turn = [LISTEN, said(text), *WORDLESS]
    assert predicted(*turn) == TROUBLE
    assert predicted(*turn, ActionExecuted(TROUBLE)) == "action_listen"
    assert predicted(*turn, ActionExecuted(TROUBLE), BotUttered("Sorry.")) == "action_listen"


def test_a_mention_adds_when_to_call_once_after_the_answer(predicted):
    turn = [LISTEN, said(MENTION)]
    assert predicted(*turn) == "action_answer"
    turn += ANSWERED
    assert predicted(*turn) == WHEN_TO_CALL
    turn += [ActionExecuted(WHEN_TO_CALL), BotUttered("Then call 911.")]
    assert predicted(*turn) == "action_listen"


def test_a_mention_adds_nothing_where_the_number_was_said(predicted):
    assert predicted(LISTEN, said(MENTION), *ANSWERED_WITH_911) == "action_listen"


@pytest.mark.parametrize(
    ("events", "action"),
    [
        ([said(ORDINARY)], "action_answer"),
        ([said(ORDINARY), SlotSet("day", "monday")], "action_answer"),
        ([said(ORDINARY), *ANSWERED], "action_listen"),
        ([said(ORDINARY), ActionExecuted("action_answer"), BotUttered(None, {"image": "arm.png"})], "action_listen"),
        ([said(""), *ANSWERED], "action_listen"),
        ([said(None), *ANSWERED], "action_listen"),
        ([said(ORDINARY, "affirm")], None),
        ([said(ORDINARY, "affirm"), *ANSWERED], "action_listen"),
        ([said(FLAG), ActionExecuted(EMERGENCY), LISTEN, said(ORDINARY)], "action_answer"),
        ([said(FLAG), ActionExecuted(EMERGENCY), LISTEN, said(FLAG)], EMERGENCY),
        ([ActionExecuted("action_session_start"), SessionStarted(), LISTEN, said(FLAG)], EMERGENCY),
    ],
)
def test_an_ordinary_turn_goes_by_the_rules_and_ends(events, action, predicted):
    assert predicted(LISTEN, *events) == action


@pytest.mark.parametrize("events", [[], [LISTEN], [ActionExecuted("action_session_start"), SessionStarted(), LISTEN]])
def test_before_any_message_there_is_nothing_to_do(events, predicted):
    assert last_turns(events) == ([], [])
    assert predicted(*events) is None
    assert taken_over() is None
    assert closing_action([], "action_listen") is None


def test_a_turn_lasts_from_a_message_to_the_next():
    first, second, third = [said("one"), *ANSWERED, LISTEN], [said("two"), LISTEN], [said("three"), *ANSWERED]
    assert last_turns([LISTEN, *first]) == ([], first)
    assert last_turns([LISTEN, *first, *second]) == (first, second)
    assert last_turns([LISTEN, *first, *second, *third]) == (second, third)


HALVES = said("since breakfast i cannot", timestamp=1_000), said("move or feel my legs", timestamp=1_000 + TOGETHER)


def test_a_red_flag_sent_in_two_takes_over_at_the_second(predicted):
    first, second = HALVES
    assert taken_over(second, before=[first, *ANSWERED, LISTEN]) == EMERGENCY
    turn = [LISTEN, first, *ANSWERED, LISTEN, second]
    assert predicted(*turn) == EMERGENCY
    assert predicted(*turn, ActionExecuted(EMERGENCY), BotUttered("Call 911 now.")) == "action_listen"


def test_two_messages_that_are_not_sent_together_are_two():
    first, second = HALVES
    later = said(second.text, timestamp=second.timestamp + 1)
    assert taken_over(later, before=[first, *ANSWERED, LISTEN]) is None


@pytest.mark.parametrize("response", [EMERGENCY, CRISIS, f"{EMERGENCY}_es"])
def test_after_a_takeover_the_next_message_is_read_by_itself(response):
    first, second = HALVES
    assert taken_over(second, before=[first, ActionExecuted(response), LISTEN]) is None
    assert taken_over(said(FLAG), before=[first, ActionExecuted(response), LISTEN]) == EMERGENCY


def test_it_is_the_one_policy_of_the_assistant():
    configured = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["policies"]

    assert [each["name"] for each in configured] == ["assistant.dialogue.safety_policy.SafetyPolicy"]
    assert issubclass(SafetyPolicy, RulePolicy)
