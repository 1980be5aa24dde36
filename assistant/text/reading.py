"""From typed text to plain words: invisible characters, quotes, short forms, elongations, numbers."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, StrictStr

from assistant.data_files import parse, read_yaml

NUMBER = "<number>"
"""What a number of one digit is read as."""

MANY = "<many>"
"""What a larger number in digits is read as."""

YEAR = "<year>"
"""What a year of this or the last century is read as."""

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
"""Chinese characters: nothing stands between the words, so each is one of its own."""

_SIGN = r"\u0900-\u0903\u093a-\u094f\u0951-\u0957"
"""The signs on Devanagari letters: vowels, nasal dots and the like, which are no letters to Python."""

_LETTER = rf"[^\W\d_{_HAN}]"
_TOKEN = re.compile(rf"{_LETTER}+(?:[{_SIGN}]+{_LETTER}*)*(?:'{_LETTER}+)*|[{_HAN}]|\d+|[^\w\s]|\n")
_SIGNS = re.compile(f"[{_SIGN}]")
_SENTENCE_END = frozenset(".!?;…。！？।॥\n")
_PAYLOAD = re.compile(r"\{[^{}]*\}?")  # a program's, not a person's: each of its parts is a sentence by itself
_BETWEEN_PARTS = re.compile('[{}"]')
_CLAUSE_BREAK = frozenset(",:()[]–—-/&+、")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\r": "\n"})
_DEVANAGARI = str.maketrans("ािीुूृॅेैॉोौईऊ", "आइइउउऋएएऐओओऔइउ", "\u0900ँंः़्")
"""Vowel signs as letters; long and short the same, and no dots: many leave them out."""

_ENDINGS = (("n't", "not"), ("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "had"), ("'s", "is"))


CONTRACTIONS = Path(__file__).with_name("contractions.yml")


class Contractions(BaseModel):
    """What short forms stand for."""

    contractions: dict[StrictStr, StrictStr]


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stood."""

    text: str
    """Lower case, short forms taken apart, numbers replaced."""
    start: int
    end: int
    """Offsets of what was typed in `Reading.text`."""
    sentence: int
    after_break: bool
    """Whether a comma, dash or bracket stood before it."""


@dataclass(frozen=True)
class Reading:
    """A text as words in sentences."""

    text: str
    """What was typed, without invisible characters and with straight quotes."""
    words: tuple[Word, ...]
    questions: frozenset[int]
    """The numbers of the sentences that end in a question mark."""

    def typed(self, first: int, last: int) -> str:
        """What was typed from word `first` up to (not with) word `last`."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def sentences(self) -> Iterator[tuple[int, list[str]]]:
        """The words of each sentence, with the number of its first word in the text."""
        start = 0
        for _, words in itertools.groupby(self.words, key=lambda word: word.sentence):
            texts = [word.text for word in words]
            yield start, texts
            start += len(texts)


def clean(text: str) -> str:
    """Drop what the eye does not see; straighten quotes and full-width letters."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    seen = (c for c in decomposed if unicodedata.category(c) not in _UNSEEN or c in "\n\t" or _SIGNS.match(c))
    return unicodedata.normalize("NFKC", "".join(seen)).translate(_QUOTES)


def read(text: str) -> Reading:
    """Read a message.

    Args:
        text: what was typed, of any length.

    Returns:
        Its words, sentence by sentence. Punctuation is kept only as the places where
        sentences end and clauses break.
    """
    cleaned = clean(text)
    words: list[Word] = []
    questions: set[int] = set()
    sentence, after_break = 0, False
    in_parts = _PAYLOAD.sub(lambda payload: _BETWEEN_PARTS.sub("\n", payload.group()), cleaned)
    for match in _TOKEN.finditer(in_parts):
        token = match.group()
        if token in _SENTENCE_END:
            if words and words[-1].sentence == sentence:
                if token in "?？":
                    questions.add(sentence)
                sentence += 1
            elif token in "?？" and words:
                questions.add(words[-1].sentence)
            after_break = False
        elif token in _CLAUSE_BREAK:
            after_break = True
        elif token[0].isalnum():
            for part in _expand(token.lower()):
                words.append(Word(part, match.start(), match.end(), sentence, after_break))
                after_break = False
    return Reading(cleaned, tuple(words), frozenset(questions))


def _expand(token: str) -> tuple[str, ...]:
    """The plain words that a token stands for."""
    if token.isdigit():
        if len(token) == 4 and token[:2] in {"19", "20"}:
            return (YEAR,)
        return (NUMBER,) if len(token) == 1 else (MANY,)
    if not token.isascii():
        token = token.translate(_DEVANAGARI)
    known = _contractions().get(token)
    if known:
        return known
    for ending, meaning in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)], meaning
    return (token.replace("'", ""),)


@functools.lru_cache(maxsize=1)
def _contractions() -> dict[str, tuple[str, ...]]:
    table = parse(Contractions, read_yaml(CONTRACTIONS), CONTRACTIONS).contractions
    return {short: tuple(full.split()) for short, full in table.items()}
