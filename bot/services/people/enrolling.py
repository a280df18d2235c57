"""Bringing a roster into the store: all of it or nothing, and a person once, however often it is brought."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.people.known import Everybody, Known
from bot.services.people.roster import read
from bot.thai.text import key
from storage import people, programmes
from storage.people import Details, Membership


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from bot.errors import Fault
    from bot.services.people.roster import Entry, Roster
    from storage.models import Role


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The names of whom a roster brought, changed, left as they were, and of those whom it no longer has."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    warnings: tuple[Fault, ...]


def enrol(store: Store, name: str, content: bytes, programme: str = "") -> Enrolled:
    """Bring in the roster file `name`; rows that do not say otherwise are of `programme` (a code).

    People are known again as bot.services.people.known says. Raises BadFile with every fault at once, and Refused
    where nobody says which programme it is, or there is none such. Whom the file no longer has stays.
    """
    return enrol_roster(store, read(name, content), programme)


def enrol_roster(store: Store, roster: Roster, programme: str = "") -> Enrolled:
    """The same with a roster that was read already."""
    codes = [listed.code for listed in programmes.codes(store)]
    programme = _chosen(roster, codes, programme)
    everybody = Everybody(people.everybody(store), roster.entries)
    plan = [(entry, entry.cell("programme") or programme) for entry in roster.entries]
    matched = [_match(roster, everybody, codes, entry, code) for entry, code in plan]
    roster.refuse()
    teams = {code: _teams(store, code) for code in {code for _, code in plan}}
    done = [
        (_put(store, entry, known, code, teams[code]), entry.name)
        for (entry, code), known in zip(plan, matched, strict=True)
    ]
    added, changed, unchanged = (
        tuple(name for what, name in done if what == outcome) for outcome in ("added", "changed", "unchanged")
    )
    gone = [known.name for known in everybody if any(code in teams and code not in known.seen for code in known.roles)]
    return Enrolled(added, changed, unchanged, tuple(gone), tuple(roster.faults))


def enrol_as(store: Store, roster: Roster, programme: str, role: Role) -> Enrolled:
    """The same by somebody with that role in `programme`: owners may all, others nothing with those who organise.

    Raises Refused besides: `roster.owners_only`, `roster.other_programme`; nothing is written then.
    """
    if role == "owner":
        return enrol_roster(store, roster, programme)
    if any(entry.cell("programme") not in ("", programme) for entry in roster.entries):
        raise Refused("roster.other_programme")
    with staff_stays(store, role):
        return enrol_roster(store, roster, programme)


@contextmanager
def staff_stays(store: Store, role: Role) -> Iterator[None]:
    """What is done here makes, unmakes and changes nobody who organises, unless by an owner.

    Raises Refused: `roster.owners_only`, and all of it is taken back.
    """
    before = None if role == "owner" else people.staff(store)
    with store.begin_nested():
        yield
        if before is not None and people.staff(store) != before:
            raise Refused("roster.owners_only")


def _chosen(roster: Roster, codes: list[str], programme: str) -> str:
    if programme and programme not in codes:
        raise Refused("programme.unknown", id=programme)
    if programme or "programme" in roster.headings:
        return programme
    if len(codes) != 1:
        raise Refused("people.which", known=", ".join(codes) or "–")
    return codes[0]


def _match(roster: Roster, everybody: Everybody, codes: list[str], entry: Entry, programme: str) -> Known:
    """Who the entry is; in one programme nobody is twice."""
    if not programme:
        roster.error("missing", "programme", entry.line, field=roster.headings["programme"])
    elif programme not in codes:
        roster.error("unknown-programme", "programme", entry.line, found=programme, known=", ".join(codes) or "–")
    known = everybody.find(entry, programme)
    if entry.name and programme in known.seen:
        roster.error("same-person", "name", entry.line, found=entry.name, first=str(known.seen[programme]))
    known.seen.setdefault(programme, entry.line)
    return known


def _teams(store: Store, programme: str) -> dict[str, str]:
    """The codes of a programme's groups, by the keys of all that they are called."""
    groups = programmes.load(store, programme).groups
    return {
        key(called): group.code
        for group in groups
        for called in (group.title.th, group.title.en, *group.aliases, group.code)
        if called
    }


def _put(store: Store, entry: Entry, known: Known, programme: str, teams: dict[str, str]) -> str:
    """Write one entry; says what that was: added (to the programme), changed or unchanged."""
    details = Details(
        entry.name,
        *(entry.cells.get(field, getattr(known.details, field)) for field in Details.__slots__ if field != "name"),
    )
    before = known.roles.get(programme)
    held = before or Membership(programme)
    team = entry.cells.get("team", held.team)
    role, code = entry.role or held.role, entry.cell("code") or held.code
    leads = held.leads if entry.leads is None else entry.leads
    note = entry.cells.get("note", held.note)
    after = Membership(programme, role, teams.get(key(team), team), code, leads, note)
    if known.id is None:
        known.id = people.add(store, details)
    elif details != known.details:
        people.change(store, known.id, details)
    same = details == known.details
    known.details = details
    if after != before:
        people.enrol(store, known.id, after)
    if before is None:
        return "added"
    return "unchanged" if same and after == before else "changed"
