"""The hours in which a programme leaves its people in peace."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo


if TYPE_CHECKING:
    from storage.programme import Programme


_DEFAULT = "21:00-06:30"
_HOURS = re.compile(r"\s*(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})\s*")


def quiet_until(programme: Programme, now: datetime) -> datetime | None:
    """When the programme's quiet hours end, which it is now; None where it is not. Both aware.

    They are the `quiet` of its `reminders`: `HH:MM-HH:MM` in its own zone, or `none`; where nothing is said,
    21:00-06:30.
    """
    hours = _hours(programme)
    if hours is None:
        return None
    (begin, end), local = hours, now.astimezone(ZoneInfo(programme.timezone))
    for day in (local.date() - timedelta(days=1), local.date()):
        first = datetime.combine(day, begin, local.tzinfo)
        last = datetime.combine(day if end > begin else day + timedelta(days=1), end, local.tzinfo)
        if first <= local < last:
            return last
    return None


def _hours(programme: Programme) -> tuple[time, time] | None:
    reminders = programme.settings.get("reminders")
    said = reminders.get("quiet", _DEFAULT) if isinstance(reminders, dict) else _DEFAULT
    if said == "none":
        return None
    found = _HOURS.fullmatch(str(said)) or _HOURS.fullmatch(_DEFAULT)
    if found is None:
        return None
    begin, end = (
        time(int(hour) % 24, int(minute) % 60) for hour, minute in ((found[1], found[2]), (found[3], found[4]))
    )
    return None if begin == end else (begin, end)
