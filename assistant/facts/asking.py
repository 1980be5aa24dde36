"""What of a message asks, and what is only told before it."""

from __future__ import annotations

from assistant.facts.vocabulary import Names
from assistant.facts.yes_no import taken_apart
from assistant.text import Word, read

ENOUGH = 5
"""The fewest words of a question that say by themselves what is asked, without what was told before it."""

POINTING = frozenset({"this", "that", "those", "these", "it", "they", "them", "both"})
"""Words that, at the start of a question, say that it asks about what was told before it."""

START = 3
"""How many words are its start."""


def words_asking(text: str) -> list[Word]:
    """The words of the sentences that end in a question mark; all words where none does."""
    reading = read(text)
    return [word for word in reading.words if not reading.questions or word.sentence in reading.questions]


def asked_of(names: Names, question: str) -> str | None:
    """The first of these names in a question; what is only told before it does not count."""
    starts = {word.start for word in words_asking(question)}
    return next((mention.subject for mention in names.mentions(question) if mention.start in starts), None)


def asks_little(question: str) -> bool:
    """Whether what a message asks cannot be understood without what it tells before."""
    return sum(word.text.isalpha() and len(word.text) > 1 for word in words_asking(question)) < ENOUGH


def what_asks(question: str) -> str:
    """The sentences of a question that end in a question mark.

    Empty where there are no others, or only a few words, or where they point at what was told
    ("are those signs of it?").
    """
    told, left_out = taken_apart(question)
    reading = read(told)
    asking = [[word for word in reading.words if word.sentence == number] for number in sorted(reading.questions)]
    length = sum(map(len, asking))
    if length < ENOUGH or length == len(reading.words) or any(_points(words) for words in asking):
        return ""
    text = " ".join(f"{reading.text[words[0].start : words[-1].end]}?" for words in asking)
    return f"{text} ({left_out})" if left_out else text


def _points(words: list[Word]) -> bool:
    return not POINTING.isdisjoint(word.text for word in words[:START])
