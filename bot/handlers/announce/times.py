"""When an announcement is to go, in somebody's words: one moment to come, or what must be asked about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.thai import dates
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.thai.dates import When


_FILLING = frozenset(
    key(word)
    for word in ("ส่ง", "ตั้งเวลา", "เวลา", "ตอน", "ให้ส่ง", "ขอส่ง", "ส่งตอน", "น.", "น", "at", "send", "send at", "on", "")
)
_HOURS = (time(8), time(12), time(16))
_POLITE = re.compile(r"(?:ครับผม|ครับ|คับ|ค่ะ|คะ|ค่า|นะ|จ้ะ|จ้า|เลย|please|[\s.,!])+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: `at`; or `choices`, of which one may be meant: the moment is not told whole, or is past."""

    at: datetime | None = None
    choices: tuple[datetime, ...] = ()
    past: bool = False


def read(text: str, now: datetime, zone: ZoneInfo, *, alone: bool = False) -> Read | None:
    """The moment in `text`; None where there is none, or, with `alone`, more than one moment with its hour.

    `now` is aware; what is returned is in `zone`.
    """
    local, said = now.astimezone(zone), repair(text)
    found = [when for when in dates.read(said, local) if when.first is not None]
    if len(found) != 1:
        return None
    when = found[0]
    if alone and (not _is_moment(when) or key(_rest(said, when)) not in _FILLING):
        return None
    days = [when.first, *(first for first, _ in when.others)] if when.first == when.last else []
    return _meant([day for day in dict.fromkeys(days) if day], when, local, zone)


def _meant(days: Sequence[date], when: When, now: datetime, zone: ZoneInfo) -> Read:
    if not days:
        return Read()
    hours: Sequence[time] = [when.from_] if when.from_ and _is_moment(when) else _within(when)
    moments = [datetime.combine(day, hour, zone) for day in days for hour in hours]
    coming = [moment for moment in moments if moment > now]
    if len(coming) == 1 and _is_moment(when):  # วันศุกร์ 4 โมงเย็น is none of last Friday's
        return Read(coming[0])
    if len(moments) == 1 and when.unit == "time":  # an hour that is past today
        return Read(choices=(moments[0] + timedelta(days=1),), past=True)
    return Read(choices=tuple(coming[:3]), past=not coming)


def _is_moment(when: When) -> bool:
    return when.from_ is not None and when.from_ == when.to and when.first == when.last


def _within(when: When) -> list[time]:
    """Hours of the part of day that was said, or of any day."""
    start, end = when.from_, when.to
    if start is None or end is None:
        return list(_HOURS)
    inside = [hour for hour in (time(7), *_HOURS, time(10), time(14), time(18), time(19)) if start <= hour <= end]
    return sorted(set(inside)) or [start]


def _rest(text: str, when: When) -> str:
    return _POLITE.sub("", f"{text[: when.start]} {text[when.end :]}".strip()).strip()
