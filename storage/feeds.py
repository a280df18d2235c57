"""People's calendar feeds, by the digest of the secret in their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select

from storage.models import FeedRow, MembershipRow, PersonRow, ProgrammeRow, ReleaseRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Language
    from storage.programme import Text


MOST = 5
"""Feeds that a person may have; a new one takes the place of the oldest."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A programme in a feed."""

    code: str
    version: int
    title: Text


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose it is, and the programmes that the person is in, the first imported first."""

    person: int
    language: Language | None
    programmes: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class Revised:
    """When people could last see something new in a programme, and in each of its sessions (by code)."""

    at: datetime
    sessions: dict[str, datetime]


_feeds, _people = table(FeedRow), table(PersonRow)
_memberships, _programmes, _releases = table(MembershipRow), table(ProgrammeRow), table(ReleaseRow)
_in_it = (
    select(_memberships.c.id)
    .where(
        _memberships.c.person_id == _feeds.c.person_id,
        _memberships.c.programme.in_([_programmes.c.code, ""]),  # "": in all of them
    )
    .correlate(_feeds, _programmes)
    .exists()
)
_found = (
    select(_people.c.id, _people.c.language, _programmes.c.code, _programmes.c.version, _programmes.c.title)
    .select_from(_feeds.join(_people).outerjoin(_programmes, _in_it))
    .where(_feeds.c.digest == bindparam("digest"))
    .order_by(_programmes.c.id)
)


def add(store: Session, person: int, digest: str, now: datetime) -> bool:
    """One more feed; says whether the person's oldest had to make room for it."""
    store.execute(insert(_feeds).values(person_id=person, digest=digest, made_at=now))
    newest = select(_feeds.c.id).where(_feeds.c.person_id == person).order_by(_feeds.c.id.desc())
    oldest = store.scalars(newest.offset(MOST)).all()
    store.execute(delete(_feeds).where(_feeds.c.id.in_(oldest)))
    return bool(oldest)


def find(store: Session, digest: str) -> Feed | None:
    """The feed whose secret has this digest; None where there is none, or none any more."""
    rows = store.execute(_found, {"digest": digest}).all()
    if not rows:
        return None
    programmes = tuple(Followed(row.code, row.version, row.title) for row in rows if row.code is not None)
    return Feed(rows[0].id, rows[0].language or None, programmes)


def made(store: Session, person: int) -> list[datetime]:
    """When each of a person's feeds was made, oldest first."""
    return list(store.scalars(select(_feeds.c.made_at).where(_feeds.c.person_id == person).order_by(_feeds.c.id)))


def count(store: Session, person: int) -> int:
    counted = select(func.count()).select_from(_feeds).where(_feeds.c.person_id == person)
    return store.execute(counted).scalar_one()


def revoke(store: Session, person: int) -> int:
    """Take away all of a person's feeds, from this moment on; says how many that were."""
    return len(store.execute(delete(_feeds).where(_feeds.c.person_id == person).returning(_feeds.c.id)).all())


def revised(store: Session, programme: str) -> Revised | None:
    """By the programme's releases; None where it has none."""
    kept = select(_releases.c.made_at, _releases.c.sessions).join(
        _programmes, _programmes.c.id == _releases.c.programme_id
    )
    before: dict[str, object] = {}
    changed: dict[str, datetime] = {}
    last: datetime | None = None
    rows = store.execute(kept.where(_programmes.c.code == programme).order_by(_releases.c.version))
    for last, sessions in rows.yield_per(1):  # one at a time, for they may be large
        changed |= {code: last for code, seen in sessions.items() if before.get(code) != seen}
        before = sessions
    return Revised(last, changed) if last else None
