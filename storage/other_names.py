"""Other names that organisers taught the bot, beside those of a programme's file. Imports leave them alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, select

from storage import questions_ready
from storage.db import insert_new
from storage.models import OtherNameRow, PersonRow, ProgrammeRow, table


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme


Kind = Literal["session", "venue", "speaker", "module", "group"]
KINDS: Mapping[Kind, str] = {
    "session": "sessions",
    "venue": "venues",
    "speaker": "speakers",
    "module": "modules",
    "group": "groups",
}
"""What may have other names, and where a Programme has them."""

_names, _programmes, _people = table(OtherNameRow), table(ProgrammeRow), table(PersonRow)


@dataclass(frozen=True, slots=True)
class OtherName:
    """`name` is one for the entry `code` of that kind; `by` is who taught it, "" for whoever is gone."""

    kind: Kind
    code: str
    name: str
    id: int = 0
    by: str = ""
    at: datetime | None = None


def add(store: Store, programme: str, taught: OtherName, person: int, now: datetime) -> bool:
    """Teach a name in the programme with this code; False where that was done before."""
    row = store.scalars(select(_programmes.c.id).where(_programmes.c.code == programme)).one()
    values = {"programme_id": row, "kind": taught.kind, "code": taught.code, "name": taught.name}
    added = insert_new(store, _names, values | {"added_by": person, "added_at": now})
    if added:
        questions_ready.renew(store, programme)
    return added


def remove(store: Store, programme: str, number: int) -> OtherName | None:
    """Unteach the name with this id; None where the programme has none."""
    mine = select(_programmes.c.id).where(_programmes.c.code == programme).scalar_subquery()
    gone = delete(_names).where(_names.c.id == number, _names.c.programme_id == mine)
    row = store.execute(gone.returning(_names.c.kind, _names.c.code, _names.c.name)).one_or_none()
    if row is None:
        return None
    questions_ready.renew(store, programme)
    return OtherName(*row)


def listed(store: Store, programme: str) -> list[OtherName]:
    """All that were taught in the programme with this code, the first first."""
    columns = (_names.c.kind, _names.c.code, _names.c.name, _names.c.id, _people.c.name, _names.c.added_at)
    mine = (
        select(*columns)
        .join(_programmes, _programmes.c.id == _names.c.programme_id)
        .outerjoin(_people, _people.c.id == _names.c.added_by)
        .where(_programmes.c.code == programme)
        .order_by(_names.c.id)
    )
    return [OtherName(kind, code, name, id_, by or "", at) for kind, code, name, id_, by, at in store.execute(mine)]


def taught(store: Store, programme: int) -> list[OtherName]:
    """The same of the programme with this row id, without who did it."""
    columns = (_names.c.kind, _names.c.code, _names.c.name)
    mine = select(*columns).where(_names.c.programme_id == programme).order_by(_names.c.id)
    return [OtherName(kind, code, name) for kind, code, name in store.execute(mine)]


def called(programme: Programme, names: Sequence[OtherName]) -> Programme:
    """`programme` with these names beside its own; those of what it has no more, or has itself, change nothing."""
    changed: dict[str, Any] = {}
    for kind, where in KINDS.items():
        of: dict[str, list[str]] = {}
        for each in names:
            if each.kind == kind:
                of.setdefault(each.code, []).append(each.name)
        if of:
            entries: tuple[Any, ...] = getattr(programme, where)
            changed[where] = tuple(
                replace(entry, aliases=tuple(dict.fromkeys((*entry.aliases, *of[entry.code]))))
                if entry.code in of
                else entry
                for entry in entries
            )
    return replace(programme, **changed) if changed else programme
