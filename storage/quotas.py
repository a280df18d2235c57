"""The month's paid messages of a platform: how many there are, how many are used, and how many more are on their way.

A month is that of the platform's customers, in Asia/Bangkok.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, literal, select, update

from storage.db import insert_new
from storage.models import OutboxRow, QuotaRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


HOME = ZoneInfo("Asia/Bangkok")

_quotas, _outbox = table(QuotaRow), table(OutboxRow)
_seen = select(_quotas.c.most, _quotas.c.used, _quotas.c.reserve, _quotas.c.month, _quotas.c.seen_at).where(
    _quotas.c.channel == bindparam("platform")
)
_FIELDS = ("most", "used", "reserve", "month", "seen_at")
_note = (
    update(_quotas)
    .where(_quotas.c.channel == bindparam("platform"))
    .values({name: bindparam(name) for name in _FIELDS})
)
# Written into the statement, in the words of the index of unfinished rows, so that a database sees that it fits.
_unfinished = _outbox.c.state.in_([literal(state, literal_execute=True) for state in ("waiting", "sending")])
_unpaid = select(func.count()).where(_unfinished, _outbox.c.channel == bindparam("platform"), _outbox.c.token == "")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a platform said at `seen_at` (real time) of `month`, as 2026-01; `most` is None without a limit.

    `reserve`: of those, how many are kept for what cannot wait.
    """

    most: int | None
    used: int
    reserve: int
    month: str
    seen_at: datetime

    def is_out(self, now: datetime) -> bool:
        """Whether, as far as is known, nothing that is paid for can go at `now` (real time)."""
        return self.most is not None and self.used >= self.most and self.month == month_of(now)


@dataclass(frozen=True, slots=True)
class Quota:
    """`waiting`: messages that are to leave and will be paid for, each counted once, for whatever chat it is."""

    most: int | None
    used: int
    reserve: int
    waiting: int

    @property
    def left(self) -> int | None:
        """How many more may be sent; None without a limit."""
        return None if self.most is None else max(0, self.most - self.used - self.waiting)


def month_of(now: datetime) -> str:
    return f"{now.astimezone(HOME):%Y-%m}"


def of(session: Session, platform: str) -> Quota | None:
    """The quota of a platform; None where it was never looked at, or has none."""
    found = seen(session, platform)
    if found is None:
        return None
    waiting = session.execute(_unpaid, {"platform": platform}).scalar_one()
    return Quota(found.most, found.used, found.reserve, waiting)


def seen(session: Session, platform: str) -> Seen | None:
    """What was last seen of it, which is at the cost of a row."""
    row = session.execute(_seen, {"platform": platform}).one_or_none()
    return Seen(*row) if row else None


def keep(session: Session, platform: str, now_seen: Seen) -> Seen | None:
    """Keep what a platform says now; returns what was seen before."""
    values = {name: getattr(now_seen, name) for name in _FIELDS}
    before = seen(session, platform)
    if before or not insert_new(session, _quotas, {"channel": platform, **values}):
        session.execute(_note, {"platform": platform, **values})
    return before
