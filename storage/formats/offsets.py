"""The zone of times that come with an offset alone, or with a zone that they do not fit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage.formats.times import zone


if TYPE_CHECKING:
    from datetime import datetime, timedelta

HOME = ZoneInfo("Asia/Bangkok")
"""Where a file that says nothing at all of its zone is taken to be."""

_ODD = {
    -570: "Pacific/Marquesas",
    -210: "America/St_Johns",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    420: "Asia/Bangkok",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
    630: "Australia/Lord_Howe",
    765: "Pacific/Chatham",
}


def zone_for(offset: timedelta) -> ZoneInfo:
    """A zone with `offset`: the likeliest place where few have it, else the fixed `Etc/GMT…`; UTC for one nobody has.

    The sign in `Etc/GMT…` is the other way round, by POSIX.
    """
    minutes = round(offset.total_seconds() / 60)
    hours = minutes // 60
    fixed = f"Etc/GMT{-hours:+d}" if minutes % 60 == 0 and hours else "UTC"
    return zone(_ODD.get(minutes, fixed)) or ZoneInfo("UTC")


def fits(time: datetime, wall: str, named: ZoneInfo) -> bool:
    """Whether `time`, in the zone `named`, shows the hour `wall` ("09:30"); an empty `wall` fits any."""
    return not wall or f"{time.astimezone(named):%H:%M}" == wall.zfill(5)[:5]


def commonest(zones: list[str], otherwise: str) -> str:
    return Counter(zones).most_common(1)[0][0] if zones else otherwise
