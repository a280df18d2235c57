"""The dates and times in a text, Thai or English, as days and times of day.

`read` finds the words (scanner.py), the phrases that they make (grammar.py), what each phrase says (day_phrases.py,
time_phrases.py, by the policy of calendar.py and clocktimes.py), and puts neighbours together here: พรุ่งนี้ + เช้า,
จันทร์ + ถึง + พุธ. ตอนนี้, วันไหน, กี่โมง and the like are not dates: question.py reads them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.thai.calendar import Calendar
from bot.thai.day_phrases import DAYS
from bot.thai.grammar import phrases
from bot.thai.groups import Group, grouped
from bot.thai.phrases import JOINTS, Phrase, Said
from bot.thai.scanner import scanner
from bot.thai.time_phrases import TIMES


if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from bot.thai.days import Direction, Unit
    from bot.thai.scanner import Token


@dataclass(frozen=True, slots=True)
class When:
    """One mention of a date or time.

    `text` is [start, end) of the text given. `first` and `last` are local days, both inclusive; None where only a
    length or a repetition was said. `from_` and `to` are the part of day (`to` its last minute) or the time (equal for
    a point; for a range of times `to` is its end as said); None: the whole day. `unit` is the widest thing said.
    `direction` is how it was worded: past (เมื่อ, ที่แล้ว), unmarked, future (หน้า, อีก). `others` are other fair readings
    of the days, best first.
    """

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    from_: time | None
    to: time | None
    unit: Unit
    direction: Direction
    others: tuple[tuple[date, date], ...] = ()


def read(text: str, now: datetime, span: tuple[date, date] | None = None) -> tuple[When, ...]:
    """The mentions in `text`, in order; they never overlap.

    `now` is aware and local. `span`, the first and last day of the programme asked about, decides which year or month
    is meant where none is said. The text is expected repaired (text.py), with names masked by U+FFFC.
    """
    tokens = scanner().tokens(text)
    if not tokens:
        return ()
    calendar = Calendar(now.date(), span)
    groups = grouped(_pieces(text, tokens, calendar, now), calendar)
    return tuple(when for group in groups if (when := _when(text, group, now.date())))


def bounds(when: When, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From and to (exclusive) of a mention that has a day, aware in `zone`.

    Whole days run from midnight to midnight, a point of time for one minute, a part of day past its last minute, a
    range of times to its end. Raises ValueError where the mention has no day.
    """
    if when.first is None or when.last is None:
        raise ValueError(when.text)
    if when.from_ is None or when.to is None:
        midnight = datetime.combine(when.last + timedelta(1), time(), zone)
        return datetime.combine(when.first, time(), zone), midnight
    start = datetime.combine(when.first, when.from_, zone)
    end = datetime.combine(when.last, when.to, zone)
    if end < start:  # past midnight
        end += timedelta(1)
    is_range = when.from_ != when.to and when.to.minute != _LAST_MINUTE
    return start, end if is_range else end + timedelta(minutes=1)


_LAST_MINUTE = 59
_JOINTS: dict[str, Said] = {role: Said(role=role) for role in JOINTS}
_NAMELIKE = {"weekday", "month"}


def _pieces(text: str, tokens: list[Token], calendar: Calendar, now: datetime) -> Iterator[tuple[Said, int, int, bool]]:
    """What each phrase says, where it stands, and whether it follows the one before directly."""
    place = -1
    for rule, first, last in phrases(tokens):
        said = _JOINTS.get(rule)
        if said is None and rule != "nothing":
            if rule in _NAMELIKE and not _stands(text, tokens, first, last):
                continue
            phrase = Phrase(tokens[first:last], tokens[last : last + 24], calendar, now)
            said = (DAYS.get(rule) or TIMES[rule])(phrase)
        if said is None:
            continue
        if said.weak and scanner().is_evening(text, tokens[first]):
            said = replace(said, weak=False)
        used = last if said.used is None else first + said.used
        yield said, tokens[first].start, tokens[used - 1].end, first == place
        place = used


def _stands(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """Whether a lone word that is also a name (จันทร์, ตุลา) stands free of unknown neighbours and of titles."""
    token = tokens[first]
    before = first > 0 and tokens[first - 1].kind not in _UNREAD
    if token.kind == "weekday_typo":
        return before or scanner().stands_free(text, token)[0]
    if last - first == 1 and token.kind != "day_name" and scanner().is_called(text, token):
        return False
    if last - first > 1 or not (token.also_name or token.kind == "sunday_or_week"):
        return True
    left, right = scanner().stands_free(text, token)
    after = last < len(tokens) and tokens[last].kind not in _UNREAD
    return (left or before) and (right or after)


_UNREAD = {"gap", "comma", "guard", "per", "how_many", "weekday_typo", "score", "share", "out_of"}


def _when(text: str, group: Group, today: date) -> When | None:
    start, end = group.start, group.end
    if end < len(text) and unicodedata.category(text[end]).startswith("M"):
        return None
    clock, days = group.timed, group.days
    from_, to = (clock.from_, clock.to) if clock else (None, None)
    words = text[start:end]
    if group.role != "said":
        return When(words, start, end, None, None, from_, to, "repeat" if group.role == "repeat" else "duration", 0)
    if days is None:
        if clock is None:
            return None
        unit: Unit = "time" if clock.is_point else "part" if clock.part else "range"
        return When(words, start, end, today, today, from_, to, unit, 0)
    return When(words, start, end, days.first, days.last, from_, to, days.unit, days.direction, days.others)
