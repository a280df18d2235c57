"""Who is told of leave, and where each is nearest at hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import leaves, people
from storage.questions_duty import nearest, off_duty


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.people import Person


_MOST, _WITHIN = 5, timedelta(hours=1)  # requests of one person that are brought to people, who may pay for it


def is_brought(store: Store, person: int, now: datetime) -> bool:
    """Whether what somebody asks for, or takes back, is brought to people at once; else it waits in the list."""
    return sum(now - each.asked_at < _WITHIN for each in leaves.of_person(store, person)) <= _MOST


def deciders(store: Store, programme: str, but: int) -> list[tuple[Person, Address]]:
    """The organisers of the programme with this code who are on duty, or where none is, all; but for one person."""
    found = []
    for person in people.with_role(store, programme, ("organiser", "owner")):
        place = nearest(store, people.addresses(store, person.id))
        if place and person.id != but:
            found.append((person, place))
    away = off_duty(store)
    return [each for each in found if each[0].id not in away] or found


def place_of(store: Store, person: int) -> Address | None:
    """Where somebody was last; None where they can be reached nowhere."""
    return nearest(store, people.addresses(store, person))
