"""Invitations, by the digest of their codes, and the wrong codes that were tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from storage.models import InvitationRow, WrongCodeRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Address
    from storage.models import CodeKind


_invitations, _wrong = table(InvitationRow), table(WrongCodeRow)
_unused = (_invitations.c.used_at.is_(None), _invitations.c.revoked_at.is_(None))
_KEPT = timedelta(hours=1)  # of a wrong code, for the limits on guessing


@dataclass(frozen=True, slots=True)
class Invitation:
    """A person's invitation to a programme (its code; "" for all of them)."""

    id: int
    person: int
    programme: str
    used: bool
    revoked: bool
    expires_at: datetime | None = None


def add(
    store: Session, person: int, programme: str, digest: str, now: datetime, *, expires_at: datetime | None = None
) -> None:
    values = {
        "person_id": person,
        "programme": programme,
        "digest": digest,
        "created_at": now,
        "expires_at": expires_at,
    }
    store.execute(insert(_invitations).values(**values))


def by_digest(store: Session, digest: str) -> Invitation | None:
    row = store.execute(select(_invitations).where(_invitations.c.digest == digest)).one_or_none()
    if row is None:
        return None
    used, revoked = row.used_at is not None, row.revoked_at is not None
    return Invitation(row.id, row.person_id, row.programme, used, revoked, row.expires_at)


def use(store: Session, invitation: int, channel: str, now: datetime) -> bool:
    """Use it up; False where it was used or taken back before."""
    using = update(_invitations).where(_invitations.c.id == invitation, *_unused).values(used_at=now, channel=channel)
    return store.execute(using.returning(_invitations.c.id)).first() is not None


def revoke(store: Session, person: int, now: datetime, programme: str | None = None) -> int:
    """Take back what a person has not used, to one programme or (None) to any; says how many that were."""
    which = [_invitations.c.person_id == person, *_unused]
    if programme is not None:
        which.append(_invitations.c.programme == programme)
    taken = update(_invitations).where(*which).values(revoked_at=now).returning(_invitations.c.id)
    return len(store.execute(taken).all())


def revoke_one(store: Session, invitation: int, now: datetime) -> bool:
    """Take back one; False where it was used or taken back before."""
    taken = update(_invitations).where(_invitations.c.id == invitation, *_unused).values(revoked_at=now)
    return store.execute(taken.returning(_invitations.c.id)).first() is not None


def forget(store: Session, person: int) -> None:
    store.execute(delete(_invitations).where(_invitations.c.person_id == person))


def used(store: Session, person: int) -> list[tuple[str, str, datetime]]:
    """To which programme, in which channel and when a person has used an invitation, in order."""
    mine = (_invitations.c.person_id == person, _invitations.c.used_at.is_not(None))
    columns = (_invitations.c.programme, _invitations.c.channel, _invitations.c.used_at)
    return [tuple(row) for row in store.execute(select(*columns).where(*mine).order_by(_invitations.c.used_at))]


def unused(store: Session, person: int) -> int:
    """How many of a person's codes wait to be used."""
    counted = select(func.count()).select_from(_invitations).where(_invitations.c.person_id == person, *_unused)
    return store.execute(counted).scalar_one()


def note_wrong(store: Session, address: Address, now: datetime, kind: CodeKind = "join") -> None:
    """Keep for an hour that a wrong code was tried."""
    store.execute(delete(_wrong).where(_wrong.c.at < now - _KEPT))
    store.execute(insert(_wrong).values(kind=kind, channel=address.channel, chat=address.chat, at=now))


def wrong_since(store: Session, since: datetime, address: Address | None = None, kind: CodeKind = "join") -> int:
    """How many wrong codes were tried since then, at `address` or anywhere."""
    counted = select(func.count()).select_from(_wrong).where(_wrong.c.at > since, _wrong.c.kind == kind)
    if address:
        counted = counted.where(_wrong.c.channel == address.channel, _wrong.c.chat == address.chat)
    return store.execute(counted).scalar_one()
