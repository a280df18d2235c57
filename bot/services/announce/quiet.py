"""The hours in which a programme leaves its people in peace."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import reminder_settings


if TYPE_CHECKING:
    from storage.programme import Programme


def quiet_until(programme: Programme, now: datetime) -> datetime | None:
    """When the quiet hours of its reminders end, if it is quiet now; None otherwise. Both are aware."""
    quiet = reminder_settings.read(programme.settings.get("reminders")).quiet
    local = now.astimezone(ZoneInfo(programme.timezone))
    if quiet is None or not quiet.holds(local.time()):
        return None
    over = local.date() if local.time() < quiet.end else local.date() + timedelta(days=1)
    return datetime.combine(over, quiet.end, local.tzinfo)
