"""Bringing a roster into the store: all of it or nothing, and a person once, however often it is brought."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.people.known import Everybody, Known
from bot.services.people.roster import read
from bot.thai.text import key
from storage import people, programmes
from storage.people import Details, Membership


if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from sqlalchemy.orm import Session as Store

    from bot.errors import Fault
    from bot.services.people.roster import Entry, Roster
    from storage.models import Role
    from storage.programme import Group, Programme


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The names of whom a roster brought, changed, left as they were, and of those whom it no longer has."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    warnings: tuple[Fault, ...]


_NOTHING = Enrolled((), (), (), (), ())
_HIGH = frozenset({"organiser", "owner"})


@dataclass(frozen=True, slots=True)
class _Row:
    known: Known
    before: Membership | None
    after: Membership

    @property
    def role_before(self) -> Role | None:
        return self.before.role if self.before else None


@dataclass(slots=True)
class _Plan:
    """What is to be written: `was` is what was known of each before, in the order of the file."""

    rows: list[_Row] = field(default_factory=list)
    was: dict[Known, Details] = field(default_factory=dict)
    done: Enrolled = _NOTHING


def enrol(store: Store, name: str, content: bytes, programme: str = "") -> Enrolled:
    """Bring in the roster file `name`; rows that do not say otherwise are of `programme` (a code).

    People are known again as bot.services.people.known says. Raises BadFile with every fault at once, and Refused
    where nobody says which programme it is, or there is none such. Whom the file no longer has stays.
    """
    return enrol_roster(store, read(name, content), programme)


def enrol_roster(store: Store, roster: Roster, programme: str = "", coming: Programme | None = None) -> Enrolled:
    """The same with a roster that was read already; `coming` is a programme that comes with it, and is in the store."""
    plan = _planned(store, roster, programme, coming)
    new = [known for known in plan.was if known.id is None]
    for known, made in zip(new, people.add_all(store, [known.details for known in new]), strict=True):
        known.id = made
    brought = {known.id for known in new}
    others = {known.id: known.details for known, was in plan.was.items() if known.details != was}
    people.change_all(store, {id_: details for id_, details in others.items() if id_ and id_ not in brought})
    people.enrol_all(
        store, [(one.known.id, one.after) for one in plan.rows if one.known.id and one.after != one.before]
    )
    return plan.done


def enrol_as(store: Store, roster: Roster, programme: str, role: Role) -> Enrolled:
    """The same by somebody with that role in `programme`: owners may all, others nothing with those who organise.

    Raises Refused besides: `roster.owners_only`, `roster.other_programme`; nothing is written then.
    """
    _own_alone(roster, programme, role)
    with staff_stays(store, role):
        return enrol_roster(store, roster, programme)


def tried(
    store: Store, roster: Roster, programme: str, role: Role = "owner", coming: Programme | None = None
) -> Enrolled:
    """What `enrol_as` would do, raising what that does; nothing is written. `coming` need not be in the store yet."""
    _own_alone(roster, programme, role)
    plan = _planned(store, roster, programme, coming)
    if role != "owner" and _touches(plan, people.staff(store)):
        raise Refused("roster.owners_only")
    return plan.done


def _own_alone(roster: Roster, programme: str, role: Role) -> None:
    if role != "owner" and any(entry.cell("programme") not in ("", programme) for entry in roster.entries):
        raise Refused("roster.other_programme")


def _touches(plan: _Plan, staff: Container[int]) -> bool:
    """Whether it makes, unmakes or changes anybody who organises."""
    risen = any({one.role_before, one.after.role} & _HIGH and one.role_before != one.after.role for one in plan.rows)
    return risen or any(known.id in staff and known.details != was for known, was in plan.was.items() if known.id)


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


def _planned(store: Store, roster: Roster, programme: str, coming: Programme | None) -> _Plan:
    """Who each entry is, and what becomes of them. Raises BadFile and Refused, as `enrol` does."""
    codes = [listed.code for listed in programmes.codes(store)]
    if coming and coming.code not in codes:
        codes.append(coming.code)
    programme = _chosen(roster, codes, programme)
    everybody = Everybody(people.everybody(store), roster.entries)
    wanted = [(entry, entry.cell("programme") or programme) for entry in roster.entries]
    matched = [_match(roster, everybody, codes, entry, code) for entry, code in wanted]
    roster.refuse()
    teams = {
        code: _teams(coming.groups if coming and coming.code == code else programmes.groups(store, code))
        for code in {code for _, code in wanted}
    }
    plan = _Plan()
    done = [
        (_put(plan, entry, known, code, teams[code]), entry.name)
        for (entry, code), known in zip(wanted, matched, strict=True)
    ]
    added, changed, unchanged = (
        tuple(name for what, name in done if what == outcome) for outcome in ("added", "changed", "unchanged")
    )
    gone = [known.name for known in everybody if any(code in teams and code not in known.seen for code in known.roles)]
    plan.done = Enrolled(added, changed, unchanged, tuple(gone), tuple(roster.faults))
    return plan


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


def _teams(groups: Iterable[Group]) -> dict[str, str]:
    """The codes of a programme's groups, by the keys of all that they are called."""
    return {
        key(called): group.code
        for group in groups
        for called in (group.title.th, group.title.en, *group.aliases, group.code)
        if called
    }


def _put(plan: _Plan, entry: Entry, known: Known, programme: str, teams: dict[str, str]) -> str:
    """Plan one entry; says what that is: added (to the programme), changed or unchanged."""
    details = Details(
        entry.name,
        *(entry.cells.get(name, getattr(known.details, name)) for name in Details.__slots__ if name != "name"),
    )
    before = known.roles.get(programme)
    held = before or Membership(programme)
    team = entry.cells.get("team", held.team)
    role, code = entry.role or held.role, entry.cell("code") or held.code
    leads = held.leads if entry.leads is None else entry.leads
    note = entry.cells.get("note", held.note)
    after = Membership(programme, role, teams.get(key(team), team), code, leads, note)
    plan.was.setdefault(known, known.details)
    plan.rows.append(_Row(known, before, after))
    same = details == known.details
    known.details = details
    if before is None:
        return "added"
    return "unchanged" if same and after == before else "changed"
