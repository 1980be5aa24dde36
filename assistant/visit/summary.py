"""The page to take to the doctor."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answers import Reply, compose_listed
from assistant.facts.query import connected
from assistant.facts.vocabulary import default_vocabulary
from assistant.visit.questions import SKIPPED, questions

CONNECTED = 3
"""How many facts stand on the page."""

_NONE = frozenset({"no", "none", "nothing", "nope", "nah", "no medicines", "no none", "na", "n/a"})


def summary(answers: Mapping[str, str | None]) -> Reply:
    """Make the page.

    Args:
        answers: what was answered, by slot; None or SKIPPED where nothing was.

    Returns:
        The answers in the person's own words, what the documents say belongs to them, and what to
        ask; one message.
    """
    words, page = questions().in_order(), questions().page
    said = {q.slot: (answers.get(q.slot) or "").strip() for q in words}
    said = {slot: "" if text == SKIPPED else text for slot, text in said.items()}
    if not any(said.values()):
        return Reply(page.nothing)
    story = " ".join(text for text in (said["visit_symptoms"], said["visit_muscles"], said["visit_conditions"]) if text)
    facts = _facts(story)
    to_ask = [*page.to_ask]
    if said["visit_medicines"].casefold().strip(" .") not in {"", *_NONE}:
        to_ask.append(page.to_ask_on_medicines)
    top = [page.heading, *(f"• {q.title}: {said[q.slot] or page.not_said}" for q in words)]
    bottom = [page.ask, *(f"• {question}" for question in to_ask), page.keep]
    return compose_listed(top, page.connected, facts, bottom)


def _facts(story: str) -> tuple:
    if not story:
        return ()
    named = [mention.subject for mention in default_vocabulary().mentions(story)]
    return connected(named, story).facts[:CONNECTED]
