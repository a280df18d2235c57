"""The day of which it is asked who was there: เมื่อวานใครขาด, วันศุกร์ใครลาบ้าง."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.checkin.words import any_of
from bot.thai import dates
from bot.thai.text import repair


if TYPE_CHECKING:
    from datetime import date, datetime


_HOME = ZoneInfo("Asia/Bangkok")
_LONGEST = 80  # letters


def day_of(typed: str, now: datetime) -> tuple[str, date | None]:
    """What is asked but for the day, and that day; all that was typed and None where no one day is said.

    `now` is aware.
    """
    text = repair(typed)
    if len(text) > _LONGEST or not any_of("whoever").search(text):
        return typed, None
    whens = [when for when in dates.read(text, now.astimezone(_HOME)) if when.first is not None]
    if len(whens) != 1 or whens[0].first != whens[0].last or whens[0].from_ is not None:
        return typed, None
    return text[: whens[0].start] + text[whens[0].end :], whens[0].first
