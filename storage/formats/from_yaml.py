"""A programme from YAML, the format that organisers write by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from storage.formats import tree
from storage.formats.check import check
from storage.formats.fitting import fit
from storage.formats.identity import uid_of
from storage.formats.report import nearest, place, shown
from storage.formats.shapes import (
    BLANK,
    FaqShape,
    GroupShape,
    ModuleShape,
    ProgrammeShape,
    SessionShape,
    Shape,
    SpeakerShape,
    VenueShape,
)
from storage.formats.times import read_time, read_zone
from storage.programme import CheckPoint, Contact, Faq, Group, Module, Programme, Session, Speaker, Venue


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.formats.report import Report

S = TypeVar("S", bound=Shape)

_SECTIONS = ("programme", "venues", "speakers", "modules", "sessions", "groups", "faqs")
_UTC = ZoneInfo("UTC")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def from_yaml(text: str, report: Report) -> Programme:
    """The programme in `text`, as far as it can be read: it is only good when `report` has no error.

    Raises Unreadable where the text is not YAML at all.
    """
    return from_document(tree.compose(text), report)


def from_document(root: object, report: Report) -> Programme:
    """The same of what stands in a file: mappings and lists, with scalars as they are written (see tree.py)."""
    return _File(root, report).programme()


class _File:
    def __init__(self, root: object, report: Report) -> None:
        self.root: dict[str, Any] = root if isinstance(root, dict) else {}
        self.whole, self.report = root, report
        if not isinstance(root, dict):
            report.error("not-programme", "", getattr(root, "line", 1), found=shown(root))
        for key in root.lines if isinstance(root, tree.Mapping) else ():
            if key not in _SECTIONS:
                report.warn("unknown-key", *self.locate(key), found=shown(key), known=nearest(key, _SECTIONS))

    def locate(self, *path: str | int) -> tuple[str, int | None]:
        return place(path), tree.line_of(self.root, path)

    def programme(self) -> Programme:
        head = self._head()
        self.language = head.language
        self.code = _code(head.id)
        named = head.timezone != BLANK and read_zone(head.timezone, self.locate("programme", "timezone"), self.report)
        self.zone = named or _UTC
        programme = Programme(
            code=self.code,
            title=head.title.text,
            timezone=self.zone.key,
            language=head.language,
            organizer=head.organizer.text,
            settings=_settings(head),
            contacts=tuple(Contact(entry.name.text, entry.phone, entry.email) for entry in head.contacts),
            venues=tuple(_venue(entry) for entry in self._entries("venues", VenueShape)),
            speakers=tuple(
                Speaker(_code(entry.id), entry.name.text, tuple(entry.aliases), entry.role.text)
                for entry in self._entries("speakers", SpeakerShape)
            ),
            modules=tuple(
                Module(_code(entry.id), entry.title.text, tuple(entry.aliases))
                for entry in self._entries("modules", ModuleShape)
            ),
            sessions=tuple(self._session(*numbered) for numbered in enumerate(self._entries("sessions", SessionShape))),
            groups=tuple(
                Group(_code(entry.id), entry.title.text, entry.kind, tuple(entry.aliases))
                for entry in self._entries("groups", GroupShape)
            ),
            faqs=tuple(Faq(tuple(entry.questions), entry.answer.text) for entry in self._entries("faqs", FaqShape)),
        )
        check(programme, self.locate, self.report)
        return programme

    def _head(self) -> ProgrammeShape:
        raw = self.root.get("programme")
        if raw is None:
            if isinstance(self.whole, dict):
                self.report.error("missing", *self.locate("programme"), field="programme")
            return ProgrammeShape.model_validate(ProgrammeShape.blank)
        language = raw.get("language", "th") if isinstance(raw, dict) else "th"
        return fit(ProgrammeShape, raw, ("programme",), self.locate, self.report, "en" if language == "en" else "th")

    def _entries(self, section: str, shape: type[S]) -> list[S]:
        raw = self.root.get(section)
        if raw is not None and not isinstance(raw, list):
            self.report.error("not-list", *self.locate(section), found=shown(raw))
        return [
            fit(shape, entry, (section, index), self.locate, self.report, self.language)
            for index, entry in enumerate(raw if isinstance(raw, list) else [])
        ]

    def _session(self, index: int, shape: SessionShape) -> Session:
        zone = shape.timezone and read_zone(shape.timezone, self.locate("sessions", index, "timezone"), self.report)
        start, end = (self._time(index, field, getattr(shape, field), zone or self.zone) for field in ("start", "end"))
        start, end = start or end or _NEVER, end or start or _NEVER
        code = _code(shape.id)
        return Session(
            code=code,
            title=shape.title.text,
            start=start,
            end=end,
            timezone=(zone or self.zone).key,
            kind=shape.kind,
            module=shape.module,
            venue=shape.venue,
            speakers=tuple(shape.speakers),
            aliases=tuple(shape.aliases),
            description=shape.description.text,
            bring=shape.bring.text,
            dress=shape.dress.text,
            meeting=shape.meeting.text,
            url=shape.url,
            attendance=shape.attendance,
            points=tuple(self._points(index, shape, zone or self.zone)),
            status=shape.status,
            sequence=shape.sequence,
            uid=shape.uid or uid_of(self.code, code),
        )

    def _points(self, index: int, shape: SessionShape, zone: ZoneInfo) -> Iterator[CheckPoint]:
        for nth, each in enumerate(shape.checkpoints):
            where = self.locate("sessions", index, "checkpoints", nth, "at")
            at = None if each.at == BLANK else read_time(each.at, zone, where, self.report)
            yield CheckPoint(_code(each.id), each.title.text, at or _NEVER)

    def _time(self, index: int, field: str, text: str, zone: ZoneInfo) -> datetime | None:
        return None if text == BLANK else read_time(text, zone, self.locate("sessions", index, field), self.report)


def _code(id_: str) -> str:
    return "" if id_ == BLANK else id_


def _settings(head: ProgrammeShape) -> dict[str, object]:
    others = {str(key): tree.native(value) for key, value in (head.model_extra or {}).items()}
    return {**others, "public": True} if head.public else others


def _venue(shape: VenueShape) -> Venue:
    at = shape.location
    return Venue(
        code=_code(shape.id),
        name=shape.name.text,
        aliases=tuple(shape.aliases),
        address=shape.address.text,
        latitude=at.latitude if at else None,
        longitude=at.longitude if at else None,
        url=shape.url,
    )
