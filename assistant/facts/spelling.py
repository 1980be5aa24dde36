"""Correcting what is typed towards the words that the facts are told in."""

from __future__ import annotations

import functools

from assistant.facts.loader import Facts, default_facts
from assistant.text import Speller, english_words, read


class Spelling:
    """Knows the words of names, statements and questions; of questions, which may be misspelt, only English ones.

    What is not covered counts too: "SARMs" are not arms.
    """

    def __init__(self, facts: Facts) -> None:
        """Gather the words of these facts."""
        subjects = facts.subjects.values()
        right = [name for subject in subjects for name in (subject.name, *subject.synonyms)]
        right += [fact.statement for fact in facts.all]
        right += [words for topic in facts.not_covered for words in topic.words]
        known = {word.text for text in right for word in read(text).words}
        asked = {word.text for fact in facts.all for text in fact.asked for word in read(text).words}
        self._speller = Speller(known | (asked & english_words().keys()))

    def correct(self, text: str) -> str:
        """The text with its misspelt words set right; all else stays as typed."""
        reading = read(text)
        pieces, after = [], 0
        for word in reading.words:
            right = self._speller.correct(word.text)
            if right != word.text and word.start >= after:
                pieces += [reading.text[after : word.start], right]
                after = word.end
        return "".join([*pieces, reading.text[after:]])


@functools.lru_cache(maxsize=1)
def default_spelling() -> Spelling:
    """The spelling of the facts that come with the assistant, built once a process."""
    return Spelling(default_facts())
