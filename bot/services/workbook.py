"""Workbooks: understood before anything changes, and written.

How a page brings one in, with bot.handlers.workbook for what it says and does:

1. `check(store, name, data, today, code)` understands what was uploaded. It never raises: what cannot be read at all
   has no `programme`, and a fault that says why. Whoever uploads it must be allowed to change
   `understood.programme.code`, and to give the roles that bot.handlers.workbook.roles names: the file alone says both.
2. bot.handlers.workbook: `lines` says what was understood, `tried` what it would change, `bring_in` does it. All but
   the last only read, and take long: they are not for a transaction that writes. Before the last, in one that does,
   bot.services.programme.same says whether the programme is still the version that `check` saw.
3. `template(language)` and `export(store, code, language)` are what people fill in. With `people` an export has
   personal data: who takes it is to be recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import people as everyone
from storage import programmes


if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language
    from storage.formats.xlsx.understood import Name, Understood
    from storage.programme import Programme


ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".json")
"""Of files that may be workbooks, tables or agendas; `reads` tells which are."""
LARGEST = 10_000_000
"""Bytes of the largest file that is worth receiving."""


def reads(name: str, data: bytes) -> bool:
    """Whether the file is a workbook, a table or an agenda, and no other kind of programme file."""
    from storage import formats  # noqa: PLC0415 - the reader of Excel takes a while to load

    return formats.is_workbook(name, data)


def check(store: Store, name: str, data: bytes, today: date, code: str = "") -> Understood:
    """What the file `name` says, beside what the store has of its programme. Nothing changes, nothing is raised.

    `today` is local, and decides about days without a year. `code` is the programme of a file that does not say it.
    """
    from storage.formats.xlsx import understanding  # noqa: PLC0415 - the reader of Excel takes a while to load

    def kept(wanted: str) -> Programme | None:
        return programmes.load(store, wanted, added=False) if programmes.version(store, wanted) else None

    return understanding.understand(name, data, today, kept, code)


def called(table: Name, field: str, language: Language) -> str:
    """What a field of a table is called: the heading that we write ourselves."""
    from storage.formats.xlsx.vocabulary import said  # noqa: PLC0415 - as above

    return said(f"columns.{table}", field, language)


def titled(table: Name, language: Language) -> str:
    """What a table is called: the name of its sheet."""
    from storage.formats.xlsx.vocabulary import said  # noqa: PLC0415 - as above

    return said("sheets", table, language)


def template(language: Language = "th") -> bytes:
    """An empty workbook to be filled in."""
    from storage.formats.xlsx import writing  # noqa: PLC0415 - as above

    return writing.write(None, language=language)


def export(store: Store, code: str, language: Language = "th", *, people: bool = True) -> bytes:
    """The same workbook, filled with the programme and, with `people`, everybody in it. Raises Refused."""
    from storage.formats.xlsx import writing  # noqa: PLC0415 - as above

    programme = programmes.load(store, code)
    return writing.write(programme, _people(store, code) if people else [], language)


def sessions_csv(store: Store, code: str, language: Language = "th") -> bytes:
    """The timetable alone as CSV, which Excel opens as it is. Raises Refused: there is no such code."""
    from storage.formats.xlsx import writing  # noqa: PLC0415 - as above

    return writing.sessions_csv(programmes.load(store, code), language)


def _people(store: Store, code: str) -> list[dict[str, str]]:
    """Everybody in a programme, by the fields of rosters."""
    found = []
    for each in everyone.everybody(store):
        mine = next((one for one in each.memberships if one.programme == code), None)
        if mine is None:
            continue
        details = each.person.details
        row = {field: getattr(details, field) for field in ("name", "organisation", "position", "email", "phone")}
        row |= {"team": mine.team, "role": mine.role, "code": mine.code, "note": mine.note}
        found.append(row | ({"leads": "yes"} if mine.leads else {}))
    return found
