"""What is held of whoever is at an address: all of it, to be read and to be taken along; and erasing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.services.people.inviting import Chosen, listed
from storage import audit, erasing, feeds, people, people_said, subject
from storage.audit import COMMAND, Deed


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.people import Membership, Person


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a person, or (`person` is None) of a guest at one address.

    How many `calendars` follow by themselves, how many `questions` wait or were answered, how many `messages` are
    kept; `whole` is all of it, see storage.subject.
    """

    person: Person | None
    memberships: tuple[Membership, ...]
    channels: tuple[str, ...]
    calendars: int
    questions: int
    messages: int
    whole: dict[str, Any]

    def file(self) -> str:
        """All of it as JSON; channels by their names, without their ids of people; files by their size."""
        return subject.written(self.whole, files=False)


def held(store: Store, address: Address, now: datetime) -> Held:
    """What is held of whoever is at `address`, at their other addresses too."""
    person = people.at(store, address)
    places = people.addresses(store, person.id) if person else (address,)
    if person:
        daily = f"data.exported {person.id} {now:%Y-%m-%d}"
        audit.note(store, Deed("data.exported", now, person=person.id, about=person.id, key=daily))
    return Held(
        person,
        people.memberships(store, person.id) if person else (),
        tuple(place.channel for place in places),
        feeds.count(store, person.id) if person else 0,
        len(people_said.questions(store, places, person.id if person else None)),
        sum(people_said.count(store, place) for place in places),
        subject.everything(store, person.id if person else None, places),
    )


def export(store: Store, name: str, now: datetime, by: int | None = None) -> str:
    """All that is held of the person called `name`, as JSON with the content of files, to be given to them.

    `by` is the organiser who takes it out, None the command line. Whether they may is for whoever asks. Raises Refused
    for a name that is nobody's or several people's.
    """
    (found,) = listed(store, Chosen(names=(name,)))
    return export_one(store, found.person.id, now, by)


def export_one(store: Store, person: int, now: datetime, by: int | None = None) -> str:
    """The same of the person with this id."""
    details = {} if by else COMMAND
    audit.note(store, Deed("data.exported", now, person=by, about=person, details=details))
    return subject.written(subject.everything(store, person, people.addresses(store, person)), files=True)


def erase(store: Store, address: Address, now: datetime) -> None:
    """Forget whoever is at `address`, at their other addresses too: who they are, what they said, what was answered.

    The talk at `address` itself is being answered: who answers it forgets what it remembers.
    """
    person = people.at(store, address)
    if person:
        if person.consent:
            audit.note(store, Deed("consent.withdrawn", now, person=person.id, about=person.id))
        erasing.erase(store, person.id, now, by=person.id, talking=address)
    else:
        people_said.erase(store, address)
