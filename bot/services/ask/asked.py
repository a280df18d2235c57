"""A question together with all that its answer depends on, and the answer as a value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from bot.services.ask.select import Chosen, named, same_day
from bot.thai.clauses import DETAILS, ORDER


if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ask.context import Context
    from bot.services.ask.guide import Guide
    from bot.services.ask.select import Sessions
    from bot.thai.dates import When
    from bot.thai.question import Question
    from storage.programme import Faq


__all__ = ["BESIDE", "COUNTED", "DETAILS", "LISTS", "ORDER", "Answer", "Asked"]

Subject = Literal[
    "sessions", "none", "absent", "over", "ready", "contact", "venue", "speaker", "speakers", "which_speaker",
    "modules", "groups", "organizer", "count", "unclear", "unknown",
]  # fmt: skip

LISTS = frozenset(["what", "which", "yesno", "lesson", "whole", "count", "online", "onsite", "modules", "groups"])
BESIDE = frozenset(["before", "after", "same_day"])
COUNTED = frozenset(["when", "time", "until", "days", "length", "count"])
"""Beside one of these, how much is asked of something that a timetable has."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is true.

    `sessions` answer the question, `also` are offered beside it; `asks` is what was asked of them and `whens` the days
    it was asked for. `codes` name what else it is about (venues, speakers, modules). `assumed`: the coming class was
    taken because none was named. `named`: the sessions were named, and not only their days. `wrong`: what was to be
    confirmed is not so. `order`: they come "after" or "before" something that was named. `passed`: what nobody knows
    here has gone to people.
    """

    subject: Subject
    sessions: Sessions = ()
    also: Sessions = ()
    asks: frozenset[str] = frozenset()
    whens: tuple[When, ...] = ()
    codes: tuple[str, ...] = ()
    faq: Faq | None = None
    assumed: bool = False
    named: bool = False
    yesno: bool = False
    wrong: bool = False
    order: str = ""
    passed: bool = False

    @property
    def understood(self) -> bool:
        return self.subject not in {"unknown", "unclear", "absent"}


@dataclass(frozen=True)  # no slots: cached_property keeps its values in __dict__
class Asked:
    question: Question
    guide: Guide
    context: Context
    now: datetime

    @property
    def asks(self) -> frozenset[str]:
        return self.question.asks

    @cached_property
    def chosen(self) -> Chosen | None:
        """The sessions that the question names or describes; None where it names none."""
        return named(self.question, self.guide)

    @cached_property
    def talked(self) -> Sessions:
        """The sessions that were answered a moment ago."""
        return tuple(self.guide.by_code[code] for code in self.context.sessions if code in self.guide.by_code)

    @cached_property
    def days(self) -> tuple[When, ...]:
        """The days asked about. A time without a day is on the days that were talked about, where there are such."""
        talked = self.context.days or tuple(sorted({str(session.start.date()) for session in self.talked}))
        whens = self.question.dates
        if talked and not self.question.named:
            whens = tuple(
                same_day(when, talked) if when.unit in {"part", "time"} and not _says_this(when) else when
                for when in whens
            )
        return tuple(when for when in whens if when.first is not None)

    @property
    def pool(self) -> Sessions:
        """What may be meant: what is named; else all that is held, and what was cancelled where that is asked."""
        if self.chosen:
            return self.chosen.sessions
        return self.guide.sessions if "changed" in self.asks else self.guide.held


def _says_this(when: When) -> bool:
    return any(word in when.text for word in ("นี้", "this", "tonight"))
