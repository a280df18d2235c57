"""A roster from a CSV file, as secretariats keep it: any order of columns, Thai or English headings, any delimiter."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from bot.errors import BadFile, Fault
from bot.services.people.words import known
from bot.thai.people import bare_name
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.models.people import Role


LARGEST = 5_000_000
"""Bytes of the largest roster that is read."""
MOST = 5_000
"""People in it."""
_LONGEST = 200  # characters of a cell
_ABOVE = 10  # rows in which the headings are looked for: a title may stand over them
_DASHES = "-–—"
_DELIMITERS = ",;\t"
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp874"))  # TIS-620
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]+")
_THAI = re.compile("[\u0e01-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in a roster. Of what the file has no column for, `cells` has nothing, and `role` is None.

    `leads` their team; None where the file does not say.
    """

    line: int
    name: str
    cells: dict[str, str]
    role: Role | None
    leads: bool | None = None

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Roster:
    """What a file says, with what is wrong with it or doubtful; `headings` are its own words for its columns."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def error(self, code: str, column: str, line: int | None, /, **values: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(code, self.headings.get(column, ""), line, values))

    def refuse(self) -> None:
        """Raises BadFile if anything is wrong, with all of it."""
        self.faults.sort(key=lambda fault: fault.line or 0)
        if any(not fault.warning for fault in self.faults):
            raise BadFile(self.name, self.faults)


def read(name: str, content: bytes) -> Roster:
    """What the file says, with its faults. Raises BadFile where it is no roster at all."""
    if len(content) > LARGEST:
        size = f"{len(content) / 1_000_000:.1f}"
        raise BadFile(name, [Fault("too-big", "", None, {"found": size, "high": str(LARGEST // 1_000_000)})])
    return of_rows(name, _rows(name, _text(name, content)))


def of_rows(name: str, rows: Iterator[tuple[int, list[str]]]) -> Roster:
    """The same of rows that were read already, each with its line; a heading for names stands over them."""
    roster = Roster(name)
    columns = _columns(roster, rows)
    for line, cells in rows:
        if len(roster.entries) == MOST:
            raise BadFile(name, [Fault("too-much", "", line)])
        _entry(roster, line, {column: _tidy(cells[at]) for at, column in columns.items() if at < len(cells)})
    if not roster.entries and not roster.faults:
        roster.error("no-people", "", None)
    return roster


def _text(name: str, content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise BadFile(name, [Fault("encoding", "", None, {"known": "UTF-8, TIS-620"})])


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that have anything in them, each with the line in which it begins."""
    if not text.strip():
        raise BadFile(name, [Fault("empty", "")])
    first = "\n".join([line for line in text.splitlines() if line.strip()][:_ABOVE])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count))
    line = 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = rows.line_num + 1
    except csv.Error as error:
        raise BadFile(name, [Fault("syntax", "", line, {"format": "CSV", "found": str(error)})]) from error


def _columns(roster: Roster, rows: Iterator[tuple[int, list[str]]]) -> dict[int, str]:
    """Which column is where, from the first row that has a heading for names."""
    for _, (line, cells) in zip(range(_ABOVE), rows, strict=False):
        found = {at: _column(cell) for at, cell in enumerate(cells)}
        if "name" not in found.values():
            continue
        columns: dict[int, str] = {}
        for at, column in found.items():
            heading = _tidy(cells[at])
            if column == "number":
                continue
            if column and column not in roster.headings:
                columns[at] = column
                roster.headings[column] = heading
            elif heading:
                first = roster.headings.get(column)
                values = {"found": heading, **({"first": first} if first else {})}
                roster.faults.append(
                    Fault("column-twice" if first else "unknown-column", heading, line, values, warning=True)
                )
        return columns
    raise BadFile(roster.name, [Fault("no-name-column", "", 1)])


def _column(heading: str) -> str:
    """What the heading stands for, without what is in its brackets; "" for what is not known."""
    return known("columns").get(key(re.sub(r"[(（].*", "", _tidy(heading))), "")


def _entry(roster: Roster, line: int, cells: dict[str, str]) -> None:
    name = " ".join(part for part in (_titled(cells), cells.get("surname", "")) if part)
    if not name:
        roster.error("missing", "name", line, field=roster.headings["name"])
    for column, cell in cells.items():
        if len(cell) > _LONGEST:
            roster.error("too-long", column, line, found=f"{cell[:20]}…", high=str(_LONGEST))
    if (email := cells.get("email", "")) and not _EMAIL.fullmatch(email):
        roster.error("not-email", "email", line, found=email[:_LONGEST])
    role, leads = None, _leads(cells["leads"], name) if "leads" in cells else None
    if said := cells.get("role", ""):
        leader = known("leaders").get(key(said))
        role = leader or known("roles").get(key(said))
        leads = leads or leader is not None
        if role is None:
            roster.error("not-role", "role", line, found=said[:_LONGEST])
    roster.entries.append(Entry(line, name, cells, cast("Role | None", role), leads))


def _leads(cell: str, name: str) -> bool:
    """Whether the cell says so of the person with this name: by a word, a tick, or by naming the leader."""
    if not cell or cell in _DASHES:
        return False
    said = known("leads").get(key(cell))
    return said == "yes" if said else not key(cell) or key(bare_name(cell)) == key(bare_name(name))


def _titled(cells: dict[str, str]) -> str:
    """The name with its title before it: as one word in Thai (ดร.สมชาย), apart in English (Dr. Ann)."""
    title, name = cells.get("title", ""), cells.get("name", "")
    return f"{title}{'' if _THAI.search(title) else ' '}{name}".strip() if name else ""


def _tidy(cell: str) -> str:
    return " ".join(_UNSEEN.sub(" ", cell).split())
