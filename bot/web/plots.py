"""Plots as shapes: a template draws them as SVG, in the colours of the page, with the numbers beside them as a table.

They are a few bars and one line, which a page draws in whatever colours it has, for whatever it is read with, and under
a policy that lets no style within. A library's picture (pygal) would bring its own style, and know of no dark page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.services.results import Theme, Together


_WIDTH, _HEIGHT, _EDGE = 440, 190, 26
_LEAST, _MOST = 1, 5  # stars
_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A value of a day, and where it is drawn; `count` is of how many answers."""

    x: float
    y: float
    day: date
    value: float
    count: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A line from day to day, in a box of `width` by `height`; `levels` are the heights of the stars."""

    dots: tuple[Dot, ...]
    levels: tuple[tuple[int, float], ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    edge: int = _EDGE

    @property
    def line(self) -> str:
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, in percent of its length; `name` is the tone."""

    name: str
    start: float
    width: float
    count: int


def trend(days: Sequence[tuple[date, Together]]) -> Trend:
    """The means of the days of which there are any."""
    known = [(day, mean, each.stars.whole) for day, each in days if (mean := each.stars.mean) is not None]
    apart = (_WIDTH - 2 * _EDGE) / max(1, len(known) - 1)
    dots = tuple(
        Dot(round(_EDGE + place * apart, 1), _height(mean), day, mean, count)
        for place, (day, mean, count) in enumerate(known)
    )
    return Trend(dots, tuple((stars, _height(stars)) for stars in range(_LEAST, _MOST + 1)))


def tones(theme: Theme, longest: int) -> tuple[Part, ...]:
    """How often a theme was meant how, beside one that was mentioned `longest` times."""
    named = (("bad", theme.bad), ("suggestion", theme.suggestions), ("good", theme.good), ("neutral", theme.neutral))
    return tuple(_laid(named, longest))


def _laid(named: Iterable[tuple[str, int]], longest: int) -> Iterable[Part]:
    start = 0.0
    for name, count in named:
        width = round(_WHOLE * count / longest, 2) if longest else 0.0
        if count:
            yield Part(name, start, width, count)
        start = round(start + width, 2)


def _height(stars: float) -> float:
    return round(_HEIGHT - _EDGE - (stars - _LEAST) / (_MOST - _LEAST) * (_HEIGHT - 2 * _EDGE), 1)
