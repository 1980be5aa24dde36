import pytest

from bench.share import Share
from bench.understanding.calibration import Bin, bins, error


def test_what_is_about_as_certain_is_taken_together():
    assert bins([(0.81, True), (0.89, False), (1.0, True)]) == [
        Bin(0.8, pytest.approx(0.85), Share(1, 2)),
        Bin(0.9, 1.0, Share(1, 1)),
    ]


def test_who_is_as_certain_as_right_makes_no_error():
    assert error(bins([(0.5, True), (0.5, False)])) == 0


def test_the_error_is_the_mean_distance_of_certainty_and_right_ones():
    assert error(bins([(0.9, False), (0.5, True), (0.5, False)])) == pytest.approx(0.3)


def test_of_nothing_nothing_is_wrong():
    assert (bins([]), error([])) == ([], 0.0)
