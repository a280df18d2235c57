"""The rows of the timetable as sessions of a programme file: what has no column stays as the store has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.formats.times import zone
from storage.formats.to_yaml import written
from storage.formats.xlsx import matching, naming
from storage.formats.xlsx.entries import as_kept, bilingual, listing
from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.values import UNATTENDED, choice, kind_of, words, yes_no


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from storage.formats.xlsx.entries import Placed, Raw
    from storage.formats.xlsx.naming import Known
    from storage.formats.xlsx.tables import Row
    from storage.formats.xlsx.teller import Teller
    from storage.formats.xlsx.timetable import Slot
    from storage.programme import Programme, Session

_WORDS = ("description", "bring", "dress", "meeting")


class Meetings:
    """The sessions of a file, beside the programme as it is `kept`, of which `raw` are the sessions as in a file."""

    def __init__(self, kept: Programme | None, raw: Sequence[Raw], known: Mapping[str, Known], tell: Teller) -> None:
        self._kept, self._known, self._tell = kept, known, tell
        self._sessions = {session.code: session for session in (kept.sessions if kept else ())}
        self._raw = {str(entry["id"]): entry for entry in raw}
        self._codes = {flat(code): code for code in self._raw}

    def entries(self, slots: Sequence[Slot], home: str) -> list[Placed]:
        """Each slot that has a title and a time; `home` is the programme's own zone."""
        told = [(slot, title) for slot in slots if (title := self._title(slot.row)) and slot.start]
        wanted = [
            matching.Wanted(slot.row, self._code(slot.row), tuple(filter(None, title.values())), slot.start)
            for slot, title in told
            if slot.start
        ]
        found = matching.codes(wanted, self._kept, self._tell)
        return [
            (self._entry(code, slot, title, home), slot.row) for code, (slot, title) in zip(found, told, strict=True)
        ]

    def _code(self, row: Row) -> str:
        """The id in a row, which is the session's also in a table that we did not write."""
        return self._codes.get(row.line("code"), row.line("code"))

    def _title(self, row: Row) -> dict[str, str]:
        said = words(row, "title", plain=True) or {"th": "", "en": ""}
        if not any(said.values()):
            name = "title" if row.table.has("title") else "title_en"
            grid = row.table.grid
            self._tell.error("missing", grid, row.number, row.column(name), field=row.table.words(name))
            return {}
        return {language: " ".join(text.split()) for language, text in said.items()}

    def _entry(self, code: str, slot: Slot, title: dict[str, str], home: str) -> Raw:
        row, table = slot.row, slot.row.table
        before = self._raw.get(code, {})
        entry: Raw = {"id": code, **before}
        entry["title"] = bilingual(before.get("title"), title, row, "title")
        kind = before.get("kind", "") if before and not table.has("kind") else kind_of(row, self._tell)
        entry["kind"] = kind or "lecture"
        if table.has("timezone"):
            entry["timezone"] = row.line("timezone")
        self._times(entry, slot, self._sessions.get(code), home)
        for field in ("venue", "module"):
            found = naming.one(row, field, self._known[field])
            if found is not None:
                entry[field] = found
        speakers = self._speakers(row, before.get("speakers"))
        if speakers is not None:
            entry["speakers"] = speakers
        for field in _WORDS:
            entry[field] = bilingual(before.get(field), _subtitled(row, words(row, field), field), row, field)
        entry["aliases"] = listing(before.get("aliases"), row, "aliases")
        if table.has("url"):
            entry["url"] = as_kept(before.get("url"), row.line("url"))
        if table.has("status"):
            entry["status"] = choice("status", row, "status", self._tell) or "confirmed"
        if table.has("attendance") or not before:
            said = yes_no(row, "attendance", self._tell) if table.has("attendance") else None
            entry["attendance"] = kind not in UNATTENDED if said is None else said
        return {key: value for key, value in entry.items() if value is not None}

    def _speakers(self, row: Row, before: object) -> list[str] | None:
        """Who speaks; as before where the cell says what would be written for that."""
        known = self._known["speakers"]
        if isinstance(before, list) and before and row.text("speakers") == as_text(naming.written(before, known)):
            return before
        return naming.speakers(row, known, self._tell)

    def _times(self, entry: dict[str, Any], slot: Slot, before: Session | None, home: str) -> None:
        """Start and end; as they were where the clock shows the same, and check points moved along with the start."""
        start, end = slot.start, slot.end or slot.start
        if start is None or end is None:
            return
        name = str(entry.get("timezone") or home)
        same = before is not None and before.timezone == name
        if before is None or not same or _clock(before.start) != start:
            entry["start"] = start.isoformat(timespec="minutes")
            local = zone(name)
            if before is not None and local is not None and before.points:
                moved = start.replace(tzinfo=local) - before.start
                entry["checkpoints"] = [
                    {**point, "at": written(kept.at + moved, name)}
                    for point, kept in zip(entry["checkpoints"], before.points, strict=True)
                ]
        if before is None or not same or _clock(before.end) != end:
            entry["end"] = end.isoformat(timespec="minutes")


def _clock(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0, fold=0)


def _subtitled(row: Row, said: dict[str, str] | None, field: str) -> dict[str, str] | None:
    """A description with the subtitle over it, where the table has one."""
    if field != "description" or not row.table.has("subtitle") or not row.line("subtitle"):
        return said
    text = "\n".join(part for part in (row.line("subtitle"), (said or {}).get("th", "")) if part)
    return {"th": text, "en": (said or {}).get("en", "")}
