"""A workbook brought in, whole or not at all: the programme and its people; and what is said of it before.

Used by the command line and the organisers' page; bot.services.workbook says how they go together.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import showing
from bot.errors import BadFile
from bot.services import programme as programmes
from bot.services import workbook
from bot.services.people import enrolling, roster


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.errors import Fault
    from bot.services.people.enrolling import Enrolled
    from bot.services.people.roster import Roster
    from bot.services.programme import Saved, Would
    from bot.texts import Texts
    from storage.formats.xlsx.understood import Column, People, Understood
    from storage.models.people import Role
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Outcome:
    """What bringing it in did, or would do. `people` is None where the file has none."""

    programme: Programme
    saved: Saved
    people: Enrolled | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What bringing it in would do to the sessions, and to people: None where the file has none."""

    sessions: Would
    people: Enrolled | None


def bring_in(
    store: Store,
    understood: Understood,
    now: datetime,
    by: int | None = None,
    progress: Callable[[int], object] = bool,
    role: Role = "owner",
) -> Outcome:
    """Put the programme and its people into the store, in this transaction: commit it, or nothing happened.

    `by` is who does it, with that `role`: see bot.services.people.enrolling.staff_stays. Raises BadFile, with every
    fault, where anything is wrong, in the roster too, and Refused; nothing is written then. Whoever calls has seen
    that this may be done: see bot.services.workbook.
    """
    programme = understood.programme
    if programme is None or understood.faults:
        raise BadFile(understood.name, understood.faults)
    with store.begin_nested():  # what is wrong with the people takes the programme back as well
        saved = programmes.keep(store, programme, progress, now=now, by=by)
        people = None
        if understood.people and understood.people.rows:
            listed = roster_of(understood.name, understood.people)
            with enrolling.staff_stays(store, role), at_cells(understood.name, understood.people):
                people = enrolling.enrol_roster(store, listed, programme.code, programme)
    return Outcome(programme, saved, people and at_cell(people, understood.people))


def tried(store: Store, understood: Understood, role: Role = "owner") -> Trial:
    """What `bring_in` would do; nothing is written. Raises BadFile and Refused, as that does."""
    programme = understood.programme
    if programme is None or understood.faults:
        raise BadFile(understood.name, understood.faults)
    people = None
    if understood.people and understood.people.rows:
        listed = roster_of(understood.name, understood.people)
        with at_cells(understood.name, understood.people):
            people = enrolling.tried(store, listed, programme.code, role, programme)
    return Trial(programmes.would(store, programme), people and at_cell(people, understood.people))


def roles(understood: Understood) -> frozenset[Role]:
    """The roles that the file would give to anybody; who says nothing of a role is a participant."""
    if not understood.people:
        return frozenset()
    return frozenset(entry.role or "participant" for entry in roster_of(understood.name, understood.people).entries)


@contextmanager
def at_cells(name: str, people: People | None) -> Iterator[None]:
    """What is wrong with the people of a workbook is told by sheet and cell."""
    try:
        yield
    except BadFile as error:
        raise BadFile(name, [placed(each, people) if people else each for each in error.faults]) from error


def at_cell(done: Enrolled, people: People | None) -> Enrolled:
    """The same of what is only doubtful."""
    return replace(done, warnings=tuple(placed(each, people) for each in done.warnings)) if people else done


def roster_of(name: str, people: People) -> Roster:
    """The table of people as a roster, under the headings that a roster knows."""
    fields = [*people.columns]
    heads = [workbook.called("people", field, "th") for field in fields]
    rows = ((line, [cells.get(field, "") for field in fields]) for line, cells in people.rows)
    return roster.of_rows(name, iter([(0, heads), *rows]))


def placed(fault: Fault, people: People) -> Fault:
    """A fault of such a roster at its cell: it names the heading and the row."""
    field = next((each for each in people.columns if workbook.called("people", each, "th") == fault.place), "name")
    values = dict(fault.values)
    if fault.code == "missing" and "field" in values:
        values["field"] = people.headings.get(field, values["field"])
    row = fault.line or 1
    return replace(fault, place=f"{people.columns[field]}{row}", line=None, sheet=people.sheet, values=values)


def lines(say: Texts, understood: Understood, *, faults: bool = True) -> Iterator[str]:
    """All that was understood: which table each sheet is, by which headings, what was assumed, and what is wrong.

    Without `faults` for whoever says those elsewhere.
    """
    if understood.sheets:
        yield say("workbook.understood", name=understood.name)
    for sheet in understood.sheets:
        if sheet.table and sheet.rows:
            columns = [each for each in understood.columns if (each.sheet, each.table) == (sheet.name, sheet.table)]
            values = {
                "table": workbook.titled(sheet.table, say.language),
                "rows": sheet.rows,
                "columns": " · ".join(dict.fromkeys(_column(say, each) for each in columns if each.field)) or "–",
            }
            yield say("workbook.sheet", sheet=sheet.name, **values) if sheet.name else say("workbook.table", **values)
    for title, told in (
        ("workbook.assumptions", understood.assumptions),
        ("workbook.doubts", understood.doubts),
        ("workbook.faults", understood.faults if faults else ()),
    ):
        if told:
            yield say(title)
            yield from (f"• {showing.fault(say, each, kind=False)}" for each in told)
    programme = understood.programme
    if programme and not understood.faults:
        counts = {name: len(getattr(programme, name)) for name in ("sessions", "venues", "speakers", "faqs")}
        people = len(understood.people.rows) if understood.people else 0
        title = programme.title.in_(say.language)
        yield say("workbook.fine", title=title, id=programme.code, people=people, **counts)


def _column(say: Texts, column: Column) -> str:
    """A heading, with what it was taken for where that is called otherwise."""
    own = workbook.called(column.table, column.field, say.language)
    if not column.heading:
        return own
    if own.casefold() == column.heading.casefold():
        return column.heading
    return say("workbook.renamed", found=column.heading, field=own)


def outcome(say: Texts, trial: Trial) -> Iterator[str]:
    """What it would change, in two lines."""
    would = trial.sessions
    yield say("workbook.would", added=would.added, changed=would.changed, cancelled=would.cancelled)
    if trial.people:
        counts = {name: len(getattr(trial.people, name)) for name in ("added", "changed", "unchanged")}
        yield say("workbook.would_people", **counts)
