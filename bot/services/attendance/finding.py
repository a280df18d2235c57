"""Whose attendance is asked for: one's own, or that of somebody who is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.attendance.table import table
from bot.thai.people import bare_name
from bot.thai.text import key
from storage import members, people


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.attendance.table import Row, Table
    from storage.members import Enrolled
    from storage.people import Person
    from storage.programme import Programme

    Get = Callable[[Store, str], Programme]


_LEAST = 4  # letters of a name by which somebody is found, where it is no whole one


def mine(store: Store, get: Get, person: Person, now: datetime) -> list[tuple[Table, Row]]:
    """A person's own attendance in each programme that they take part in, the first one first."""
    codes = [each.programme for each in people.memberships(store, person.id) if each.role == "participant"]
    return [one(store, get(store, code), person.id, now) for code in codes]


def one(store: Store, programme: Programme, participant: int, now: datetime) -> tuple[Table, Row]:
    found = table(store, programme, now, [participant])
    return found, found.rows[0]


def named(store: Store, programme: str, said: Sequence[str]) -> list[Enrolled]:
    """The participants who may be meant by the first of these that means any.

    Whoever is called just that; else by their first name; else with that in their name.
    """
    names = [(each, bare_name(each.name)) for each in members.enrolled(store, programme)]
    keys = [(each, key(name), key(name.split(maxsplit=1)[0]) if name else "") for each, name in names]
    for wanted in (key(bare_name(each)) for each in said):
        found = wanted and (
            [each for each, whole, _ in keys if whole == wanted]
            or [each for each, _, first in keys if first == wanted]
            or [each for each, whole, _ in keys if len(wanted) >= _LEAST and wanted in whole]
        )
        if found:
            return found
    return []
