"""What to look at first: where something is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from bot.services.results.overview import Result, Theme, Together


GOOD = 4.0
"""The mean of the stars below which a session is looked at."""

_MOST = 3
_OFTEN = 2  # times that something is said before it is of note


@dataclass(frozen=True, slots=True)
class First:
    """The sessions with the lowest means, and what is complained of and asked for most; each at most three."""

    sessions: tuple[Result, ...] = ()
    complaints: tuple[Theme, ...] = ()
    suggestions: tuple[Theme, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sessions or self.complaints or self.suggestions)


def first(found: Together) -> First:
    """Of sessions only those below GOOD; of themes only what was said more than once."""
    low = [(mean, each) for each in found.results if (mean := each.stars.mean) is not None and mean < GOOD]
    themes = found.themes
    bad = sorted((each for each in themes if each.bad >= _OFTEN), key=lambda each: -each.bad)
    asked = sorted((each for each in themes if each.suggestions >= _OFTEN), key=lambda each: -each.suggestions)
    lowest = sorted(low, key=lambda each: (each[0], each[1].at))
    return First(tuple(each for _, each in lowest[:_MOST]), tuple(bad[:_MOST]), tuple(asked[:_MOST]))
