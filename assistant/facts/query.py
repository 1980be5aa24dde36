"""Asking the facts: `find(subjects, aspects, question)`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.facts.asking import asked_of, asks_little
from assistant.facts.detail import Details
from assistant.facts.loader import Facts, default_facts
from assistant.facts.model import Aspect, Decision, Doubt, Fact, Kind, NotCovered
from assistant.facts.ranking import NAMED, Ranked, Ranking
from assistant.facts.repetition import Repetition
from assistant.facts.similarity import Similarity
from assistant.facts.spelling import Spelling
from assistant.facts.vocabulary import Names, Vocabulary
from assistant.facts.yes_no import YesNo, taken_apart

GENERAL = "muscle_atrophy"
"""The subject that is meant where none is named."""

MOST = 6
"""The most facts that an answer holds."""

NEAREST = 3
"""The most facts that are said where the documents do not say what was asked."""

NARROW = 0.55
"""From this likeness on, the first fact answers by itself."""

CLEAR = 0.42
"""Below this likeness, what is found may be another thing than what was meant."""

COVERED = 0.3
"""Below this likeness, and with no fact of the aspect, the documents do not say what was asked."""

SAME = 0.65
"""From this likeness on, a fact answers the question, whatever aspect it seems to ask for."""

SURE = 0.5
"""From this likelihood on, an aspect is what is asked, and an answer of another is none."""

SIGNS = (Aspect.SYMPTOMS, Aspect.CAUSES, Aspect.MECHANISM, Aspect.CARE)
"""The aspects in which signs stand that somebody may have."""

CONNECTED = 4
"""The most facts that are connected with what somebody tells."""

TELLING = (Aspect.DEFINITION, Aspect.CAUSES, Aspect.MECHANISM, Aspect.SYMPTOMS, Aspect.KINDS, Aspect.OUTLOOK)
"""The aspects that tell one subject from another, the most telling first."""


_CARED_FOR = (Aspect.TREATMENT, Aspect.EXERCISE, Aspect.PREVENTION)

APART = {
    Aspect.DIET: (Aspect.DIET,),
    Aspect.FIGURES: (Aspect.FIGURES,),
    Aspect.OUTLOOK: (Aspect.OUTLOOK,),
    Aspect.CARE: (Aspect.CARE,),
    Aspect.DIAGNOSIS: (Aspect.DIAGNOSIS, Aspect.VISIT),
    Aspect.SYMPTOMS: (Aspect.SYMPTOMS, Aspect.COMPLICATIONS),
    Aspect.EXERCISE: _CARED_FOR,
    Aspect.TREATMENT: _CARED_FOR,
    Aspect.PREVENTION: _CARED_FOR,
}
"""Aspects that no other can stand in for, but these; "what causes it" can be answered by what it is."""


@dataclass(frozen=True)
class Found:
    """What the facts say to a question."""

    subject: str
    """What the answer is about."""
    aspect: Aspect | None
    """What it says about that; None where it is of several aspects."""
    facts: tuple[Fact, ...]
    """The fact that answers first, then those that belong to it."""
    narrow: bool
    """Whether the first fact answers by itself."""
    covered: bool
    """False where the documents do not say what was asked; the facts are then the nearest."""
    decision: Decision | None = None
    """What the first fact says to a question that asks for a yes or a no; None where nothing is certain."""
    beside: str | None = None
    """What the question names that the documents say nothing of."""
    clear: bool = True
    """False where the question is so unlike all facts that something else may have been meant."""
    could_mean: tuple[str, ...] = ()
    """The subjects of which one may be meant, where the facts do not clearly answer otherwise."""
    doubt: Doubt | None = None
    """Why the facts do not answer outright, although they are covered."""


class Finder:
    """Finds the facts that answer a question, or says that none does."""

    def __init__(self, facts: Facts) -> None:
        """Prepare to search these facts."""
        self._facts = facts
        self._all = facts.all
        self._similarity = Similarity(self._all)
        self._ranking = Ranking(facts, self._similarity)
        self._repetition = Repetition(facts, self._similarity)
        self._yes_no = YesNo(facts)
        self._yes_no.prepare()
        self._spelling = Spelling(facts)
        self._vocabulary = Vocabulary(facts)
        self._ambiguous = Names({str(i): words.words for i, words in enumerate(facts.ambiguous)})
        self._details = Details(facts, self._similarity, self._vocabulary)
        statements = [fact.statement for fact in self._all]
        self._beside = Names({str(i): topic.words for i, topic in enumerate(facts.not_covered)}, right=statements)

    def find(self, subjects: Sequence[str], aspects: Mapping[Aspect, float], question: str) -> Found:
        """Find what answers a question.

        Args:
            subjects: ids of the subjects named, the most likely first; may be empty.
            aspects: how likely it is that each aspect is asked (0 to 1); may be empty.
            question: the question as typed; empty where a button was pressed.

        Returns:
            At most MOST facts, the one that answers best first.
        """
        named = self._known(subjects)
        if not question:
            return self._listed(named[0] if named else GENERAL, _likeliest(aspects))
        question = self._spelling.correct(question)
        asked = self._ranking.of(question, named, aspects)
        ways = (self._of_illnesses, self._decided, self._not_covered, self._elsewhere, self._of_broader)
        return next((found for way in ways if (found := way(asked))), None) or self._nearest(asked)

    def _of_illnesses(self, asked: Ranked) -> Found | None:
        """What tells illnesses from others, where it is asked whether somebody has one."""
        illnesses = self._details.illnesses(asked.question)[:2]
        telling = tuple(fact for subject in illnesses for fact in self._telling(subject))
        if not telling:
            return None
        return Found(illnesses[0], None, telling, narrow=False, covered=True, doubt=Doubt.ILLNESS)

    def _decided(self, asked: Ranked) -> Found | None:
        """A yes or a no, where a fact has one."""
        decided = self._yes_no.decided(asked.question)
        if decided is None:
            return None
        facts = self._different([decided.fact, *asked.belonging])
        return Found(decided.fact.subject, decided.fact.aspect, facts, True, True, decided.decision)

    def _not_covered(self, asked: Ranked) -> Found | None:
        """What is nearest to something that the documents say nothing of, unless a fact answers all the same."""
        beside = self._named_beside(asked.question) if asked.likeness < SAME else None
        if beside is None:
            return None
        nearest = [self._all[i] for i in asked.ranked if self._all[i].subject == beside.near]
        facts = self._different([*nearest, *asked.belonging], NEAREST)
        return Found(facts[0].subject, None, facts, narrow=False, covered=False, beside=beside.name)

    def _elsewhere(self, asked: Ranked) -> Found | None:
        """What is nearest to a question of something else altogether."""
        if not self._details.elsewhere(asked.question, asked.likeness):
            return None
        facts = self._different(asked.belonging, NEAREST)
        return Found(facts[0].subject, None, facts, narrow=False, covered=False, clear=False)

    def _nearest(self, asked: Ranked) -> Found:
        """The facts that are most alike."""
        facts = self._different(asked.belonging)
        narrow, clear = asked.likeness >= NARROW, asked.likeness >= CLEAR
        could_mean = () if narrow else self._could_mean(asked.question, asked.named)
        covered = asked.likeness >= COVERED or facts[0].aspect is _likeliest(asked.aspects)
        found = Found(facts[0].subject, facts[0].aspect, facts, narrow, covered, clear=clear, could_mean=could_mean)
        if covered and self._details.unsaid(asked.question, asked.likeness, facts[:NEAREST]):
            return replace(found, facts=facts[:NEAREST], narrow=False, doubt=Doubt.DETAIL)
        return found

    def _could_mean(self, question: str, named: Sequence[str]) -> tuple[str, ...]:
        """The subjects of an ambiguous word; none where one of them is named besides."""
        number = asked_of(self._ambiguous, question)
        subjects = self._facts.ambiguous[int(number)].subjects if number else ()
        return subjects if set(subjects).isdisjoint(named) else ()

    def _named_beside(self, question: str) -> NotCovered | None:
        """What a question names that the documents say nothing of.

        Where it asks in few words, and of no subject, what it tells before counts as well.
        """
        number = asked_of(self._beside, question)
        if number is None and asks_little(question) and asked_of(self._vocabulary, question) is None:
            number = next((mention.subject for mention in self._beside.mentions(question)), None)
        return self._facts.not_covered[int(number)] if number else None

    def _without(self, subject: str, aspects: Mapping[Aspect, float]) -> Aspect | None:
        """The aspect that is surely asked, where the subject has no fact that could answer it."""
        asked = next((aspect for aspect, likely in aspects.items() if likely >= SURE), None)
        own = {fact.aspect for fact in self._facts.subjects[subject].facts}
        return asked if asked in APART and own.isdisjoint(APART[asked]) else None

    def _of_broader(self, asked: Ranked) -> Found | None:
        """What holds for what the subject is a part of, where it has nothing of the aspect that is surely asked.

        Of an illness it is not said that it holds as well.
        """
        if not asked.named or self._ranking.alike(asked) >= SAME:
            return None
        subject = asked.named[0]
        aspect = self._without(subject, asked.aspects)
        if aspect is None or subject == GENERAL and asked.belonging[0].aspect is aspect:
            return None
        broader = self._facts.subjects[subject].broader
        while broader and not any(fact.aspect is aspect for fact in self._facts.subjects[broader].facts):
            broader = self._facts.subjects[broader].broader
        typed, _ = taken_apart(asked.question)
        found = self.find([broader], asked.aspects, typed) if broader else None
        if found and (aspect is Aspect.CARE or self._facts.subjects[subject].kind is not Kind.CONDITION):
            return found  # whom to see, and when, is the same with whatever illness
        general = [fact for fact in found.facts if fact.aspect is aspect] if found else []
        own = [fact for fact in asked.belonging if fact.subject == subject]
        facts = self._different([*general[: NEAREST - 1], *own, *asked.belonging], NEAREST)
        return Found(subject, aspect, facts, narrow=False, covered=False)

    def connected(self, subjects: Sequence[str], story: str) -> Found:
        """Find what the documents connect with signs that somebody tells of."""
        near = self._similarity.scores(self._spelling.correct(story))
        score = {i: near[i] + (NAMED if f.subject in subjects else 0.0) for i, f in enumerate(self._all)}
        signs = sorted((i for i, f in enumerate(self._all) if f.aspect in SIGNS), key=lambda i: -score[i])
        facts = self._different((self._all[i] for i in signs), CONNECTED)
        return Found(facts[0].subject, None, facts, narrow=False, covered=True)

    def compare(self, subjects: Sequence[str], question: str) -> Found:
        """Find what tells two subjects apart; what is nearest to the question where fewer are named.

        What holds the two against each other comes first, whichever of them the question names first.
        """
        named = self._known(subjects)
        if len(named) > 2:
            named = [subject for subject in named if subject != GENERAL]
        nearest = self.find(subjects, {Aspect.KINDS: 1.0, Aspect.DEFINITION: 1.0}, question)
        if len(named) < 2 or nearest.doubt is Doubt.ILLNESS:
            return nearest
        both = tuple(fact for fact in nearest.facts if set(named[:2]) <= self._named_in(fact))
        outright = both[:1] or (nearest.facts[:1] if nearest.narrow else ())
        own = [fact for subject in named[:2] for fact in self._telling(subject)]
        return Found(named[0], None, tuple(dict.fromkeys([*outright, *own])), nearest.narrow, covered=True)

    def more(self, subject: str, told: Sequence[str], aspect: Aspect | None = None) -> Found:
        """Find what was not told yet of a subject, in the order of its file, but the aspect's first."""
        said = [fact for fact in self._all if fact.id in told]
        own = self._facts.subjects[subject].facts
        rest = [fact for fact in own if not any(self.repeats(fact, before) for before in said)]
        rest.sort(key=lambda fact: fact.aspect is not aspect)
        return Found(subject, None, self._different(rest), narrow=False, covered=True)

    def repeats(self, one: Fact, other: Fact) -> bool:
        """Whether two facts say nearly the same."""
        return self._repetition.repeats(one, other)

    def _different(self, ranked: Iterable[Fact], most: int = MOST) -> tuple[Fact, ...]:
        return self._repetition.different(ranked, most)

    def _named_in(self, fact: Fact) -> set[str]:
        """The subjects that a fact's statement names."""
        return {mention.subject for mention in self._vocabulary.mentions(fact.statement)}

    def _known(self, subjects: Sequence[str]) -> list[str]:
        return [subject for subject in subjects if subject in self._facts.subjects]

    def _listed(self, subject: str, aspect: Aspect | None) -> Found:
        """A subject's facts of an aspect, in the order of its file."""
        own = self._facts.subjects[subject].facts
        listed = tuple(fact for fact in own if aspect is None or fact.aspect is aspect)
        return Found(subject, aspect, self._different(listed or own), narrow=False, covered=bool(listed))

    def _telling(self, subject: str) -> list[Fact]:
        """A subject's first facts of the aspects that tell it from others."""
        facts = self._facts.subjects[subject].facts
        firsts = (next((fact for fact in facts if fact.aspect is aspect), None) for aspect in TELLING)
        return [fact for fact in firsts if fact is not None][:2]


def _likeliest(aspects: Mapping[Aspect, float]) -> Aspect | None:
    return max(aspects, key=lambda aspect: aspects[aspect], default=None)


@functools.lru_cache(maxsize=1)
def default_finder() -> Finder:
    """The finder of the facts that come with the assistant, built once a process."""
    return Finder(default_facts())


def find(subjects: Sequence[str], aspects: Mapping[Aspect, float], question: str) -> Found:
    """Find what answers a question, in the facts that come with the assistant (see `Finder.find`)."""
    return default_finder().find(subjects, aspects, question)


def connected(subjects: Sequence[str], story: str) -> Found:
    """Find what the documents connect with signs told of (see `Finder.connected`)."""
    return default_finder().connected(subjects, story)


def compare(subjects: Sequence[str], question: str) -> Found:
    """Find what tells subjects apart (see `Finder.compare`)."""
    return default_finder().compare(subjects, question)


def more(subject: str, told: Sequence[str], aspect: Aspect | None = None) -> Found:
    """Find what was not told yet of a subject (see `Finder.more`)."""
    return default_finder().more(subject, told, aspect)


def repeats(one: Fact, other: Fact) -> bool:
    """Whether two facts say nearly the same (see `Finder.repeats`)."""
    return default_finder().repeats(one, other)
