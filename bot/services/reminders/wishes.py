"""How somebody wants to be reminded, and what they are told at once because they want it earlier now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.reminders.occasions import occasions
from bot.services.reminders.timetable import Timetable
from storage import addresses, people, programmes, recipients, reminders


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.people import Person
    from storage.programme import Programme
    from storage.reminders import Occasion, Wishes


def of(store: Store, person: Person) -> Wishes:
    return reminders.wishes(store, person.id)


def catch_up(
    store: Store, person: Person, wanted: Wishes, get: Callable[[Store, str], Programme], now: datetime
) -> list[Occasion]:
    """From here on `person` wants it so; gives what is due to them by that and was not before, noted as told.

    `get` gives the programme with a code. Whoever calls tells them, in the same transaction.
    """
    before = of(store, person)
    reminders.wish(store, person.id, wanted, now)
    found: dict[str, Occasion] = {}
    for programme in mine(store, person, get):
        timetable = Timetable(programme)
        known = {each.key for each in _open(timetable, before, now)}
        found |= {each.key: each for each in _open(timetable, wanted, now) if each.key not in known}
    told = reminders.told(store, found, [person.id])
    fresh = [each for key, each in found.items() if (key, person.id) not in told]
    reminders.note(store, person.id, [each.key for each in fresh])
    return fresh


def channels(store: Store, person: Person) -> list[str]:
    """Where the person can be told things; the first is where they are."""
    found = recipients.other(store, person.id)
    if found is None:
        return []
    linked = [each.channel for each in people.addresses(store, person.id) if addresses.reachable(store, each)]
    return list(dict.fromkeys([found.channel, *linked]))


def mine(store: Store, person: Person, get: Callable[[Store, str], Programme]) -> list[Programme]:
    """The programmes that the person is in, as far as they are in the store."""
    held = {each.programme for each in people.memberships(store, person.id)}
    return [get(store, each.code) for each in programmes.codes(store) if each.code in held]


def _open(timetable: Timetable, wanted: Wishes, now: datetime) -> list[Occasion]:
    return [each for each in occasions(timetable, wanted) if each.due_at <= now < each.expires_at]
