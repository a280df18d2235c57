"""The sheet on the programme itself: its plain fields and the common settings, a row each."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from storage.formats.report import nearest, shown
from storage.formats.tree import Quoted
from storage.formats.xlsx.entries import shows
from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.tables import rows
from storage.formats.xlsx.values import choice, yes_no
from storage.formats.xlsx.vocabulary import listed, meant


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.formats.xlsx.tables import Row, Table
    from storage.formats.xlsx.teller import Teller

FLAGS = ("public", "announcements/approval", "feedback/sessions", "feedback/anonymous")
CHOICES = ("language", "attendance/counted_in", "attendance/counted_by", "attendance/leave_counts")
_TEXTS = ("id", "title", "organizer", "timezone")
_DASHES = ("-", "–", "—")


class Head:
    """What the sheet says, by the field's path in a programme file; `places` say in which row each stands."""

    def __init__(self, tables: Sequence[Table], tell: Teller) -> None:
        self._tell = tell
        self.said: dict[str, object] = {}
        self.places: dict[str, Row] = {}
        for table in tables:
            for row in rows(table):
                self._read(row)

    def _read(self, row: Row) -> None:
        label, grid = row.line("key"), row.table.grid
        found = meant("programme", label) if label else None
        if found is None:
            if label and row.line("value"):
                known = nearest(label, listed("programme", "th").values())
                self._tell.warn("unknown-item", grid, row.number, row.column("key"), found=shown(label), known=known)
            return
        if found.name in self.places and row.line("value"):
            first = grid.address(self.places[found.name].number, row.column("value"))
            self._tell.error("same-item", grid, row.number, row.column("key"), found=shown(label), first=first)
            return
        self.places[found.name] = row
        if row.line("value"):
            self.said[found.name] = self._value(found.name, row)

    def _value(self, name: str, row: Row) -> object:
        if row.line("value") in _DASHES and name.partition("/")[0] not in _TEXTS:
            return None
        if name in FLAGS:
            said = yes_no(row, "value", self._tell)
            return None if said is None else str(said).lower()
        if name in CHOICES:
            return choice(name.rpartition("/")[2], row, "value", self._tell) or None
        value = row.value("value")
        if isinstance(value, (time, datetime)):
            return Quoted(f"{value:%H:%M}")
        if name.partition("/")[0] in _TEXTS:
            return Quoted(as_text(value))
        return flat(value).removesuffix("%").strip()

    def text(self, name: str) -> str:
        return str(self.said.get(name) or "")

    def onto(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """The head of a programme file: what is said here, over what is kept; a dash takes away."""
        whole = _copied(kept)
        for name, value in self.said.items():
            room, _, field = name.partition("/")
            if not field:
                whole[room] = value
                continue
            inner = whole.get(room)
            inner = dict(inner) if isinstance(inner, dict) else {}
            held = inner.get(field)
            if not (isinstance(held, str) and isinstance(value, str) and shows(held, value)):
                inner[field] = value
            whole[room] = {key: each for key, each in inner.items() if each is not None}
        return {
            key: value for key, value in whole.items() if value is not None and (value != {} or kept.get(key) == {})
        }


def _copied(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Texts stay texts, whatever they look like."""
    return {key: _quoted(value) for key, value in kept.items()}


def _quoted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _quoted(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_quoted(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return Quoted(value) if isinstance(value, str) else value
