"""Programmes in the store, read: each as the value that its file was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update

from bot.errors import Refused
from storage import other_names, questions_ready
from storage.importing import Saved, save
from storage.models import (
    ContactRow,
    FaqRow,
    GroupRow,
    ModuleRow,
    ProgrammeRow,
    SessionRow,
    SessionSpeakerRow,
    SpeakerRow,
    VenueRow,
    table,
)
from storage.programme import CheckPoint, Contact, Faq, Group, Module, Programme, Session, Speaker, Text, Venue


if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row, Select, Table
    from sqlalchemy.orm import Session as Store


__all__ = ["Listed", "Saved", "codes", "forget_file", "groups", "load", "save", "version"]

_programmes, _sessions = table(ProgrammeRow), table(SessionRow)
_venues, _modules, _speakers = table(VenueRow), table(ModuleRow), table(SpeakerRow)
_groups, _contacts, _faqs = table(GroupRow), table(ContactRow), table(FaqRow)
_speaking = table(SessionSpeakerRow)


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in the store; `version` grows with every import, and every ready answer, that changes something."""

    code: str
    title: Text
    version: int
    timezone: str


_heads = (_programmes.c.code, _programmes.c.title, _programmes.c.version, _programmes.c.timezone)
_codes = select(*_heads).order_by(_programmes.c.id)
_version = select(_programmes.c.version).where(_programmes.c.code == bindparam("code"))


def codes(store: Store) -> list[Listed]:
    """The programmes in the store, the first imported first."""
    return [Listed(*row) for row in store.execute(_codes)]


def version(store: Store, code: str, *, hold: bool = False) -> int | None:
    """The version of the programme with this code; None where there is none. `hold`: nobody else changes it now."""
    return store.execute(_version.with_for_update() if hold else _version, {"code": code}).scalar_one_or_none()


def groups(store: Store, code: str) -> tuple[Group, ...]:
    """The groups of the programme with this code; none where there is no such programme."""
    mine = select(_groups).join(_programmes, _programmes.c.id == _groups.c.programme_id)
    rows = store.execute(mine.where(_programmes.c.code == code).order_by(_groups.c.position, _groups.c.id))
    return tuple(Group(row.code, row.title, row.kind, tuple(row.aliases)) for row in rows)


def forget_file(store: Store, code: str) -> None:
    """The programme with this code is no file's any more: whatever is imported next is compared with it."""
    store.execute(update(_programmes).where(_programmes.c.code == code).values(fingerprint=""))


def load(store: Store, code: str, *, added: bool = True) -> Programme:
    """The programme with this code, with the ready answers and names `added` by organisers.

    Raises Refused: there is none.
    """
    row = store.execute(select(_programmes).where(_programmes.c.code == code)).one_or_none()
    if row is None:
        raise Refused("programme.unknown", id=code)
    venues, modules, speakers = (_rows(store, kind, row.id) for kind in (_venues, _modules, _speakers))
    faqs = tuple(Faq(tuple(f.questions), f.answer) for f in _rows(store, _faqs, row.id))
    found = Programme(
        row.code,
        row.title,
        row.timezone,
        row.language,
        row.organizer,
        row.settings,
        contacts=tuple(Contact(c.name, c.phone, c.email) for c in _rows(store, _contacts, row.id)),
        venues=tuple(
            Venue(v.code, v.name, tuple(v.aliases), v.address, v.latitude, v.longitude, v.url) for v in venues
        ),
        speakers=tuple(Speaker(s.code, s.name, tuple(s.aliases), s.role) for s in speakers),
        modules=tuple(Module(m.code, m.title, tuple(m.aliases)) for m in modules),
        sessions=_all_sessions(store, row.id, _by_id(venues), _by_id(modules), _by_id(speakers)),
        groups=tuple(Group(g.code, g.title, g.kind, tuple(g.aliases)) for g in _rows(store, _groups, row.id)),
        faqs=(*faqs, *questions_ready.added(store, row.id, faqs)) if added else faqs,
    )
    return other_names.called(found, other_names.taught(store, row.id)) if added else found


def _all_sessions(
    store: Store, programme: int, venues: Mapping[int, str], modules: Mapping[int, str], speakers: Mapping[int, str]
) -> tuple[Session, ...]:
    who: defaultdict[int, list[str]] = defaultdict(list)
    speaking = select(_speaking.c.session_id, _speaking.c.speaker_id).join_from(_speaking, _sessions)
    for session, speaker in store.execute(
        speaking.where(_sessions.c.programme_id == programme).order_by(_speaking.c.position)
    ):
        who[session].append(speakers[speaker])
    return tuple(
        Session(
            row.code,
            row.title,
            row.starts_at.astimezone(ZoneInfo(row.timezone)),
            row.ends_at.astimezone(ZoneInfo(row.timezone)),
            row.timezone,
            kind=row.kind,
            module=modules[row.module_id] if row.module_id else "",
            venue=venues[row.venue_id] if row.venue_id else "",
            speakers=tuple(who[row.id]),
            aliases=tuple(row.aliases),
            description=row.description,
            bring=row.bring,
            dress=row.dress,
            meeting=row.meeting,
            url=row.url,
            attendance=row.attendance,
            points=tuple(_point(each, ZoneInfo(row.timezone)) for each in row.points),
            status=row.status,
            sequence=row.sequence,
            uid=row.uid,
        )
        for row in _rows(store, _sessions, programme)
    )


def _point(kept: dict[str, str], zone: ZoneInfo) -> CheckPoint:
    at = datetime.fromisoformat(kept["at"]).astimezone(zone)
    return CheckPoint(kept["code"], Text(kept["th"], kept["en"]), at)


def _rows(store: Store, kind: Table, programme: int) -> list[Row[Any]]:
    """In the order of the file; what the newest file no longer has stands where it stood."""
    wanted: Select[Any] = (
        select(kind).where(kind.c.programme_id == programme).order_by(kind.c.position, *kind.primary_key)
    )
    return list(store.execute(wanted))


def _by_id(rows: list[Row[Any]]) -> dict[int, str]:
    return {row.id: row.code for row in rows}
