"""A programme as YAML, as `from_yaml` reads it: everything that it holds, in the order of the format."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from storage.formats.identity import uid_of
from storage.formats.words import clean
from storage.programme import Text


if TYPE_CHECKING:
    from datetime import datetime

    from storage.programme import Contact, Faq, Group, Module, Programme, Session, Speaker, Venue

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH = 120


def to_yaml(programme: Programme) -> bytes:
    text: str = yaml.dump(document(programme), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text.encode()


def document(programme: Programme) -> dict[str, Any]:
    """What stands in the file, as plain values; what is empty is not there."""
    head = _tidy(
        {
            "id": programme.code,
            "title": programme.title,
            "organizer": programme.organizer,
            "timezone": programme.timezone,
            "language": programme.language,
            "contacts": [_contact(contact) for contact in programme.contacts],
        }
    )
    sections = {
        "venues": [_venue(venue) for venue in programme.venues],
        "speakers": [_speaker(speaker) for speaker in programme.speakers],
        "modules": [_titled(module) for module in programme.modules],
        "sessions": [_session(session, programme) for session in programme.sessions],
        "groups": [{**_titled(group), "kind": group.kind} for group in programme.groups],
        "faqs": [_faq(faq) for faq in programme.faqs],
    }
    return {"programme": {**head, **programme.settings}, **_tidy(sections)}


def _contact(contact: Contact) -> dict[str, Any]:
    return {"name": contact.name, "phone": contact.phone, "email": contact.email}


def _venue(venue: Venue) -> dict[str, Any]:
    at = None if venue.latitude is None else {"latitude": venue.latitude, "longitude": venue.longitude}
    return {
        "id": venue.code,
        "name": venue.name,
        "aliases": venue.aliases,
        "address": venue.address,
        "location": at,
        "url": venue.url,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {"id": speaker.code, "name": speaker.name, "aliases": speaker.aliases, "role": speaker.role}


def _titled(entry: Module | Group) -> dict[str, Any]:
    return {"id": entry.code, "title": entry.title, "aliases": entry.aliases}


def _session(session: Session, programme: Programme) -> dict[str, Any]:
    return {
        "id": session.code,
        "module": session.module,
        "kind": session.kind,
        "title": session.title,
        "aliases": session.aliases,
        "start": written(session.start, session.timezone),
        "end": written(session.end, session.timezone),
        "timezone": session.timezone if session.timezone != programme.timezone else "",
        "venue": session.venue,
        "speakers": session.speakers,
        "description": session.description,
        "bring": session.bring,
        "dress": session.dress,
        "meeting": session.meeting,
        "url": session.url,
        "attendance": None if session.attendance else False,
        "checkpoints": [
            {"id": p.code, "title": p.title, "at": written(p.at, session.timezone)} for p in session.points
        ],
        "status": session.status if session.status != "confirmed" else "",
        "sequence": session.sequence or None,
        "uid": session.uid if session.uid != uid_of(programme.code, session.code) else "",
    }


def written(time: datetime, zone: str) -> str:
    """A time as it is on the clock there; in UTC where the clock shows that hour twice and this is the second time."""
    local = time.astimezone(ZoneInfo(zone))
    if local.replace(fold=0).astimezone(UTC) != time.astimezone(UTC):
        return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
    return local.replace(tzinfo=None).isoformat(timespec="seconds" if local.second else "minutes")


def _faq(faq: Faq) -> dict[str, Any]:
    return {"questions": faq.questions, "answer": faq.answer}


def _tidy(value: Any) -> Any:
    """Without what is empty, which reads as if it were not there."""
    if isinstance(value, Text):
        value = {"th": value.th, "en": value.en}
    if isinstance(value, dict):
        kept = {key: _tidy(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ("", None, [], {})}
    if isinstance(value, (list, tuple)):
        return [_tidy(item) for item in value]
    return clean(value) if isinstance(value, str) else value
