"""Whether the facts that are found say the detail that a question asks for.

Where they are of the right subject and yet leave the very thing asked unsaid, an answer that does not say so
misleads. Nothing here is certain: it is told by words, and so it is only said that it may not be there.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.data_files import Strict, parse, read_yaml
from assistant.facts.asking import words_asking
from assistant.facts.loader import Facts
from assistant.facts.model import Fact, Kind
from assistant.facts.similarity import Similarity
from assistant.facts.vocabulary import Mention, Names, Vocabulary
from assistant.facts.yes_no import asking_yes_or_no, taken_apart
from assistant.text import english_words, read

FILE = Path(__file__).with_name("detail.yml")

SAME = 0.8
"""From this likeness on, a fact answers the question, whatever it states."""

ANSWERS = 0.65
"""From this likeness on, it answers one that asks for a yes or a no."""

LOCATES = 0.6
"""Below this likeness, a part of the body that no fact names is a detail of its own."""

HOLDS = 0.5
"""Below this likeness, a seldom word that is unlike all that the facts say is one."""

FAR = 0.42
"""Below this likeness, what answers a long story may not be what it asks."""

STORY = 30
"""From so many words on, a question is a story, of which only a few words ask."""

STRANGE = 0.46
"""Below this likeness to all facts, a word that they do not hold is of something else."""

UNLIKE = 0.25
"""Below this likeness, a word has nothing to do with what the facts say."""

COMMON = 4000
"""How many of the most used English words tell no detail."""

SHARED = 3
"""A word in which so many facts are told tells none either, unless it is of a sign's name."""

SHORTEST = 4
"""Nor do words of fewer letters."""

BEFORE_ILLNESS = 1
"""The most words between "is it" and the illness."""

_ENDING = re.compile(r"(?<=\w{4})(?:ing|edly|ed|es|s|ly|al|ic|e|y)$")


class Sort(Strict):
    """A sort of details: by which words it is asked for, and by which of them a fact says it."""

    asked: tuple[str, ...]
    told: tuple[str, ...]


class Words(Strict):
    """All of `detail.yml`."""

    sorts: tuple[Sort, ...]
    body: tuple[str, ...]
    politely: frozenset[str]
    which_illness: tuple[str, ...]


class Told(NamedTuple):
    """What a fact is told in: its statement, and the questions that it answers."""

    words: frozenset[str]
    subjects: frozenset[str]


class Details:
    """Compares what a question asks for with the facts that are found."""

    def __init__(self, facts: Facts, similarity: Similarity, vocabulary: Vocabulary) -> None:
        """Read the words that details are known by."""
        words = load_words()
        self._facts = facts
        self._similarity = similarity
        self._vocabulary = vocabulary
        self._number = {fact.id: number for number, fact in enumerate(facts.all)}
        self._told: dict[str, Told] = {}
        self._common = _common()
        held = _held(facts)
        self._plain = self._common | _shared(facts, held)
        self._stems = set(map(_stem, held))
        self._sorts = Names({str(number): sort.asked for number, sort in enumerate(words.sorts)})
        self._told_by = [frozenset(w.text for told in sort.told for w in read(told).words) for sort in words.sorts]
        self._body = frozenset(map(_stem, words.body))
        self._politely = words.politely
        self._which_illness = Names({"": words.which_illness})

    def unsaid(self, question: str, near: float, facts: Sequence[Fact]) -> bool:
        """Whether a question seems to ask for a detail that none of the facts says.

        Args:
            question: the question in full, spelt right.
            near: how near the first fact is to it.
            facts: what would be said.
        """
        if near < FAR and len(read(question).words) >= STORY:
            return True
        if near < SAME and self._sort_unsaid(question, facts):
            return True
        return near < ANSWERS and self._yes_or_no_unsaid(question, near, facts)

    def elsewhere(self, question: str, near: float) -> bool:
        """Whether a question is of something else altogether: it names no subject, but what no fact speaks of.

        Args:
            question: the question in full, spelt right.
            near: how near the first fact is to it.
        """
        if near >= FAR or self._vocabulary.mentions(question):
            return False
        words = {word.text for word in words_asking(question) if word.text.isalpha() and len(word.text) >= SHORTEST}
        strange = [word for word in words & english_words().keys() - self._common if _stem(word) not in self._stems]
        return any(self._similarity.nearest(word, range(len(self._number))) < STRANGE for word in strange)

    def illnesses(self, question: str) -> list[str]:
        """The illnesses of which somebody asks which one it is ("is it MS or ALS?"); none where that is not asked."""
        asks = self._which_illness.mentions(question)
        if not asks:
            return []
        words = read(question).words
        named = [m for m in self._vocabulary.mentions(question) if self._kind(m) is Kind.CONDITION]
        for ask in asks:
            behind = [mention for mention in named if mention.start >= ask.end]
            if behind and sum(ask.end <= word.start < behind[0].start for word in words) <= BEFORE_ILLNESS:
                between = (word.text for word in words if behind[0].end <= word.start < behind[-1].start)
                different = list(dict.fromkeys(mention.subject for mention in behind))
                return different if len(different) > 1 and "or" in between else []
        return []

    def _sort_unsaid(self, question: str, facts: Sequence[Fact]) -> bool:
        """Whether it asks for a number, a time or the like, and no fact states any."""
        asked, _ = taken_apart(question)
        starts = {word.start for word in words_asking(asked)}
        sorts = {int(mention.subject) for mention in self._sorts.mentions(asked) if mention.start in starts}
        stated = {word.text for fact in facts for word in read(fact.statement).words}
        return any(self._told_by[sort].isdisjoint(stated) for sort in sorts)

    def _yes_or_no_unsaid(self, question: str, near: float, facts: Sequence[Fact]) -> bool:
        """Whether it asks for a yes or a no on what no fact speaks of."""
        asked, left_out = taken_apart(question)
        words = asking_yes_or_no(asked, words_asking(asked))
        if not words or (words[0].text in self._politely and words[1:] and words[1].text == "you"):
            return False
        told = [self._of(fact) for fact in facts]
        mentions = self._vocabulary.mentions(asked)
        start = words[0].start
        named = [m for m in mentions if m.start >= start] + self._vocabulary.mentions(left_out)
        illnesses = {mention.subject for mention in named if self._kind(mention) is Kind.CONDITION}
        others = {mention.subject for mention in named if self._kind(mention) not in (Kind.CONDITION, Kind.ATROPHY)}
        if illnesses and others and not any(one.subjects & illnesses and one.subjects & others for one in told):
            return True
        known = {_stem(word) for one in told for word in one.words}
        free = (w for w in words if not any(m.start <= w.start < m.end for m in mentions))
        strange = [word.text for word in free if _stem(word.text) not in known]
        if near < LOCATES and any(_stem(word) in self._body for word in strange):
            return True
        return near < HOLDS and any(self._tells(word, facts) for word in strange)

    def _tells(self, word: str, facts: Sequence[Fact]) -> bool:
        """Whether a word that no fact holds tells a detail: it is seldom, and like nothing that they say."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._plain:
            return False
        return self._similarity.nearest(word, [self._number[fact.id] for fact in facts]) < UNLIKE

    def _of(self, fact: Fact) -> Told:
        if fact.id not in self._told:
            decided = (question for decides in fact.decides for question in decides.questions)
            texts = (fact.statement, *fact.asked, *decided)
            named = {mention.subject for text in texts for mention in self._vocabulary.mentions(text)}
            words = frozenset(word.text for text in texts for word in read(text).words)
            self._told[fact.id] = Told(words, frozenset({fact.subject, *named}))
        return self._told[fact.id]

    def _kind(self, mention: Mention) -> Kind:
        return self._facts.subjects[mention.subject].kind


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def load_words(path: Path = FILE) -> Words:
    """Read the words that details are known by.

    Raises:
        DataError: naming the file and the key at fault.
    """
    return parse(Words, read_yaml(path), path)


def _common() -> set[str]:
    """The most used English words."""
    used = english_words()
    return set(heapq.nlargest(COMMON, used, key=lambda word: used[word]))


def _held(facts: Facts) -> Counter[str]:
    """The words of the facts' statements and questions, and in how many facts each is."""
    texts = ((fact.statement, *fact.asked) for fact in facts.all)
    return Counter(word for of_fact in texts for word in {word.text for text in of_fact for word in read(text).words})


def _shared(facts: Facts, held: Counter[str]) -> set[str]:
    """The words that are held by many facts, but for those that name signs."""
    signs = (subject for subject in facts.subjects.values() if subject.kind is Kind.SIGN)
    named = {word.text for sign in signs for name in (sign.name, *sign.synonyms) for word in read(name).words}
    return {word for word, count in held.items() if count >= SHARED} - named
