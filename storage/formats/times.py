"""Times as programme files write them, and the zones that they are in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from storage.formats.report import nearest, shown


if TYPE_CHECKING:
    from storage.formats.report import Report

FIRST_YEAR, LAST_YEAR = 1900, 2400
BUDDHIST = 543
"""How many years the Buddhist era is ahead (พ.ศ. 2562 is 2019)."""

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]\s*([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:\.[0-9]+)?)?"
    r"\s*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}")
_MACHINE = frozenset({"localtime", "posixrules", "Factory"})


@cache
def zone(name: str) -> ZoneInfo | None:
    """The IANA zone `name`, the same on every machine; None where there is none."""
    if not _ZONE.fullmatch(name) or name in _MACHINE or name.startswith(("posix/", "right/")):
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; too long; a folder such as "Asia"
        return None


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def read_zone(name: str, where: tuple[str, int | None], report: Report) -> ZoneInfo | None:
    """The zone `name`, or a fault with the zones most like it."""
    found = zone(name)
    if found is None:
        report.error("unknown-zone", *where, found=shown(name), known=nearest(name, _zones()))
    return found


def read_time(text: str, local: ZoneInfo, where: tuple[str, int | None], report: Report) -> datetime | None:
    """The aware time that `text` (ISO 8601) means; without an offset it is `local` time.

    A Buddhist year is a fault, yet the time that must have been meant is returned, so that the rest can be checked.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None or match[4] is None:
        report.error("bad-time", *where, found=shown(text))
        return None
    year = int(match[1])
    if year > LAST_YEAR:
        meant = str(year - BUDDHIST)
        report.error("buddhist-year", *where, found=shown(text), meant=meant + text.strip()[4:])
        year -= BUDDHIST
    month, day, hour, minute, second = (int(part or 0) for part in match.group(2, 3, 4, 5, 6))
    try:
        time = datetime(year, month, day, hour, minute, second, tzinfo=local)
    except ValueError:
        report.error("bad-time", *where, found=shown(text))
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        report.error("bad-time", *where, found=shown(text))
        return None
    if match[7]:
        return time.replace(tzinfo=_offset(match[7])).astimezone(local)
    real = time.astimezone(UTC).astimezone(local)
    if real.replace(tzinfo=None) != time.replace(tzinfo=None):
        report.warn("time-gap", *where, found=shown(text), zone=local.key, meant=f"{real:%Y-%m-%dT%H:%M}")
    return real


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = min(int(digits[:2]) * 60 + int(digits[2:]), 23 * 60 + 59)
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
