"""A floor under the shares judged right, of sentences that nothing was learned from (bench/safety/floors.yml)."""

from __future__ import annotations

import pytest

from bench.layers import Layers
from bench.safety.evidence import Evidence, gather
from bench.safety.measure import Kind
from bench.safety.sets import DEVELOPMENT, Standing, learned_sets, unlearned_sets


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    """What the screener that comes with the assistant says to the development sets."""
    layers = Layers.load()
    learned = learned_sets(layers)
    return gather(layers, unlearned_sets(DEVELOPMENT, Standing.LOOKED_AT, layers.rules, learned))


@pytest.mark.parametrize("kind", Kind)
def test_what_is_judged_right_does_not_fall_below_its_floor(evidence, kind):
    share, floor = evidence.over_development(kind), evidence.floors.of(kind)
    wrong = [judged.example.text for played in evidence.played for judged in played.wrong(kind)]

    assert share.total >= 50, "fewer prove nothing"
    assert share.value >= floor, f"of {kind.value}, {share} were judged right; the floor is {floor:.1%}; wrong: {wrong}"
