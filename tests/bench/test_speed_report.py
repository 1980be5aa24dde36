import pytest

from bench.layers import Layer
from bench.speed.matcher import OURS, SPACY, Comparison
from bench.speed.measure import SCREEN, TOKENIZER, Group, Speed
from bench.speed.report import figure, report, times
from bench.speed.timing import Timings

READERS = (TOKENIZER, SCREEN, Layer.PATTERNS.value, Layer.CLASSIFIER.value)
MESSAGES = {name: Timings(once=(4.0 * i, 8.0 * i), best=(2.0 * i, 4.0 * i)) for i, name in enumerate(READERS, start=1)}
LONG = {name: Timings(once=(9.0, 90.0, 900.0), best=(1.0, 10.0, 200.0)) for name in READERS}
SPEED = Speed(
    machine={"Processor": "Made 3000", "Cores": "2"},
    building={"reading": Timings((30.0,), (20.0,)), "compiling": Timings((3.0,), (2.0,))},
    messages=(Group("Ordinary messages", ["four", "sixsix"], MESSAGES),),
    long=(Group("stories", ["", "", ""], LONG),),
    matcher=Comparison(
        patterns=3,
        flat=1200,
        building={OURS: 1.0, SPACY: 250.0},
        timings={OURS: Timings((1.0, 1.0), (0.5, 1.5)), SPACY: Timings((9.0, 9.0), (5.0, 15.0))},
        differing=0,
    ),
)


@pytest.fixture(scope="module")
def lines():
    return report(SPEED).splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "| Processor | Made 3000 |",
        "| all of it | 22.0 | 33.0 |",
        "### Ordinary messages: 2, of 5 characters at the median",
        "| Best of 3 | p50 | p95 | p99 | max |",
        "| spaCy's tokenizer | 2.00 | 4.00 | 4.00 | 4.00 |",
        "| screen() | 4.00 (2.00×) | 8.00 (2.00×) | 8.00 (2.00×) | 8.00 (2.00×) |",
        "| Once | p50 | p95 | p99 | max |",
        "| classifier alone | 16.0 (4.00×) | 32.0 (4.00×) | 32.0 (4.00×) | 32.0 (4.00×) |",
        "| screen(): characters | 1,000 | 10,000 | 100,000 | to 10,000 | to 100,000 |",
        "| stories | 1.00 (9.00) 1.00× | 10.0 (90.0) 1.00× | 200 (900) 1.00× | 1.00 | 2.00 |",
        "| stories | 1.00 (9.00) | 10.0 (90.0) | 200 (900) | 1.00 | 2.00 |",
        "| the screener's index | 3 | 1.00 | 1.00 | 0.500 | 1.50 |",
        "| spaCy's Matcher | 1,200 | 250 | 10.0 | 5.00 | 15.0 |",
        "On average a sentence takes the Matcher 10.0× as long.",
    ],
)
def test_the_page_says_what_was_timed(lines, line):
    assert line in lines


@pytest.mark.parametrize(
    ("milliseconds", "written"),
    [
        (0.01234, "0.0123"),
        (0.5, "0.500"),
        (1.0, "1.00"),
        (12.34, "12.3"),
        (99.96, "100"),
        (123.4, "123"),
        (19075.4, "19,075"),
    ],
)
def test_three_digits_count(milliseconds, written):
    assert figure(milliseconds) == written


def test_a_ratio_is_written_with_its_sign():
    assert times(10, 4) == "2.50×"
