"""What the classifier makes of a message that the patterns have been through."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from assistant.red_flags.classifier import Classifier
from assistant.red_flags.model import TAKEOVER, Assertion, Finding, Level, Screening, Urgency, Wording

CONFIRMED = 0.2
"""From this probability on an alarm of the patterns stands; a crisis always does. In doubt it takes over."""

ALARM = 0.35
"""From this probability on it is an alarm where the patterns found something less than one."""

ALARM_ALONE = 0.57
"""The same where they found nothing: by itself, the classifier must be surer."""

ALARM_OF_MANY = 0.7
"""The same where a message is long enough for several passages, any of which may look alarming by chance."""

CRISIS = 0.5
"""From this probability on, an alarm that the classifier raises is taken for a crisis."""

PASSAGE = 80
"""How many words of a long message are weighed together."""

PASSAGES = 32
"""Of so many passages, longer than anybody types, nothing is calmed and the network is not asked."""

LEARNED = "learned"
"""The flag of a finding that is the classifier's, which cannot tell which flag it is."""


def weigh(classifier: Classifier, wording: Wording, screening: Screening) -> Screening:
    """Calm or raise what the grammar says.

    Args:
        classifier: what was learned.
        wording: the message.
        screening: what the grammar says to it.

    Returns:
        The screening as it is (a crisis always); or with its alarms as mentions, where the message
        is less like an emergency than not; or with an alarm more, where it is like one.
    """
    if screening.urgency is Urgency.CRISIS:
        return screening
    passages = list(_passages(wording))
    thorough = len(passages) <= PASSAGES
    found = _by_sentence(screening)
    weighed = screening
    if screening.urgency is Urgency.EMERGENCY:
        if not thorough or _confirmed(classifier, wording, found, passages):
            return screening
        weighed = _calmed(screening)
    alarming = ALARM_OF_MANY if len(passages) > 1 else ALARM if found else ALARM_ALONE
    for first, last in passages:
        part = wording.part(first, last)
        likely = classifier.likelihood(part, _within(found, first, last), thorough)
        if likely.alarm >= alarming:
            urgency = Urgency.CRISIS if likely.crisis >= CRISIS else Urgency.EMERGENCY
            why = f"like the emergencies that were learned ({likely.alarm:.0%})"
            alarm = Finding(LEARNED, " ".join(part.typed), Level.NOW, Assertion.ASSERTED, why, urgency, first)
            return Screening(urgency, (alarm, *weighed.findings))
    return weighed


def _confirmed(
    classifier: Classifier, wording: Wording, found: dict[int, list[Finding]], passages: list[tuple[int, int]]
) -> bool:
    """Whether any alarm stands: its passage, or its sentence by itself, is like an emergency.

    By themselves too, for what is asked around them must not drown them.
    """
    alarming = sorted(sentence for sentence, of in found.items() if any(f.urgency in TAKEOVER for f in of))
    if any(wording.plain[sentence].count(" ") > PASSAGE for sentence in alarming):
        return True  # of a sentence that long the network reads the start alone
    around = (p for p in passages if any(p[0] <= sentence < p[1] for sentence in alarming))
    alone = ((sentence, sentence + 1) for sentence in alarming)
    parts = dict.fromkeys([*around, *alone])
    return any(classifier.likelihood(wording.part(*p), _within(found, *p)).alarm >= CONFIRMED for p in parts)


def _passages(wording: Wording) -> Iterator[tuple[int, int]]:
    """Sentences from first to last (not with it) that together are about as long as a passage."""
    first = words = 0
    for number, sentence in enumerate(wording.plain):
        more = sentence.count(" ")  # without the mark at its end
        if words and words + more > PASSAGE:
            yield first, number
            first, words = number, 0
        words += more
    yield first, len(wording.plain)


def _by_sentence(screening: Screening) -> dict[int, list[Finding]]:
    """What was found in each sentence that something was found in."""
    found: dict[int, list[Finding]] = {}
    for finding in screening.findings:
        found.setdefault(finding.sentence, []).append(finding)
    return found


def _within(found: dict[int, list[Finding]], first: int, last: int) -> Screening:
    """What was found in these sentences."""
    findings = tuple(finding for sentence in range(first, last) for finding in found.get(sentence, ()))
    urgencies = {finding.urgency for finding in findings}
    return Screening(max(urgencies, key=list(Urgency).index, default=Urgency.NONE), findings)


def _calmed(screening: Screening) -> Screening:
    """A screening whose alarms are taken for mentions."""
    why = "less like the emergencies that were learned than like what is none"
    findings = (
        dataclasses.replace(f, assertion=Assertion.DOUBTED, why=why, urgency=Urgency.MENTION)
        if f.urgency in TAKEOVER
        else f
        for f in screening.findings
    )
    return Screening(Urgency.MENTION, tuple(findings))
