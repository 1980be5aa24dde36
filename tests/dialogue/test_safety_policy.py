from pathlib import Path

import pytest
import yaml
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.safety_policy import CRISIS as UTTER_CRISIS
from assistant.dialogue.safety_policy import EMERGENCY as UTTER_EMERGENCY
from assistant.dialogue.safety_policy import TROUBLE, WHEN_TO_CALL, SafetyPolicy, next_action, turn_events

ROOT = Path(__file__).parents[2]

EMERGENCY = "I can't breathe"
CRISIS = "I want to kill myself"
MENTION = "What are the signs of a stroke?"
ORDINARY = "What causes muscle atrophy?"

LISTEN = ActionExecuted("action_listen")
ANSWERED = [ActionExecuted("action_answer"), BotUttered("Muscles that nobody uses get thin.")]
ANSWERED_WITH_911 = [ActionExecuted("action_answer"), BotUttered("A drooping face."), BotUttered("Then call 911.")]
WORDLESS = [ActionExecuted("action_answer"), SlotSet("day", "monday")]

DOMAIN = """
version: "3.1"
intents: [inform]
slots: {day: {type: text, mappings: [{type: from_text}]}}
forms: {visit_form: {required_slots: [day]}}
actions: [action_answer]
responses:
  utter_emergency: [{text: Call 911 now.}]
  utter_crisis: [{text: Call 988.}]
  utter_when_to_call: [{text: Then call 911.}]
  utter_trouble: [{text: Sorry.}]
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
def policy(parts):
    return SafetyPolicy.load(SafetyPolicy.get_default_config(), *parts)


@pytest.fixture(scope="module")
def rule_policy(parts, domain):
    """The policy that keeps a form going."""
    made = RulePolicy.create(RulePolicy.get_default_config(), *parts)
    made.train([], domain)
    return made


@pytest.fixture(scope="module")
def predicted(policy, domain):
    """The action that the policy predicts after these events; None where it predicts nothing."""

    def predict(*events):
        tracker = DialogueStateTracker.from_events("somebody", list(events), domain.slots)
        probabilities = policy.predict_action_probabilities(tracker, domain).probabilities
        assert len(probabilities) == len(domain.action_names_or_texts)
        certain = [name for name, p in zip(domain.action_names_or_texts, probabilities) if p == 1.0]
        assert sum(probabilities) == len(certain) <= 1
        return certain[0] if certain else None

    return predict


def said(text):
    return UserUttered(text, intent={"name": "inform", "confidence": 1.0})


@pytest.mark.parametrize(("text", "response"), [(EMERGENCY, UTTER_EMERGENCY), (CRISIS, UTTER_CRISIS)])
def test_a_red_flag_now_takes_over_first_and_alone(text, response):
    assert next_action([said(text)]) == response
    assert next_action([said(text), ActionExecuted(response)]) == "action_listen"
    assert next_action([said(text), ActionExecuted(response), BotUttered("Call 911 now.")]) == "action_listen"


@pytest.mark.parametrize("happened", [ANSWERED, WORDLESS, ANSWERED_WITH_911, [ActionExecuted(WHEN_TO_CALL)]])
def test_a_red_flag_takes_over_whatever_else_was_done_in_its_turn(happened):
    assert next_action([said(EMERGENCY), *happened]) == UTTER_EMERGENCY
    assert next_action([said(EMERGENCY), *happened, ActionExecuted(UTTER_EMERGENCY)]) == "action_listen"


@pytest.mark.parametrize(
    "text",
    [
        f"/greet {EMERGENCY}",
        f'/inform{{"day": "monday"}} {EMERGENCY}',
        f"/restart {EMERGENCY}",
        f"/session_start {EMERGENCY}",
        f"{ORDINARY} {EMERGENCY}!",
    ],
)
def test_no_payload_keeps_a_red_flag_back(text):
    assert next_action([said(text)]) == UTTER_EMERGENCY


@pytest.mark.parametrize("intent", [None, "inform", "nlu_fallback", "out_of_scope"])
def test_a_red_flag_takes_over_whatever_it_was_understood_as(intent):
    understood = UserUttered(EMERGENCY, intent={"name": intent, "confidence": 1.0}, entities=[{"entity": "day"}])

    assert next_action([understood]) == UTTER_EMERGENCY


def test_a_mention_adds_when_to_call_once_after_the_answer():
    turn = [said(MENTION)]
    assert next_action(turn) is None

    turn += ANSWERED
    assert next_action(turn) == WHEN_TO_CALL

    turn += [ActionExecuted(WHEN_TO_CALL), BotUttered("Then call 911.")]
    assert next_action(turn) == "action_listen"


def test_a_mention_adds_nothing_where_911_was_said():
    assert next_action([said(MENTION), *ANSWERED_WITH_911]) is None


@pytest.mark.parametrize("text", [ORDINARY, MENTION])
def test_an_action_without_words_is_apologised_for_once(text):
    turn = [said(text), *WORDLESS]
    assert next_action(turn) == TROUBLE

    turn += [ActionExecuted(TROUBLE), BotUttered("Sorry.")]
    assert next_action(turn) == "action_listen"


def test_a_picture_is_an_answer_too():
    picture = BotUttered(text=None, data={"image": "https://localhost/arm.png"})

    assert next_action([said(ORDINARY), ActionExecuted("action_answer"), picture]) is None


@pytest.mark.parametrize(
    "turn",
    [
        [said(ORDINARY)],
        [said(ORDINARY), SlotSet("day", "monday")],
        [said(ORDINARY), *ANSWERED],
        [said(ORDINARY), *ANSWERED, LISTEN],
        [said(MENTION), *ANSWERED, LISTEN],
        [said(ORDINARY), LISTEN],
        [said("/session_start"), ActionExecuted("action_session_start")],
        [said(""), *ANSWERED],
        [said(None), *ANSWERED],
    ],
)
def test_an_ordinary_turn_is_left_to_the_others(turn):
    assert next_action(turn) is None


@pytest.mark.parametrize("events", [[], [LISTEN], [BotUttered("Hello")], WORDLESS, [ActionExecuted(UTTER_EMERGENCY)]])
def test_without_a_message_there_is_nothing_to_do(events):
    assert next_action(events) is None


def test_a_turn_starts_with_the_last_message(domain):
    second = said(ORDINARY)
    events = [LISTEN, said(EMERGENCY), ActionExecuted(UTTER_EMERGENCY), LISTEN, second, *ANSWERED]
    tracker = DialogueStateTracker.from_events("somebody", events, domain.slots)

    turn = turn_events(tracker)

    assert turn[0].text == ORDINARY
    assert [type(event) for event in turn] == [UserUttered, ActionExecuted, BotUttered]


def test_before_any_message_there_is_no_turn(domain):
    events = [ActionExecuted("action_session_start"), SessionStarted(), LISTEN]

    assert turn_events(DialogueStateTracker.from_events("somebody", events, domain.slots)) == []
    assert turn_events(DialogueStateTracker.from_events("somebody", [], domain.slots)) == []


@pytest.mark.parametrize(
    ("events", "action"),
    [
        ([LISTEN, said(EMERGENCY)], UTTER_EMERGENCY),
        ([LISTEN, said(CRISIS)], UTTER_CRISIS),
        ([LISTEN, said(EMERGENCY), ActionExecuted(UTTER_EMERGENCY)], "action_listen"),
        ([LISTEN, said(MENTION), *ANSWERED], WHEN_TO_CALL),
        ([LISTEN, said(ORDINARY), *WORDLESS], TROUBLE),
        ([LISTEN, said(ORDINARY)], None),
        ([LISTEN, said(ORDINARY), *ANSWERED], None),
        ([LISTEN, said(EMERGENCY), ActionExecuted(UTTER_EMERGENCY), LISTEN, said(ORDINARY)], None),
        ([ActionExecuted("action_session_start"), SessionStarted(), LISTEN], None),
        ([], None),
    ],
)
def test_rasa_is_told_with_full_confidence_or_nothing(predicted, events, action):
    assert predicted(*events) == action


def in_a_form(domain, text):
    events = [LISTEN, said("hello"), ActionExecuted("visit_form"), ActiveLoop("visit_form")]
    events += [SlotSet("requested_slot", "day"), BotUttered("Which day?"), LISTEN]
    return DialogueStateTracker.from_events("somebody", [*events, said(text)], domain.slots)


@pytest.mark.parametrize(
    ("text", "action"),
    [(EMERGENCY, UTTER_EMERGENCY), (CRISIS, UTTER_CRISIS), ("On Monday", "visit_form"), (MENTION, "visit_form")],
)
def test_inside_an_active_form_a_red_flag_goes_before_the_forms_question(policy, rule_policy, domain, text, action):
    tracker = in_a_form(domain, text)
    predictions = {
        "safety": policy.predict_action_probabilities(tracker, domain),
        "rules": rule_policy.predict_action_probabilities(tracker, domain),
    }

    chosen = DefaultPolicyPredictionEnsemble().combine_predictions_from_kwargs(tracker, domain, **predictions)

    assert predictions["rules"].max_confidence == 1.0
    assert domain.action_names_or_texts[chosen.max_confidence_index] == action


def test_it_stands_above_the_other_policies_of_the_assistant(policy):
    configured = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["policies"]

    assert [each["name"] for each in configured] == ["assistant.dialogue.safety_policy.SafetyPolicy", "RulePolicy"]
    assert policy.priority > RulePolicy.get_default_config()["priority"]


@pytest.mark.parametrize(
    ("response", "starts"),
    [
        (UTTER_EMERGENCY, "Call 911 now"),
        (UTTER_CRISIS, "I am so glad you told me."),
        (WHEN_TO_CALL, "If it happens suddenly,"),
        (TROUBLE, "Sorry, something on my side does not work"),
    ],
)
def test_what_it_says_is_a_plain_response_of_the_domain(response, starts):
    [variant] = Domain.from_file(str(ROOT / "data" / "responses" / "safety.yml")).responses[response]

    assert variant["text"].startswith(starts)
    assert "911" in variant["text"]
    assert "\n\n" not in variant["text"]
    assert "{" not in variant["text"]


def test_there_is_nothing_to_learn_or_to_store(parts, domain):
    trained = SafetyPolicy.create(SafetyPolicy.get_default_config(), *parts)

    assert trained.train([], domain) == Resource("policy")
    assert SafetyPolicy.load(SafetyPolicy.get_default_config(), *parts).priority == trained.priority
