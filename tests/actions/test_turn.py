import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import asked, aspects, last_said, remember, send, typed
from assistant.answers import Button, Context, File, Reply, compose_reflection
from assistant.facts.model import Aspect
from assistant.facts.query import connected


@pytest.mark.parametrize(("text", "words"), [("what is als", "what is als"), ("/ask_more", ""), ("", ""), (None, "")])
def test_what_was_typed(text, words, tracker):
    assert typed(tracker(text)) == words


def test_a_question_is_what_was_typed_about_what_it_names(tracker):
    assert asked(tracker("what causes als", subjects=["als"])) == (["als"], "what causes als")


def test_a_button_has_no_words(tracker):
    assert asked(tracker('/ask_causes{"subject": "als"}', subjects=["als"])) == (["als"], "")


def test_a_message_without_a_text_has_no_words(tracker):
    made = tracker()
    made.latest_message = {}
    assert asked(made) == ([], "")


def test_other_entities_and_unknown_subjects_are_no_subjects(tracker):
    made = tracker("what causes als", subjects=["als", "gardening"])
    made.latest_message["entities"].append({"entity": "number", "value": "emg"})
    assert asked(made).subjects == ["als"]


def test_a_question_that_points_back_is_about_the_last_subject(tracker):
    assert asked(tracker("can it be treated?", subject="sarcopenia")).subjects == ["sarcopenia"]


def test_a_last_subject_that_is_there_no_more_is_forgotten(tracker):
    assert asked(tracker("can it be treated?", subject="gardening")) == ([], "can it be treated?")


@pytest.mark.parametrize(
    ("ranking", "likely"),
    [
        ([("ask_causes", 0.7), ("ask_risk", 0.2)], {Aspect.CAUSES: 0.7, Aspect.RISK: 0.2}),
        ([("nlu_fallback", 0.3), ("ask_diet", 0.25)], {Aspect.DIET: 0.25}),
        ([("greet", 0.9), ("ask_difference", 0.1)], {}),
        ([("ask_diet", None)], {Aspect.DIET: 0.0}),
    ],
)
def test_aspects_are_as_likely_as_their_intents(ranking, likely, tracker):
    assert aspects(tracker("x", intent="greet", ranking=ranking)) == likely


def test_a_button_asks_for_the_aspect_of_its_intent(tracker):
    assert aspects(tracker("/ask_outlook", intent="ask_outlook")) == {Aspect.OUTLOOK: 0.9}


def test_without_an_intent_no_aspect_is_asked(tracker):
    made = tracker("x")
    made.latest_message = {"text": "x", "intent": None}
    assert aspects(made) == {}


def test_a_reply_is_one_message_with_its_buttons():
    dispatcher = CollectingDispatcher()
    send(dispatcher, Reply("Said.", (Button("More?", "/ask_more"),)))
    [message] = dispatcher.messages
    assert message["text"] == "Said."
    assert message["buttons"] == [{"title": "More?", "payload": "/ask_more"}]


def test_a_reply_of_facts_says_with_which_line_and_at_length_where_they_stand():
    dispatcher = CollectingDispatcher()
    reply = compose_reflection(connected(["weakness"], "my legs are weak"), ["weakness"])
    send(dispatcher, reply)
    [message] = dispatcher.messages
    assert message["sources"]["line"].startswith("Source")
    assert message["sources"]["line"] in reply.text.splitlines()[:-1], "the last line offers to prepare a visit"
    assert "“Symptoms and Causes of Muscle Atrophy”" in "".join(message["sources"]["places"])


def test_a_reply_that_can_be_kept_is_sent_with_its_file():
    dispatcher = CollectingDispatcher()
    send(dispatcher, Reply("My page, and more.", file=File("page.txt", "My page")))
    [message] = dispatcher.messages
    assert message["page"] == {"file": "page.txt", "text": "My page"}


def test_what_was_answered_is_kept(tracker):
    events = remember(tracker("what is ALS?", subject="emg"), "als", Reply("Said.", told=("als.definition",)))
    slots = {event["name"]: event["value"] for event in events}
    assert slots["subject"] == "als"
    assert slots["told"] == ["als.definition"]
    kept = Context.read(slots["context"])
    assert kept.question == ("what is ", "?")
    assert kept.earlier == ("emg",)
    assert kept.heard == ("als.definition",)


def test_what_was_said_last_is_what_stands_before_the_persons_message(tracker):
    before, first, second = ({"event": "bot", "text": text} for text in ("before", "first", "second"))
    events = [before, {"event": "user"}, first, second, {"event": "user"}]
    assert last_said(tracker("x", events=events)) == [first, second]
    assert last_said(tracker("x")) == []
