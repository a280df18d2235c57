"""Announcements in the store: what is to be told to whom and when, and how far it has got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, or_, select, update

from storage import audiences
from storage.models import AnnouncementRow, ProgrammeRow, table


if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Store

    from bot.messages import Language, Reply
    from storage.audiences import Audience
    from storage.models.announcements import AnnouncementState


_rows, _programmes = table(AnnouncementRow), table(ProgrammeRow)
_this = _rows.c.id == bindparam("number")
_one = select(_rows).where(_this)
_due = (
    select(_rows)
    .where(_rows.c.state.in_(["scheduled", "sending"]), _rows.c.send_at <= bindparam("now"))
    .order_by(_rows.c.urgent.desc(), _rows.c.send_at, _rows.c.id)
    .limit(1)
)
_is_due = _due.with_only_columns(_rows.c.id)
_taken = _due.with_for_update(skip_locked=True)


@dataclass(frozen=True, slots=True)
class Announcement:
    """See storage.models.AnnouncementRow; `id` is the number by which organisers know it."""

    id: int
    programme: str
    author: int | None
    reply: Reply
    audience: Audience
    state: AnnouncementState
    made_at: datetime
    send_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    expires_at: datetime | None
    approved_by: int | None
    planned_to: int
    corrects: int | None
    chases: int | None
    asks: bool
    urgent: bool

    @property
    def key(self) -> str:
        """Names it in storage.notices."""
        return audiences.key_of(self.id)


def add(store: Store, values: Announcement) -> Announcement:
    """Keep a new announcement; what is returned has its number."""
    row = {name: getattr(values, name) for name in Announcement.__slots__ if name not in ("id", "author", "audience")}
    row |= {"author_id": values.author, "audience": values.audience.kept()}
    return _announcement(store.execute(insert(_rows).values(row).returning(_rows)).one())


def get(store: Store, number: int) -> Announcement | None:
    row = store.execute(_one, {"number": number}).one_or_none()
    return _announcement(row) if row else None


def locked(store: Store, number: int) -> Announcement | None:
    """The same, which nobody else changes until the transaction ends."""
    row = store.execute(_one.with_for_update(), {"number": number}).one_or_none()
    return _announcement(row) if row else None


def change(store: Store, number: int, **values: Any) -> Announcement:
    """Give the columns named new values."""
    changed = update(_rows).where(_rows.c.id == number).values(**values).returning(_rows)
    return _announcement(store.execute(changed).one())


def by_preview(store: Store, digest: str) -> Announcement | None:
    """The one whose preview is had by the secret of this digest."""
    row = store.execute(select(_rows).where(_rows.c.preview == digest)).one_or_none()
    return _announcement(row) if row else None


def is_due(store: Store, now: datetime) -> bool:
    """Whether there is anything to be planned at `now`, by the clock."""
    return store.execute(_is_due, {"now": now}).first() is not None


def take_due(store: Store, now: datetime) -> Announcement | None:
    """The first that is to be planned at `now` and that nobody else has taken, locked until the transaction ends."""
    row = store.execute(_taken, {"now": now}).one_or_none()
    return _announcement(row) if row else None


def listed(
    store: Store, programmes: Collection[str], states: Collection[AnnouncementState] = (), limit: int = 20
) -> list[Announcement]:
    """The last of the programmes with these codes, in one of `states` or any, the newest first."""
    wanted = select(_rows).where(_rows.c.programme.in_(sorted(programmes)))
    if states:
        wanted = wanted.where(_rows.c.state.in_(sorted(states)))
    return [_announcement(row) for row in store.execute(wanted.order_by(_rows.c.id.desc()).limit(limit))]


def following(store: Store, number: int) -> list[Announcement]:
    """Those that correct or chase the one with this number, the oldest first."""
    wanted = select(_rows).where(or_(_rows.c.corrects == number, _rows.c.chases == number)).order_by(_rows.c.id)
    return [_announcement(row) for row in store.execute(wanted)]


def language_of(store: Store, programme: str) -> Language:
    """The language of the programme with this code, in which those are told who have chosen none."""
    found = store.execute(select(_programmes.c.language).where(_programmes.c.code == programme)).scalar_one_or_none()
    return found or "th"


def _announcement(row: Row[Any]) -> Announcement:
    values = {name: getattr(row, name) for name in Announcement.__slots__ if name not in ("author", "audience")}
    return Announcement(**values, author=row.author_id, audience=audiences.of(row.audience))
