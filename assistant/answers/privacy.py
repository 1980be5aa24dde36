"""What somebody is told who asks what is known about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.compose import Button, Reply
from assistant.answers.wording import wording
from assistant.facts.loader import default_facts


@dataclass(frozen=True)
class KeptOfYou:
    """What is kept of a conversation at one moment."""

    messages: int
    """How many the person sent, the question itself included."""
    subject: str | None = None
    """What was spoken of last."""
    visit: Sequence[str] = ()
    """The titles of the doctor's questions that were answered."""
    unanswered: bool = False
    """Whether a question went on the list of those that nobody could answer."""
    messenger: str | None = None
    """Whose chat it is, where it is not ours alone."""


def compose_privacy(kept: KeptOfYou) -> Reply:
    """Say what is kept, who keeps it, and how to have it deleted."""
    sentences = wording().sentences
    lines = [sentences.privacy_nothing]
    if kept.messages > 1:
        lines = [sentences.privacy_kept, *(f"• {each}" for each in _listed(kept))]
    lines.append(sentences.privacy_who)
    if kept.messenger:
        lines.append(sentences.privacy_messenger.format(messenger=kept.messenger))
    lines.append(sentences.privacy_forget)
    return Reply("\n".join(lines), (Button(sentences.privacy_forget_button, "/forget_me"),))


def _listed(kept: KeptOfYou) -> list[str]:
    sentences, subjects = wording().sentences, default_facts().subjects
    listed = [sentences.privacy_messages.format(count=kept.messages)]
    if kept.subject in subjects:
        listed.append(sentences.privacy_subject.format(name=subjects[kept.subject].name))
    if kept.visit:
        listed.append(sentences.privacy_visit.format(titles=", ".join(kept.visit)))
    if kept.unanswered:
        listed.append(sentences.privacy_unanswered)
    return listed
