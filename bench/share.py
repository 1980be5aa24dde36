"""A share, with the interval that it is known by."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import binomtest


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1; `total` must not be 0."""
        return self.hits / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 % interval (Clopper and Pearson 1934); `total` must not be 0."""
        found = binomtest(self.hits, self.total).proportion_ci(confidence_level=0.95, method="exact")
        return float(found.low), float(found.high)

    def __str__(self) -> str:
        if not self.total:
            return "–"
        low, high = self.interval
        return f"{self.hits}/{self.total} = {self.value:.1%} ({low:.1%} to {high:.1%})"
