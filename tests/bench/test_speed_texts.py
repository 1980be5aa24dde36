import itertools

import pytest

from bench.layers import Layers
from bench.speed import texts
from bench.speed.texts import LENGTHS, LONGEST, SAMPLE, corpus_sentences, long_texts, ordinary_messages, up_to, warm_up


@pytest.fixture(scope="module")
def assistants() -> Layers:
    return Layers.load()


@pytest.fixture(scope="module")
def long(assistants) -> dict[str, list[str]]:
    return long_texts(assistants)


def test_pieces_are_joined_up_to_a_length():
    assert up_to(5, itertools.repeat("abc")) == "abcab"
    assert up_to(3, ["abc", "d"]) == "abc"


def test_messages_are_no_longer_than_people_type(assistants):
    ordinary, corpus = ordinary_messages(assistants), corpus_sentences(assistants)

    assert len(ordinary) == len(corpus) == SAMPLE
    assert max(map(len, (*ordinary, *corpus))) <= LONGEST


def test_the_same_messages_are_drawn_each_time(assistants):
    assert ordinary_messages(assistants) == ordinary_messages(assistants)


def test_warming_up_reads_other_texts_than_are_timed(assistants):
    some = set(warm_up(assistants))

    assert len(some & set(corpus_sentences(assistants))) < len(some) / 20


def test_long_texts_are_as_long_as_they_are_said_to_be(long):
    assert {kind: tuple(map(len, of)) for kind, of in long.items()} == dict.fromkeys(long, LENGTHS)


def test_long_texts_are_the_same_each_time(assistants, long):
    assert long_texts(assistants) == long


def test_the_kinds_are_what_they_say(long):
    stories, giant, flag, word, lookalikes, junk = (of[1] for of in long.values())

    assert len({*stories.split()}) > 500
    assert not set(giant) & set(".!?;…\n")
    assert flag.count(texts.FLAG) == 10_000 // len(texts.FLAG)
    assert set(word.split()) == {texts.WORD.strip()}
    assert lookalikes != stories
    assert max(map(ord, junk)) > 0xFFFF
