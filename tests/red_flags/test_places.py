import pytest

from assistant.red_flags.places import Places

PLACES = Places([(7, 9), (2, 3), (2, 6), (4, 5)])


@pytest.mark.parametrize(
    ("start", "stop", "found"),
    [
        (0, 10, [(2, 3), (2, 6), (4, 5), (7, 9)]),
        (2, 3, [(2, 3), (2, 6)]),
        (3, 8, [(4, 5), (7, 9)]),
        (3, 4, []),
        (8, 99, []),
        (5, 2, []),
        (-9, 0, []),
    ],
)
def test_what_begins_at_some_words(start, stop, found):
    assert list(PLACES.beginning(start, stop)) == found


@pytest.mark.parametrize(
    ("start", "stop", "found"),
    [
        (0, 10, [(2, 3), (4, 5), (2, 6), (7, 9)]),
        (2, 3, [(2, 3)]),
        (3, 8, [(4, 5), (2, 6)]),
        (8, 9, [(7, 9)]),
        (6, 8, []),
    ],
)
def test_what_ends_at_some_words(start, stop, found):
    assert list(PLACES.ending(start, stop)) == found


@pytest.mark.parametrize(
    ("start", "stop", "covered"),
    [(0, 2, False), (0, 3, True), (3, 4, True), (5, 6, True), (6, 7, False), (8, 9, True), (9, 99, False)],
)
def test_whether_a_word_is_part_of_one(start, stop, covered):
    assert PLACES.cover(start, stop) is covered


def test_a_cue_may_stand_nowhere():
    assert list(Places([]).beginning(0, 9)) == list(Places([]).ending(0, 9)) == []
    assert not Places([]).cover(0, 9)
