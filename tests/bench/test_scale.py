"""The reckoning of docs/scale.md, and that the page is what it comes to."""

from __future__ import annotations

import pytest

from assistant.data_files import DataError
from bench.scale.__main__ import TARGET, figure, page
from bench.scale.plan import Measured, cores, plan, read_measured, replicas


@pytest.fixture
def measured() -> Measured:
    """Figures that can be reckoned with in one's head."""
    values = {
        **{"rasa_ms": 100, "actions_ms": 10, "nginx_ms": 1, "postgresql_ms": 5, "redis_ms": 2},
        **{"rasa_mb": 1024, "actions_mb": 512, "rows_a_turn": 10, "bytes_a_row": 1024},
        **{"turns": 6, "minutes": 6, "busiest_hour": 0.1, "busy": 0.5, "days": 30},
    }
    return Measured(**{name: {"value": value, "of": "", "how": ""} for name, value in values.items()})


def test_of_few_people_there_are_two_replicas_of_each(measured):
    few = plan(10, measured)
    assert (few.rasa, few.actions) == (2, 2)
    assert few.memory_gb == 3


def test_of_many_people_the_busiest_hour_decides(measured):
    many = plan(600_000, measured)
    assert many.turns_a_second == 100
    assert many.at_once == 6_000
    assert many.rasa == 21  # 100 turns × 0.1 s, half of the time, and one to spare
    assert many.actions == 3
    assert many.postgresql_cores == 1
    assert many.rows_a_day == 36_000_000
    assert many.rows_a_second == 1_000


def test_where_turns_are_few_the_pages_that_are_open_decide(measured):
    measured.turns.value = 0.01
    assert plan(600_000, measured).rasa == 13  # 6,000 pages, 500 each, and one to spare


def test_twice_as_many_people_need_twice_as_much(measured):
    one, two = plan(600_000, measured), plan(1_200_000, measured)
    for name in ("turns_a_second", "at_once", "redis_cores", "rows_a_day", "kept_gb"):
        assert getattr(two, name) == pytest.approx(2 * getattr(one, name))


@pytest.mark.parametrize(("needed", "there"), [(0, 2), (0.2, 2), (1, 2), (1.1, 3), (40, 41)])
def test_one_replica_is_to_spare(needed, there):
    assert replicas(needed) == there


def test_a_core_that_is_busy_half_of_the_time_does_half_as_much():
    assert cores(turns=10, milliseconds=100, busy=0.5) == 2


@pytest.mark.parametrize(
    ("number", "words"), [(0.123, "0.12"), (2, "2"), (2.5, "2.5"), (12.5, "12"), (12345.6, "12,346")]
)
def test_figures_have_no_more_digits_than_count(number, words):
    assert figure(number) == words


def test_a_figure_that_is_missing_is_named(tmp_path):
    file = tmp_path / "measured.yml"
    file.write_text("rasa_ms: {value: 1, of: x, how: y}\n", encoding="utf-8")
    with pytest.raises(DataError, match="measured.yml: actions_ms"):
        read_measured(file)


def test_the_page_is_what_the_figures_come_to():
    assert TARGET.read_text(encoding="utf-8") == page(read_measured()), "run `python -m bench.scale`"
