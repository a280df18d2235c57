"""A programme and its people as rows of cells, by table: what stands in the sheets that we write, and in CSV."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from storage.formats.to_yaml import document
from storage.formats.xlsx.head import CHOICES, FLAGS
from storage.formats.xlsx.layout import PROGRAMME
from storage.formats.xlsx.naming import Known, written
from storage.formats.xlsx.teller import Teller
from storage.formats.xlsx.values import joined, lined
from storage.formats.xlsx.vocabulary import listed, said


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.messages import Language
    from storage.formats.xlsx.understood import Name
    from storage.programme import Programme, Session

Cell = str | float | date | time | None
Cells = dict[str, Cell]

FIRST_DAY = date(1900, 3, 1)
"""The first day that Excel counts as everybody does; an earlier one is written as text."""
_BOTH = ("title", "name", "address", "role", "description", "bring", "dress", "meeting", "answer")
_PLAIN = ("url", "kind", "phone", "email")


def tables(programme: Programme, people: Sequence[Mapping[str, str]], language: Language) -> dict[Name, list[Cells]]:
    """The rows of each table of the workbook, by field; the choices are words of `language`."""
    raw = document(programme)
    known = {name: Known(name, raw.get(name, []), Teller()) for name in ("venues", "speakers", "modules")}
    found: dict[Name, list[Cells]] = {
        "sessions": [
            _session(session, entry, programme, known, language)
            for session, entry in zip(programme.sessions, raw.get("sessions", []), strict=True)
        ],
        "contacts": [_entry(entry) for entry in raw["programme"].get("contacts", [])],
        "faqs": [_entry(entry) | {"questions": lined(entry["questions"])} for entry in raw.get("faqs", [])],
        "people": [_person(each, programme, language) for each in people],
    }
    for name in ("venues", "speakers", "modules", "groups"):
        found[name] = [_entry(entry) for entry in raw.get(name, [])]
    return found


def head(programme: Programme | None, language: Language) -> list[tuple[str, Cell]]:
    """The fields of the sheet on the programme itself, in their order, each with its value; None where it has none."""
    raw = document(programme)["programme"] if programme else {}
    return [(path, _of_head(path, raw, language)) for path in PROGRAMME]


def _of_head(path: str, raw: Mapping[str, Any], language: Language) -> Cell:
    room, _, field = path.partition("/")
    value = raw.get(room)
    if field:
        value = value.get(field) if isinstance(value, dict) else None
    if path in FLAGS:
        return said("choices.yes", "yes" if value is True else "no", language) if isinstance(value, bool) else None
    if path in CHOICES and isinstance(value, str):
        section = f"choices.{path.rpartition('/')[2]}"
        return listed(section, language).get(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return value


def _entry(entry: Mapping[str, Any]) -> Cells:
    cells: Cells = {"code": entry.get("id")}
    for name in _BOTH:
        text = entry.get(name)
        if isinstance(text, dict):
            cells |= {name: text.get("th"), f"{name}_en": text.get("en")}
    cells |= {name: entry.get(name) for name in _PLAIN if name in entry}
    cells["aliases"] = joined(entry.get("aliases", []))
    if at := entry.get("location"):
        cells |= {"latitude": at["latitude"], "longitude": at["longitude"]}
    return cells


def _session(
    session: Session, entry: Mapping[str, Any], programme: Programme, known: Mapping[str, Known], language: Language
) -> Cells:
    cells = _entry(entry)
    zone = ZoneInfo(session.timezone)
    start, end = session.start.astimezone(zone), session.end.astimezone(zone)
    kinds = listed("choices.kind", language)
    cells |= {
        "date": _day(start),
        "start": time(start.hour, start.minute),
        "end": time(end.hour, end.minute),
        "last": _day(end) if end.date() != start.date() else None,
        "kind": kinds.get(session.kind, session.kind),
        "venue": known["venues"].label(session.venue) if session.venue else None,
        "module": known["modules"].label(session.module) if session.module else None,
        "speakers": written(session.speakers, known["speakers"]),
        "attendance": said("choices.yes", "yes" if session.attendance else "no", language),
        "status": said("choices.status", session.status, language),
        "timezone": session.timezone if session.timezone != programme.timezone else None,
    }
    return cells


def _day(at: datetime) -> Cell:
    return at.date() if at.date() >= FIRST_DAY else at.date().isoformat()


def _person(person: Mapping[str, str], programme: Programme, language: Language) -> Cells:
    teams = {group.code: group.title.in_(language) for group in programme.groups}
    cells: Cells = dict(person)
    cells["team"] = teams.get(person.get("team", ""), person.get("team", ""))
    if role := person.get("role"):
        cells["role"] = said("choices.role", role, language)
    if leads := person.get("leads"):
        cells["leads"] = said("choices.yes", leads, language)
    return cells
