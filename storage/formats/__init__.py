"""Programme files: `read` and `write`, whatever the format."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from bot.clock import RealClock
from bot.errors import BadFile, Fault
from storage.formats import schedule_json, schedule_xml
from storage.formats.from_schedule import from_schedule
from storage.formats.from_yaml import from_yaml
from storage.formats.report import Report, Unreadable, shown
from storage.formats.to_schedule import to_schedule
from storage.formats.to_yaml import to_yaml
from storage.formats.words import clean


if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages import Language
    from storage.programme import Programme, Session

Kind = Literal["yaml", "xml", "json", "ics"]
"""Formats that hold a programme; see `is_workbook` for the tables that hold one, too."""

LARGEST = 20_000_000
"""Bytes of the largest file that is read."""
BASE_URL = "https://example.org/"
"""Where the pages of sessions are said to be when nobody says where they are."""

_ENDINGS: dict[str, Kind] = {".yaml": "yaml", ".yml": "yaml", ".xml": "xml", ".json": "json", ".ics": "ics"}
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = ((b"BEGIN:VCALENDAR", "ics"), (b"<?xml", "xml"), (b"<schedule", "xml"))
_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOM = b"\xef\xbb\xbf"


def read(name: str, content: bytes) -> tuple[Programme, tuple[Fault, ...]]:
    """The programme in the file `name`, with warnings. The kind of file is seen by its content, else by its ending.

    Raises BadFile, with every fault at once (warnings too), and nothing else.
    """
    if is_workbook(name, content):
        return _read_workbook(name, content)
    report = Report()
    try:
        programme = _read(_kind(name, content), name, content, report)
    except Unreadable as error:
        raise BadFile(name, [error.fault]) from error
    return report.result(name, programme)


def is_workbook(name: str, content: bytes) -> bool:
    """Whether the file is an Excel workbook, a table in CSV, or JSON that is no schedule but may be an agenda."""
    head = content.removeprefix(_BOM).lstrip()
    if content.startswith((_ZIP, _OLE)):
        return True
    ending = PurePath(name).suffix.lower()
    if ending == ".json":
        return b'"conference"' not in content and _has_agenda(content)
    return ending in _TABLES and not any(head.startswith(sign) for sign, _ in _BEGINNINGS)


def _has_agenda(content: bytes) -> bool:
    from storage.formats.xlsx.agendas import has_agenda  # noqa: PLC0415 - the reading of dates takes a while to load

    return has_agenda(content.decode("utf-8-sig", "replace"))


def _read_workbook(name: str, content: bytes) -> tuple[Programme, tuple[Fault, ...]]:
    from storage.formats.xlsx.understanding import understand  # noqa: PLC0415 - as above

    understood = understand(name, content, RealClock().now().date())
    if understood.programme is None or understood.faults:
        raise BadFile(name, understood.told)
    return understood.programme, understood.told


def write(programme: Programme, kind: Kind, *, base_url: str = BASE_URL, stamp: datetime | None = None) -> bytes:
    """`programme` as a file. YAML holds everything; the others hold what their formats can say.

    `base_url` is where sessions without a page of their own are said to have one (xml, json); `stamp` (aware) is when
    this version was made (ics).
    """
    if kind == "yaml":
        return to_yaml(programme)
    if kind == "ics":
        from storage.formats.to_ics import STAMP, to_ics  # noqa: PLC0415 - the kit takes 0.1 s to load

        return to_ics(programme, stamp or STAMP)
    schedule = to_schedule(programme, base_url)
    return schedule_xml.render(schedule) if kind == "xml" else schedule_json.render(schedule)


def session_ics(programme: Programme, session: Session, language: Language) -> str:
    """One session to keep in one's own calendar, in `language`."""
    from storage.formats import to_ics  # noqa: PLC0415 - the kit takes 0.1 s to load

    return to_ics.session_ics(programme, session, language)


def _kind(name: str, content: bytes) -> Kind:
    """Raises Unreadable for what is not worth a try."""
    if len(content) > LARGEST:
        size = f"{len(content) / 1_000_000:.1f}"
        raise Unreadable("too-big", "", found=size, high=str(LARGEST // 1_000_000))
    head = content.removeprefix(_BOM).lstrip()
    if not head:
        raise Unreadable("empty", "")
    ending = PurePath(name).suffix.lower()
    kind = next((kind for sign, kind in _BEGINNINGS if head.startswith(sign)), _ENDINGS.get(ending))
    if kind is None:
        raise Unreadable("kind", "", found=shown(clean(ending or name)), known=", ".join((*_ENDINGS, ".xlsx", ".csv")))
    return kind


def _read(kind: Kind, name: str, content: bytes, report: Report) -> Programme:
    stem = clean(PurePath(name).stem)
    if kind == "xml":  # says its encoding itself
        return from_schedule(schedule_xml.parse(content), stem, report)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable("encoding", "", line, known="UTF-8") from error
    if kind == "yaml":
        return from_yaml(text, report)
    if kind == "json":
        return from_schedule(schedule_json.parse(text), stem, report)
    from storage.formats.from_ics import from_ics  # noqa: PLC0415 - the kit takes 0.1 s to load

    return from_ics(text, stem, report)
