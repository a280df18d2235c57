"""Signing in to pages, in the store: links that work once, who is signed in, and the server's own secrets."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from storage.db import insert_new
from storage.models import LinkRow, SecretRow, SignedInRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Column, Table
    from sqlalchemy.orm import Session as Store

    from storage.models import Purpose


_links, _signed_in, _secrets = table(LinkRow), table(SignedInRow), table(SecretRow)


@dataclass(frozen=True, slots=True)
class Pass:
    """What somebody may open: a page of this `purpose`, for `subject` (such as a board's id) in a programme (code)."""

    person: int
    purpose: Purpose
    programme: str
    subject: str = ""


def offer(store: Store, digest: str, what: Pass, now: datetime, expires_at: datetime) -> None:
    """A link by which a person opens a page once; of the same kind they have no other any more."""
    mine = (_links.c.person_id == what.person, _links.c.purpose == what.purpose)
    same = (_links.c.programme == what.programme, _links.c.subject == what.subject)
    store.execute(delete(_links).where(*mine, *same))
    new = {"digest": digest, "made_at": now, "expires_at": expires_at, "used_at": None, **_values(what)}
    store.execute(insert(_links).values(new))


def use(store: Store, digest: str, now: datetime) -> Pass | None:
    """Use a link up; None where there is none, or it was used or has expired."""
    good = (_links.c.digest == digest, _links.c.used_at.is_(None), _links.c.expires_at > now)
    using = update(_links).where(*good).values(used_at=now)
    row = store.execute(using.returning(*_columns(_links))).one_or_none()
    return Pass(*row) if row else None


def begin(store: Store, digest: str, what: Pass, now: datetime, expires_at: datetime) -> None:
    """A browser is signed in. Who was so until a day ago and more is forgotten."""
    store.execute(delete(_signed_in).where(_signed_in.c.expires_at < now))
    store.execute(
        insert(_signed_in).values(digest=digest, begun_at=now, expires_at=expires_at, ended_at=None, **_values(what))
    )


def who(store: Store, digest: str, now: datetime) -> Pass | None:
    """What the browser with this cookie may open; None where nothing, any more or ever."""
    good = (_signed_in.c.digest == digest, _signed_in.c.ended_at.is_(None), _signed_in.c.expires_at > now)
    row = store.execute(select(*_columns(_signed_in)).where(*good)).one_or_none()
    return Pass(*row) if row else None


def end(store: Store, digest: str, now: datetime) -> None:
    store.execute(update(_signed_in).where(_signed_in.c.digest == digest).values(ended_at=now))


def forget(store: Store, person: int) -> None:
    """No browser is signed in as this person any more, and no link of theirs works."""
    for kind in (_links, _signed_in):
        store.execute(delete(kind).where(kind.c.person_id == person))


def secret(store: Store, name: str) -> str:
    """The server's secret of this name, made the first time."""
    insert_new(store, _secrets, {"name": name, "value": secrets.token_hex(32)})
    kept: str = store.execute(select(_secrets.c.value).where(_secrets.c.name == name)).scalar_one()
    return kept


def _columns(of: Table) -> list[Column[Any]]:
    return [of.c.person_id, of.c.purpose, of.c.programme, of.c.subject]


def _values(what: Pass) -> dict[str, object]:
    return {
        "person_id": what.person,
        "purpose": what.purpose,
        "programme": what.programme,
        "subject": what.subject,
    }
