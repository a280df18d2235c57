"""Who may ask about what, and who is who: asked by every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import people, programmes


if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Language
    from storage.models.people import Role
    from storage.people import Membership, Person


class Access:
    """The rule of who may ask about which programme.

    Anybody about those that are public, people on a roster about their own, owners about all; and over the channels in
    `trusted`, where only the operator talks, anybody about all.
    """

    def __init__(self, trusted: AbstractSet[str] = frozenset()) -> None:
        self._trusted = trusted

    def may_ask(self, store: Store, address: Address) -> list[str]:
        """The codes of the programmes that `address` may ask about, the first imported first."""
        if self.trusts(address):
            return [programme.code for programme in programmes.codes(store)]
        return people.open_to(store, address)

    def trusts(self, address: Address) -> bool:
        return address.channel in self._trusted


def at(store: Store, address: Address) -> Person | None:
    """Who is at `address`; None for a guest, and for a group."""
    return people.at(store, address)


def role_of(store: Store, address: Address, programme: str) -> Role | None:
    """What whoever is at `address` is in the programme with this code; an owner is one in all. None: nothing there."""
    roles = people.roles(store, address)
    return "owner" if "owner" in roles.values() else roles.get(programme)


def organises(store: Store, address: Address) -> bool:
    """Whether whoever is at `address` organises any programme."""
    return not {"organiser", "owner"}.isdisjoint(people.roles(store, address).values())


def wants(store: Store, address: Address) -> bool:
    """Whether reminders and announcements are welcome at `address`; answers always are."""
    person = people.at(store, address)
    return person is None or not person.stopped


def organisers(store: Store, programme: str) -> list[tuple[Person, tuple[Address, ...]]]:
    """The organisers of the programme with this code, and all owners, with where each can be reached."""
    chosen = people.with_role(store, programme, ("organiser", "owner"))
    return [(person, people.addresses(store, person.id)) for person in chosen]


def memberships(store: Store, person: Person) -> tuple[Membership, ...]:
    """The programmes that a person is in, the first one first."""
    return people.memberships(store, person.id)


def stop(store: Store, address: Address, *, stopped: bool) -> bool:
    """Send whoever is at `address` answers alone, or everything again; False for a guest, who gets nothing else."""
    person = people.at(store, address)
    if person:
        people.stop(store, person.id, stopped=stopped)
    return person is not None


def speak(store: Store, address: Address, language: Language) -> None:
    """Keep the language that whoever is at `address` has chosen; of a guest, the talk remembers it."""
    person = people.at(store, address)
    if person:
        people.speak(store, person.id, language)
