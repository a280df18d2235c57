"""All that a file says, put together: tables, then names and times, then a programme that is checked like any other."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from storage.formats.from_yaml import from_document
from storage.formats.report import Report, Unreadable, shown
from storage.formats.to_yaml import document
from storage.formats.words import clean, in_language, slug
from storage.formats.xlsx import entries
from storage.formats.xlsx.finding import tables_in
from storage.formats.xlsx.grid import flat
from storage.formats.xlsx.head import Head
from storage.formats.xlsx.meetings import Meetings
from storage.formats.xlsx.moments import moment
from storage.formats.xlsx.naming import Known
from storage.formats.xlsx.people import people_of
from storage.formats.xlsx.places import Places
from storage.formats.xlsx.tables import rows
from storage.formats.xlsx.teller import Teller
from storage.formats.xlsx.timetable import Timetable, years
from storage.formats.xlsx.understood import WORD, Understood
from storage.formats.xlsx.vocabulary import meant


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from storage.formats.xlsx.entries import Placed, Raw
    from storage.formats.xlsx.finding import Found
    from storage.formats.xlsx.timetable import Slot
    from storage.formats.xlsx.understood import Name
    from storage.programme import Programme

_CALLED: tuple[Name, ...] = ("venues", "speakers", "modules", "groups")
ZONE = "Asia/Bangkok"
_SECTIONS: tuple[Name, ...] = ("venues", "speakers", "modules", "sessions", "groups", "faqs")
_PATH = re.compile(r"([a-z]+)(?:\[(\d+)\])?(?:\.([a-z_]+))?.*")
_COLUMNS = {"id": ("code",), "start": ("start", "time", "when", "date"), "end": ("end", "time", "when", "date")}
_COLUMNS |= {"location": ("latitude", "location"), "speakers": ("speakers",)}


def nobody(_code: str, /) -> Programme | None:
    """No programme is kept."""
    return None


def understand(
    name: str, data: bytes, today: date, kept: Callable[[str], Programme | None] = nobody, code: str = ""
) -> Understood:
    """What the file `name` says: a workbook, a table in CSV, an agenda in JSON. Nothing is raised, nothing changes.

    `kept` gives the programme with a code as it is in the store, None where there is none: what the file does not speak
    of stays. `code` is the programme's id, where the file does not say one. `today` decides about years not said.
    """
    tell = Teller()
    try:
        found = tables_in(name, data, today, tell)
    except Unreadable as error:
        return Understood(name, told=(error.fault,))
    return _Reading(name, found, tell, today, code).understood(kept)


class _Reading:
    def __init__(self, name: str, found: Found, tell: Teller, today: date, code: str) -> None:
        self.name, self.found, self.tell, self.today, self.code = name, found, tell, today, code
        self.head = Head(found.of("programme"), tell)
        self.placed: dict[str, list[Placed]] = {}

    def understood(self, kept: Callable[[str], Programme | None]) -> Understood:
        code = self._code()
        before = kept(code)
        raw: dict[str, Any] = document(before) if before else {}
        whole: dict[str, Any] = {"programme": self._head(raw.get("programme", {}), code, new=before is None)}
        whole |= self._sections(raw, before, str(whole["programme"]["timezone"]))
        if before is None and not self.head.text("language") and not _is_thai(whole["sessions"]):
            whole["programme"]["language"] = "en"
        report, places = (
            Report(),
            Places(self.placed, self.head, {table.name: table.grid.sheet for table in self.found.tables}),
        )
        programme = from_document(whole, report)
        for fault in report.faults:
            self.tell.add(places.located(fault))
        if before:
            self._tell_kept(before)
        columns = tuple(column for table in self.found.tables for column in table.seen)
        people = people_of(self.found.of("people"), self.tell)
        return Understood(self.name, programme, people, tuple(self.found.sheets), columns, self.tell.told())

    def _code(self) -> str:
        """The programme's id: the file's own, else the one that was given, else made from the file's name."""
        listed = (row.line("programme") for table in self.found.of("sessions") for row in rows(table))
        said = self.head.text("id") or next((each for each in listed if each), "")
        if said and self.code and said != self.code:
            row = self.head.places.get("id")
            if row:
                self.tell.error(
                    "other-programme",
                    row.table.grid,
                    row.number,
                    row.column("value"),
                    found=shown(said),
                    known=self.code,
                )
        if said or self.code:
            return said or self.code
        if self.found.of("programme"):
            self._missing("id")
            return "programme"
        made = slug(clean(PurePath(self.name).stem)) or "programme"
        self.tell.whole("assumed-code", meant=made)
        return made

    def _missing(self, name: str) -> None:
        """A field that the sheet on the programme itself must have."""
        table = self.found.of("programme")[0]
        row = self.head.places.get(name)
        number = row.number if row else max(table.heading, 0)
        self.tell.error("missing", table.grid, number, table.of("value")[0], field=f"{WORD}programme:{name}")

    def _head(self, kept: Raw, code: str, *, new: bool) -> Raw:
        head = self.head.onto(kept)
        head["id"] = code
        if not head.get("title") and self.found.of("programme"):
            self._missing("title/th")
            head["title"] = {"th": code}
        elif not head.get("title"):
            title = self._titled() or code
            text = in_language(title)
            head["title"] = {"th": text.th, "en": text.en}
            self.tell.whole("assumed-title", meant=shown(title))
        if not head.get("timezone"):
            head["timezone"] = ZONE
            if new:
                self.tell.whole("assumed-zone", meant=ZONE)
        contacts = entries.contacts(self.found.of("contacts"), kept.get("contacts", []), self.tell)
        if self.found.of("contacts"):
            head["contacts"] = [entry for entry, _ in contacts]
            self.placed["contacts"] = contacts
        return head

    def _titled(self) -> str:
        """The words over the timetable that are no day, else the name of the file."""
        if self.found.title:
            return self.found.title
        for table in self.found.of("sessions"):
            for cells in table.grid.rows[: table.above]:
                for value in cells:
                    text = flat(value) if isinstance(value, str) else ""
                    text = text.strip("<>")
                    if text and not moment(text, self.today) and not meant("sheets", text):
                        return text
        return clean(PurePath(self.name).stem)

    def _sections(self, raw: Raw, before: Programme | None, home: str) -> Raw:
        whole: Raw = {name: raw.get(name, []) for name in _SECTIONS}
        for name in _CALLED:
            tables = self.found.of(name)
            if tables:
                self.placed[name] = entries.called(name, tables, whole[name], self.tell)
                whole[name] = [entry for entry, _ in self.placed[name]]
        if self.found.of("faqs"):
            self.placed["faqs"] = entries.faqs(self.found.of("faqs"), whole["faqs"], self.tell)
            whole["faqs"] = [entry for entry, _ in self.placed["faqs"]]
        known = {
            "venue": Known("venues", whole["venues"], self.tell),
            "speakers": Known("speakers", whole["speakers"], self.tell),
            "module": Known("modules", whole["modules"], self.tell),
        }
        if self.found.of("sessions"):
            self.placed["sessions"] = self._meetings(before, whole["sessions"], known, home)
            whole["sessions"] = [entry for entry, _ in self.placed["sessions"]]
            for each in known.values():
                whole[each.section] = each.entries
        return whole

    def _meetings(
        self, before: Programme | None, raw: Sequence[Raw], known: dict[str, Known], home: str
    ) -> list[Placed]:
        span = years(self.found.of("sessions"), self.today)
        if span is None and before and before.sessions:
            days = [session.start.date() for session in before.sessions]
            span = min(days), max(days)
        timetable = Timetable(self.today, span, self.tell)
        meetings = Meetings(before, raw, known, self.tell)
        slots: list[Slot] = []
        places: dict[int, str] = {}
        for nr, table in enumerate(self.found.tables):
            if table.name != "sessions":
                continue
            said = moment(self.found.days.get(nr, ""), self.today, span)
            self.tell.notes(said.notes, table.grid, 0, 0)
            held = timetable.slots(table, said.first)
            slots += held
            if venue := self.found.venues.get(nr):
                places |= {id(slot.row): venue for slot in held if not table.has("venue")}
        placed = meetings.entries(slots, home)
        for entry, row in placed:
            if venue := places.get(id(row)):
                entry["venue"] = known["venue"].code(venue, row, row.column("title"))
        return placed

    def _tell_kept(self, before: Programme) -> None:
        """What the store has and the file does not speak of: it stays."""
        lacking = [f"{WORD}sheets:{name}" for name in _SECTIONS if getattr(before, name) and not self.found.of(name)]
        if before.contacts and not self.found.of("contacts"):
            lacking.append(f"{WORD}sheets:contacts")
        if lacking:
            self.tell.whole("assumed-kept", tables=",".join(lacking))


def _is_thai(sessions: Sequence[Raw]) -> bool:
    """Whether most of the sessions have a Thai title, as where there are none."""
    return sum(bool(each["title"].get("th")) for each in sessions) * 2 >= len(sessions)
