"""Everything that was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.layers import Layers
from bench.safety.floors import Floors, floors
from bench.safety.measure import Kind, Played, Share, play, share_right
from bench.safety.published import Figure, published
from bench.safety.sets import SentenceSet, Standing


@dataclass(frozen=True)
class Evidence:
    """What was played, and what it is held against."""

    played: tuple[Played, ...]
    """The held-out sets first, what was learned from last."""
    crises: frozenset[str]
    """The flags that are a crisis."""
    floors: Floors
    published: tuple[Figure, ...]

    @property
    def learned(self) -> list[Played]:
        """What the detector learned from."""
        return [one for one in self.played if one.of.standing is Standing.LEARNED]

    def over_development(self, kind: Kind) -> Share:
        """What the floor of that kind stands under."""
        development = (one for one in self.played if one.of.standing is Standing.LOOKED_AT)
        return share_right((judged for one in development for judged in one.judged), kind)


def gather(layers: Layers, sets: Iterable[SentenceSet], tell: Callable[[str], None] = print) -> Evidence:
    """Play sets.

    Args:
        layers: what is measured.
        sets: what is played.
        tell: is told what is played, since it takes minutes.

    Raises:
        DataError: naming the file and the key at fault, of floors or published figures.
    """
    stand, others = floors(), published()
    played = []
    for of in sets:
        tell(f"safety: {of.name}, {len(of.examples):,} sentences")
        played.append(play(layers, of))
    crises = frozenset(flag for flag in layers.rules.flags if layers.rules.is_crisis(flag))
    return Evidence(tuple(played), crises, stand, others)
