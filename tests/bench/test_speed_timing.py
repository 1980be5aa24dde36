import gc
import itertools

import pytest

from bench.speed.timing import Timings, growth, percentile, time_side_by_side, without_collector


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([5, 1, 3, 2, 4], 0.5, 3),
        ([5, 1, 3, 2, 4], 1.0, 5),
        ([5, 1, 3, 2, 4], 0.0, 1),
        (range(1, 101), 0.5, 50),
        (range(1, 101), 0.95, 95),
        (range(1, 101), 0.99, 99),
        (range(1, 1001), 0.99, 990),
        ([7], 0.99, 7),
    ],
)
def test_a_percentile_is_one_of_the_values(values, share, found):
    assert percentile(values, share) == found


def test_time_in_proportion_to_length_is_no_growth():
    assert growth(2.0, 20.0, 10) == 1
    assert growth(2.0, 200.0, 10) == 10


def test_the_first_time_and_the_shortest_after_it_are_kept_text_by_text():
    takes = {"a": iter([1, 9, 5]), "b": iter([2, 8, 4])}
    now = 0

    def work(text):
        nonlocal now
        now += next(takes[text])

    timed = time_side_by_side(
        {"work": (work, ["a", "b"])}, repeats=2, wall=lambda: now / 1000, processor=lambda: now / 1000
    )

    assert timed["work"].once == pytest.approx((1, 2))
    assert timed["work"].best == pytest.approx((5, 4))


def test_the_first_time_is_taken_from_the_wall_and_all_others_from_the_processor():
    wall, processor = itertools.count(), itertools.count(step=5)

    timed = time_side_by_side({"work": (str, ["a"])}, 1, wall.__next__, processor.__next__)

    assert timed == {"work": Timings(once=(1000,), best=(5000,))}


def test_works_take_turns():
    calls = []

    time_side_by_side({"one": (calls.append, ["a", "b"]), "two": (calls.append, ["c"])}, repeats=1)

    assert calls == ["a", "b", "c"] * 2


def test_a_work_without_texts_takes_no_time():
    assert time_side_by_side({"none": (print, [])}, repeats=2) == {"none": Timings((), ())}


def test_the_collector_is_held_back_and_let_go_again_even_after_an_error():
    def fail(_):
        assert not gc.isenabled()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        time_side_by_side({"fails": (fail, ["a"])}, repeats=1)

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with without_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
