"""Who did what, when: evidence, which is only added to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage.db import insert_new
from storage.models import AuditRow, table


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Store


COMMAND: Mapping[str, str] = {"by": "command"}
"""In the details of a deed without a person: it was done by a command at the machine, and not by the clock."""
_audit = table(AuditRow)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: `what` is a word and its verb, such as `session.changed`; `subject` what it was done to.

    `person` did it, None the clock or the command line; `about` is whose data it concerned, if anybody's. `programme`
    is a code, or "". `details` are JSON without personal words. `key`: the same deed again is kept once.
    """

    what: str
    at: datetime
    programme: str = ""
    person: int | None = None
    subject: str = ""
    about: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None


def note(store: Store, deed: Deed) -> None:
    """Keep that it was done."""
    insert_new(
        store,
        _audit,
        {
            "at": deed.at,
            "programme": deed.programme,
            "person_id": deed.person,
            "about": deed.about,
            "what": deed.what,
            "subject": deed.subject,
            "details": dict(deed.details),
            "key": deed.key,
        },
    )


def of_programme(store: Store, programme: str, *, before: int = 0, most: int = 100) -> list[tuple[int, Deed]]:
    """The newest deeds in a programme with their ids, the newest first; with `before`, only older than that id."""
    wanted = select(_audit).where(_audit.c.programme == programme)
    if before:
        wanted = wanted.where(_audit.c.id < before)
    return [(row.id, _deed(row)) for row in store.execute(wanted.order_by(_audit.c.id.desc()).limit(most))]


def about(store: Store, person: int) -> list[Deed]:
    """Everything that was done with somebody's data, the oldest first."""
    mine = select(_audit).where(_audit.c.about == person)
    return [_deed(row) for row in store.execute(mine.order_by(_audit.c.id))]


def _deed(row: Row[Any]) -> Deed:
    return Deed(row.what, row.at, row.programme, row.person_id, row.subject, row.about, row.details, row.key)
