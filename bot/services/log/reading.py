"""What was done, to be read: one list of what was noted and of what other tables prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import members, people, proven
from storage.proven import PROVEN, Wanted


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session as Store

    from storage.audit import Deed
    from storage.people import Person
    from storage.programme import Programme


KINDS: Mapping[str, frozenset[str]] = {
    "programme": frozenset({"programme", "session", "release", "workbook"}),
    "people": frozenset({"people", "person", "roster", "codes", "consent", "data"}),
    "announcements": frozenset({"announcement"}),
    "questions": frozenset({"question", "answer", "name", "ready"}),
    "attendance": frozenset({"attendance", "leave", "board", "sheet"}),
    "feedback": frozenset({"feedback"}),
}
"""The first words of deeds, by the page of the console that they belong to."""
MOST = 50
"""Deeds on a page."""
PAGES = 100
"""As far as one may leaf; whoever looks for older ones names the day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what (a key of KINDS, "" for all), by whom (a person's id) and on which day one wants to read."""

    kind: str = ""
    person: int | None = None
    day: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Read:
    """A page of deeds, the newest first, with the names of whoever is in them; `more`: there are older ones."""

    deeds: tuple[Deed, ...]
    names: Mapping[int, str]
    words: Mapping[int, str]
    more: bool


def read(store: Store, programme: Programme, asked: Asked, *, nowhere: bool = False) -> Read:
    """What happened in a programme; `nowhere`: and what was done in none at all, which is for owners to know.

    `words` are what announcements say, by their numbers. One act is one deed: what a table proves of the same person
    and moment as was noted is not said again.
    """
    since, until = _whole(asked.day, ZoneInfo(programme.timezone)) if asked.day else (None, None)
    last = min(asked.page, PAGES) * MOST
    wanted = Wanted(programme.code, last + 1, asked.person, since, until, nowhere)
    noted = proven.noted(store, wanted, KINDS.get(asked.kind, ()))
    known = {(deed.person, deed.at) for deed in noted} | {(deed.what, deed.subject, deed.at) for deed in noted}
    sources = PROVEN.get(asked.kind, ()) if asked.kind else [each for kind in PROVEN.values() for each in kind]
    proved = [deed for source in sources for deed in source(store, wanted)]
    shown = [deed for deed in proved if known.isdisjoint({(deed.person, deed.at), (deed.what, deed.subject, deed.at)})]
    found = sorted([*noted, *shown], key=lambda deed: deed.at, reverse=True)
    page = tuple(found[last - MOST : last])
    names = members.named(store, {who for deed in page for who in (deed.person, deed.about) if who is not None})
    numbers = {int(each.subject) for each in page if each.what.startswith("announcement.") and each.subject.isdigit()}
    return Read(page, names, proven.words(store, numbers), len(found) > last)


def staff(store: Store, programme: str) -> list[Person]:
    """Whoever may do things in the programme with this code, the first to come in first."""
    return people.with_role(store, programme, ("organiser", "scanner", "owner"))


def _whole(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)
