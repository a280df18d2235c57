"""One phrase of the grammar, as the rules read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.thai.calendar import Calendar
    from bot.thai.clocktimes import Clock
    from bot.thai.days import Days, Modifier
    from bot.thai.scanner import Token


Role = Literal["said", "length", "whole", "repeat", "to", "since", "join", "comma", "and"]
JOINTS: tuple[Role, ...] = ("to", "since", "join", "comma", "and")
HALF_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase says: a day or days, a time of day, both, or neither (a length, a repetition, a joint)."""

    days: Days | None = None
    clock: Clock | None = None
    role: Role = "said"
    weak: bool = False  # counts only beside a day
    used: int | None = None  # how many of the phrase's tokens belong to it; None: all


class Phrase:
    """The tokens of one phrase, those that follow it, and what it is seen from."""

    def __init__(self, tokens: Sequence[Token], following: Sequence[Token], calendar: Calendar, now: datetime) -> None:
        self.tokens = tokens
        self.following = following
        self.calendar = calendar
        self.now = now
        self.past = self.has("past")

    def since(self, place: int) -> Phrase:
        """The part of this phrase that begins at the token `place`."""
        return Phrase(self.tokens[place:], self.following, self.calendar, self.now)

    def place(self, *kinds: str) -> int:
        """Where the first token of one of these kinds is; -1 where none is."""
        return next((place for place, token in enumerate(self.tokens) if token.kind in kinds), -1)

    def all(self, *kinds: str) -> list[Any]:
        """The values of all tokens of these kinds."""
        return [token.value for token in self.tokens if token.kind in kinds]

    def value(self, *kinds: str) -> Any:
        """The value of the first token of one of these kinds, or None."""
        return next((token.value for token in self.tokens if token.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)

    @property
    def modifier(self) -> Modifier | None:
        if self.has("before"):
            return "last"
        if self.has("after"):
            return "beyond"
        said: Any = self.value("modifier", "premodifier")
        return "last" if said == "past" else said

    @property
    def weekday(self) -> int | None:
        """Monday is 0; อาทิตย์ is a week where a week fits, and Sunday elsewhere."""
        number: int | None = self.value("day_name", "weekday", "weekday_short", "weekday_typo")
        return 6 if number is None and self.has("sunday_or_week") else number

    @property
    def unit(self) -> str | None:
        """The first unit said."""
        token = next((token for token in self.tokens if token.kind in UNITS or token.kind == "one"), None)
        if token is None:
            return None
        if token.kind == "one":
            return str(token.value)
        return "week" if token.kind == "sunday_or_week" else token.kind

    @property
    def year(self) -> int | None:
        """The Christian year that is said, or None."""
        figures = self.all("number", "large", "full_year")
        return self.calendar.year(figures[-1], self.value("era")) if figures else None

    def minute(self) -> int:
        """The minutes said after the hour; too many where they are none."""
        if self.has("half", "half_part"):
            return HALF_AN_HOUR
        figures = self.all("number", "large")[1:]
        return int(figures[0]) if figures else 0


MONTHS = ("month_name", "month_short")
UNITS = frozenset({"day", "week", "sunday_or_week", "month", "year", "hour", "minute", "second"})
