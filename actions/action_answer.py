"""Answer a question from the facts."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import turn
from assistant.answers import Asked, Reply, compose_all, in_full, offering_visit, parts
from assistant.facts.query import Found, default_finder, find
from assistant.facts.vocabulary import default_vocabulary


class ActionAnswer(turn.FactAction):
    """Finds the facts for the intent's aspect and the subjects named, and says them."""

    def __init__(self) -> None:
        """Read the facts at start, so that the first question need not wait for them."""
        default_finder()

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer"

    def look_up(self, tracker: Tracker, asked: Asked) -> list[Found]:
        """What the facts say to each question in the message."""
        questions = parts(turn.typed(tracker))
        if len(questions) == 1:
            return [find(asked.subjects, turn.aspects(tracker), asked.question)]
        before, found = tracker.get_slot("subject"), []
        # "what causes sarcopenia and how is it treated?": the second is about the first's
        for question, likely in zip(questions, turn.aspects_of_each(tracker, len(questions))):
            named = [mention.subject for mention in default_vocabulary().mentions(question)]
            subjects, full = in_full(question, named, before)
            found.append(find(subjects, likely, full))
            before = found[-1].subject
        return found

    def put(self, tracker: Tracker, asked: Asked, found: list[Found]) -> Reply:
        """What was found; who asks about a visit is offered to prepare it."""
        reply = compose_all(found)
        about_visit = (tracker.latest_message.get("intent") or {}).get("name") == "ask_visit"
        return offering_visit(reply) if about_visit else reply
