"""An alarm stays one however it is typed: each flag's `must_fire`, changed without changing what it says."""

import re

import pytest

from assistant.red_flags.screener import TAKEOVER

WITH_ALL = {
    "upper case": str.upper,
    "no final punctuation": lambda text: text.rstrip(".!?… "),
    "an emoji after it": lambda text: f"{text} 😱😱",
}
WITH_SOME = {
    "lower case": str.lower,
    "no punctuation at all": lambda text: re.sub(r"[.,;:!?]", "", text),
    "an emoji before it": lambda text: f"😰 {text}",
    "an emoji right behind it": lambda text: f"{text}😭",
    "no apostrophes": lambda text: text.replace("'", ""),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "many exclamation marks": lambda text: f"{text.rstrip('.!?')}!!!",
    "empty lines around it": lambda text: f"\n\n{text}\n\n",
    "a zero-width space between letters": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u200b", text),
}
SOME = 3
"""So many sentences of each flag."""


@pytest.mark.parametrize("name", WITH_ALL)
def test_every_alarm_survives(name, rules, screener):
    texts = [WITH_ALL[name](text) for flag in rules.flags.values() for text in flag.must_fire]

    lost = [text for text in texts if screener.screen(text).urgency not in TAKEOVER]

    share = 1 - len(lost) / len(texts)
    assert share == 1, f"{name}: {share:.1%} of {len(texts)} alarms survive; lost: {lost}"


@pytest.mark.parametrize("name", WITH_SOME)
def test_an_alarm_survives(name, rules, screener):
    texts = [WITH_SOME[name](text) for flag in rules.flags.values() for text in flag.must_fire[:SOME]]

    lost = [text for text in texts if screener.screen(text).urgency not in TAKEOVER]

    share = 1 - len(lost) / len(texts)
    assert share == 1, f"{name}: {share:.1%} of {len(texts)} alarms survive; lost: {lost}"


def test_what_is_no_alarm_becomes_none(rules, screener):
    texts = [f"{text.upper().rstrip('.!?')} 😱😱" for flag in rules.flags.values() for text in flag.must_not_fire]

    assert [text for text in texts if screener.screen(text).urgency in TAKEOVER] == []
