"""Links by which speakers see what was said of their sessions. Of their secrets only digests are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from storage.models import FeedbackShareRow, SecretRow, table


if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Store


_shares, _secrets = table(FeedbackShareRow), table(SecretRow)


@dataclass(frozen=True, slots=True)
class Share:
    """See storage.models.FeedbackShareRow. `speaker` is a code; all times are aware."""

    id: int
    programme: str
    speaker: str
    made_by: int | None
    made_at: datetime
    expires_at: datetime
    words: bool
    held: frozenset[str] = frozenset()
    opened_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link that is to be made by the person `by`, None for a command; `words`: with what was written."""

    programme: str
    speaker: str
    by: int | None
    words: bool


def make(store: Store, digest: str, wanted: Wanted, now: datetime, expires_at: datetime) -> Share:
    new: dict[str, Any] = {
        "digest": digest,
        "programme": wanted.programme,
        "speaker": wanted.speaker,
        "made_by": wanted.by,
        "made_at": now,
        "expires_at": expires_at,
        "words": wanted.words,
        "held": [],
    }
    return _share(store.execute(insert(_shares).values(new).returning(*_shares.c)).one())


def by_digest(store: Store, digest: str) -> Share | None:
    """Whether good or not."""
    row = store.execute(select(_shares).where(_shares.c.digest == digest)).one_or_none()
    return _share(row) if row else None


def get(store: Store, share: int) -> Share | None:
    row = store.execute(select(_shares).where(_shares.c.id == share)).one_or_none()
    return _share(row) if row else None


def of_programme(store: Store, programme: str) -> list[Share]:
    """The newest first."""
    mine = select(_shares).where(_shares.c.programme == programme).order_by(_shares.c.id.desc())
    return [_share(row) for row in store.execute(mine)]


def opened(store: Store, share: int, now: datetime) -> None:
    """Note that it was opened, the first time."""
    store.execute(update(_shares).where(_shares.c.id == share, _shares.c.opened_at.is_(None)).values(opened_at=now))


def hold(store: Store, share: int, held: Collection[str]) -> None:
    """These words are held back, and no others."""
    store.execute(update(_shares).where(_shares.c.id == share).values(held=sorted(held)))


def revoke(store: Store, share: int, now: datetime) -> bool:
    """Take it back; False where it was, or there is none."""
    mine = update(_shares).where(_shares.c.id == share, _shares.c.revoked_at.is_(None)).values(revoked_at=now)
    return store.execute(mine.returning(_shares.c.id)).first() is not None


def secret_named(store: Store, name: str) -> str | None:
    """A secret of the server's, see storage.signins, as it is; None where nobody has asked for it to be made."""
    found: str | None = store.execute(select(_secrets.c.value).where(_secrets.c.name == name)).scalar_one_or_none()
    return found


def _share(row: Row[Any]) -> Share:
    return Share(
        row.id,
        row.programme,
        row.speaker,
        row.made_by,
        row.made_at,
        row.expires_at,
        row.words,
        frozenset(row.held),
        row.opened_at,
        row.revoked_at,
    )
