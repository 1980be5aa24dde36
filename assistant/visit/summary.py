"""The page to take to the doctor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import File, Reply, compose_listed
from assistant.facts.query import connected
from assistant.facts.vocabulary import default_vocabulary
from assistant.visit.questions import SKIPPED, questions

CONNECTED = 3
"""How many facts stand on the page."""

_NONE = re.compile(r"(?:no|none|nope|nah|nothing|not|n/?a)\b(?:\W+\w+){0,4}\W*", re.IGNORECASE)
"""An answer that there is nothing: "no", "not really any", "none that I know"."""

_PART = re.compile(r"\n(?!• )")
"""Where another part of the page begins; unlike a message, a file can show it by a blank line."""


def summary(answers: Mapping[str, str | None]) -> Reply:
    """Make the page.

    Args:
        answers: what was answered, by slot; None or SKIPPED where nothing was.

    Returns:
        The answers in the person's own words, what the documents say belongs to them, and what to
        ask; one message, and the same as a file.
    """
    words, page = questions().in_order(), questions().page
    said = {q.slot: (answers.get(q.slot) or "").strip() for q in words}
    said = {slot: "" if text == SKIPPED else text for slot, text in said.items()}
    if not any(said.values()):
        return Reply(page.nothing)
    there = {slot: "" if _NONE.fullmatch(text) else text for slot, text in said.items()}
    story = " ".join(filter(None, (there["visit_symptoms"], there["visit_muscles"], there["visit_conditions"])))
    facts = _facts(story)
    to_ask = [*page.to_ask]
    if there["visit_medicines"]:
        to_ask.append(page.to_ask_on_medicines)
    top = [page.heading, *(f"• {q.title}: {said[q.slot] or page.not_said}" for q in words)]
    bottom = [page.ask, *(f"• {question}" for question in to_ask)]
    listed = compose_listed(top, page.connected, facts, bottom)
    file = File(page.file, _PART.sub("\n\n", listed.text) + "\n")
    return replace(listed, text=f"{listed.text}\n{page.keep}", file=file)


def _facts(story: str) -> tuple:
    if not story:
        return ()
    named = [mention.subject for mention in default_vocabulary().mentions(story)]
    return connected(named, story).facts[:CONNECTED]
