"""Figures of what people answered, from how many gave each answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_PROMOTERS, _PASSIVES = range(9, 11), range(7, 9)


@dataclass(frozen=True, slots=True)
class Spread:
    """How many gave each value of a scale, the least value first; those that nobody gave are there too."""

    counts: tuple[tuple[int, int], ...] = ()

    @property
    def whole(self) -> int:
        """How many gave any."""
        return sum(count for _, count in self.counts)

    @property
    def most(self) -> int:
        """Of how many the largest part is."""
        return max((count for _, count in self.counts), default=0)

    @property
    def mean(self) -> float | None:
        """None where nobody gave any."""
        return sum(value * count for value, count in self.counts) / self.whole if self.whole else None

    @property
    def median(self) -> float | None:
        """The value in the middle, or between the two there; None where nobody gave any."""
        if not self.whole:
            return None
        return (self._at((self.whole - 1) // 2) + self._at(self.whole // 2)) / 2

    def _at(self, place: int) -> int:
        for value, count in self.counts:
            if place < count:
                return value
            place -= count
        raise LookupError(place)


@dataclass(frozen=True, slots=True)
class Recommend:
    """Who would recommend it to a friend, from 0 to 10: 9 and 10 promote it, 7 and 8 are passive, the rest detract.

    That is the Net Promoter Score as Reichheld defined it (Harvard Business Review, December 2003).
    """

    promoters: int
    passives: int
    detractors: int

    @property
    def whole(self) -> int:
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> int | None:
        """From −100 to 100; None where nobody said."""
        return round(100 * (self.promoters - self.detractors) / self.whole) if self.whole else None


def spread(counted: Mapping[str, int], values: Iterable[int]) -> Spread:
    """How many gave each of `values`, of what is `counted` by value as it is kept."""
    return Spread(tuple((value, counted.get(str(value), 0)) for value in values))


def together(spreads: Iterable[Spread], values: Iterable[int]) -> Spread:
    """Several of the same scale as one."""
    counted: Counter[int] = Counter()
    for each in spreads:
        counted.update(dict(each.counts))
    return Spread(tuple((value, counted[value]) for value in values))


def recommend(found: Spread) -> Recommend:
    counted = dict(found.counts)
    promoters, passives = (sum(counted.get(value, 0) for value in part) for part in (_PROMOTERS, _PASSIVES))
    return Recommend(promoters, passives, found.whole - promoters - passives)
