"""What was understood of a workbook, and of a table or an agenda in another kind of file, before anything changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.errors import Fault
    from storage.programme import Programme

Name = Literal["programme", "contacts", "sessions", "venues", "speakers", "modules", "groups", "people", "faqs"]
"""The tables that a workbook may hold."""

ASSUMED = "assumed-"
"""How the codes of those faults begin that are assumptions: what the file did not say, and what was taken for it."""
WORD = "workbook:"
"""How a value of a fault begins that is a word of locales/*/workbook.toml: `workbook:columns.sessions:start`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was found. `heading` is the row of its headings, from 1; 0 where it has none.

    `table` is "" for a sheet that was passed over. A file without sheets has one, called as the file is.
    """

    name: str
    table: Name | Literal[""]
    heading: int
    rows: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the field for which it was taken; `field` is "" where it was passed over.

    `sure` is False where the heading is none of those known but much like one of them.
    """

    sheet: str
    cell: str
    heading: str
    table: Name
    field: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class People:
    """The table of people, for the roster (bot.services.people): what stands in each row, by the roster's fields.

    `rows` have the row's number in the sheet, from 1; `columns` the letters of each field's column, by which a fault
    of the roster (its field and its row) leads to a cell.
    """

    sheet: str
    headings: Mapping[str, str]
    columns: Mapping[str, str]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """All that a file says, what had to be assumed, and what is wrong with it. Nothing has changed yet.

    `programme` is whole: with what the store has of it and the file does not speak of. It is None where the file
    cannot be read at all; it may only be brought in where there are no `faults`. Each fault, doubt and assumption
    says its sheet (`sheet`, "" in a file without) and cell (`place`), and bot.showing.fault says it in words.
    """

    name: str
    programme: Programme | None = None
    people: People | None = None
    sheets: tuple[Sheet, ...] = ()
    columns: tuple[Column, ...] = ()
    told: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong: nothing of the file is brought in before it is mended."""
        return tuple(fault for fault in self.told if not fault.warning)

    @property
    def assumptions(self) -> tuple[Fault, ...]:
        """What the file did not say, and what was taken for it."""
        return tuple(fault for fault in self.told if fault.warning and fault.code.startswith(ASSUMED))

    @property
    def doubts(self) -> tuple[Fault, ...]:
        """What can be brought in as it is, and is worth a look."""
        return tuple(fault for fault in self.told if fault.warning and not fault.code.startswith(ASSUMED))
