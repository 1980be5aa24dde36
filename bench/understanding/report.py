"""docs/understanding.md: the same measurement gives the same text, so that a difference shows a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.markdown import plain, table
from bench.understanding.calibration import Bin, bins, error
from bench.understanding.chart import NAMED_FROM
from bench.understanding.compare import Comparison, as_share
from bench.understanding.evidence import Asked, Evidence, Outside, share

PAGE, COMPARED = Path(__file__).with_name("page.md"), Path(__file__).with_name("compared.md")
"""The page's own words, and those around the comparison."""

CONFUSIONS, CONFIDENCE = "understanding-confusions.svg", "understanding-confidence.svg"
"""The pictures' files, beside the page."""

PAIRS = 20
"""How many pairs of intents are listed that are taken for each other."""


def report(evidence: Evidence, comparison: Comparison | None) -> str:
    """The page.

    Args:
        evidence: what was measured.
        comparison: how other models did, if that was measured.
    """
    return PAGE.read_text(encoding="utf-8").format(
        questions=len(evidence.asked),
        outside=len(evidence.outside),
        in_short=in_short(evidence),
        by_intent=_by_intent(evidence.asked),
        by_kind=_by_kind(evidence.outside),
        examples=f"{len(evidence.judged):,}",
        folds=_folds(evidence),
        named_from=NAMED_FROM,
        confusions=CONFUSIONS,
        pairs=_pairs(evidence),
        confidence=CONFIDENCE,
        errors=_errors(evidence),
        calibration=_calibration(evidence),
        compared=_compared(comparison) if comparison else "",
        errors_listed="\n\n".join(_listed(evidence)),
    )


def in_short(evidence: Evidence) -> str:
    """The shares that count most, a line each."""
    asked, outside = evidence.asked, evidence.outside
    shares = {
        "Intent right": share(one.intent_right for one in asked),
        "Answered": share(one.answered for one in asked),
        "Subject right": share(one.subject_right for one in asked),
        "Right fact first": share(one.right_first for one in asked),
        "Right fact among the facts said": share(one.right_among for one in asked),
        "Nothing invented, out of scope": share(one.right for one in outside),
        "Intent right, by five folds": share(one.right for one in evidence.judged),
    }
    return table(["", "Share"], [[name, str(found)] for name, found in shares.items()])


def _by_intent(asked: Sequence[Asked]) -> str:
    intents = sorted({one.question.intent for one in asked})
    rows = []
    for intent in intents:
        of = [one for one in asked if one.question.intent == intent]
        shares = (share(one.intent_right for one in of), share(one.answered for one in of))
        rows.append([intent, *map(str, (*shares, share(one.right_first for one in of)))])
    return table(["Asked", "Intent right", "Answered", "Right fact first"], rows)


def _by_kind(outside: Sequence[Outside]) -> str:
    kinds = dict.fromkeys(one.kind for one in outside)
    rows = [[kind, str(share(one.right for one in outside if one.kind == kind))] for kind in kinds]
    return table(["Out of scope", "No fact as if it were the answer"], rows)


def _folds(evidence: Evidence) -> str:
    rows = [
        ["All", str(share(one.right for one in evidence.judged))],
        ["Examples of `data/nlu`", str(share(one.right for one in evidence.judged if not one.of_fact))],
        ["Questions of the facts", str(share(one.right for one in evidence.judged if one.of_fact))],
    ]
    return table(["Intent right", "Share"], rows)


def _pairs(evidence: Evidence) -> str:
    most = sorted(evidence.confusions.items(), key=lambda pair: (-pair[1], pair[0]))[:PAIRS]
    rows = [[right, guess, str(count)] for (right, guess), count in most]
    return table(["Is", "Taken for", "Times"], rows, left=2)


def _errors(evidence: Evidence) -> str:
    held_back, judged = (bins(of) for of in (evidence.certain_held_back, evidence.certain_judged))
    return f"{error(held_back):.3f} on the questions held back, {error(judged):.3f} in cross-validation."


def _calibration(evidence: Evidence) -> str:
    held_back = {one.low: one for one in bins(evidence.certain_held_back)}
    judged = {one.low: one for one in bins(evidence.certain_judged)}
    rows = [
        [f"{low:.0%} to {low + 0.1:.0%}", *(cell for of in (judged, held_back) for cell in _cells(of.get(low)))]
        for low in sorted({*held_back, *judged})
    ]
    head = ["Confidence", "Mean, by folds", "Right, by folds", "Mean, held back", "Right, held back"]
    return table(head, rows)


def _cells(of: Bin | None) -> list[str]:
    return [f"{of.confidence:.1%}", str(of.right)] if of else ["–", "–"]


def _compared(of: Comparison) -> str:
    rows = [
        [
            result.name,
            *(str(as_share(counts)) for counts in (result.judged, result.held_back, result.outside)),
            *(f"{cost:g}" for cost in (result.milliseconds, result.megabytes, result.seconds)),
        ]
        for result in of.results
    ]
    head = [
        "",
        "Intent right, one fold",
        "Intent right, held back",
        "Out of scope told",
        "ms",
        "MB",
        "Seconds to learn",
    ]
    return COMPARED.read_text(encoding="utf-8").format(
        learned=f"{of.learned:,}",
        every=of.every,
        epochs=of.epochs,
        results=table(head, rows),
        machine=", ".join(f"{name.lower()} {value}" for name, value in of.machine.items()),
    )


def _listed(evidence: Evidence) -> Iterable[str]:
    asked = evidence.asked
    unanswered = [one for one in asked if not one.answered]
    wrong = [one for one in asked if one.answered and not one.right_among]
    late = [one for one in asked if one.right_among and not one.right_first]
    said = [one for one in evidence.outside if not one.right]
    yield from _section("Questions not answered", map(_asked, unanswered))
    yield from _section("Answered, but by none of the right facts", map(_asked, wrong))
    yield from _section("Answered, but with another fact first", map(_asked, late))
    yield from _section("Out of scope, but answered with facts", map(_said, said))


def _section(title: str, lines: Iterable[str]) -> Iterable[str]:
    found = list(lines)
    yield f"### {title}: {len(found)}"
    yield "\n".join(found) or "None."


def _asked(one: Asked) -> str:
    wanted, heard = one.question, one.heard
    got = f"said {heard.told[0]}" if heard.told else heard.outcome.value
    intent = "" if one.intent_right else f", taken for {heard.intent}"
    return f"- “{plain(wanted.text)}” ({plain(f'{wanted.intent}{intent}; wanted {wanted.facts[0]}, {got}')})"


def _said(one: Outside) -> str:
    return f"- *{one.kind}*: “{plain(one.heard.text)}” ({plain(f'{one.heard.intent}; said {one.heard.told[0]}')})"
