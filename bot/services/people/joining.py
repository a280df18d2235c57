"""Joining by a code: once, not by guessing, and only after the privacy notice was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from bot.services.people import codes
from storage import audit, invitations, people, people_said
from storage.audit import Deed


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.invitations import Invitation
    from storage.people import Person


NOTICE = 4
"""The version of the privacy notice in locales/; to be raised with every change of what it says."""

_TRIES, _TRIES_WITHIN = 5, timedelta(minutes=15)  # wrong codes from one address
# And from all whom we do not know. Of five thousand codes one is hit in twenty thousand such hours; but the slips of an
# opening day, or the tries of a few who want nobody to join, do not lock everybody out.
_ALL_TRIES, _ALL_WITHIN = 1000, timedelta(hours=1)

Refusal = Literal["slow", "busy", "wrong", "used", "revoked", "late", "mine", "taken"]
"""Why nobody joins: too many wrong codes, from here or from everywhere; no such code; used by another; taken back; no
longer good; used here, or by the same person; this address is somebody else's."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a code invites to which programme (its code, "" for all). `agreed`: to the privacy notice, before.

    `invitation` is the digest of the code: a row's id may be another's by the time that somebody agrees.
    """

    invitation: str
    person: Person
    programme: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined which programme. `left`: from which address in the same channel, which is nobody's now."""

    person: Person
    programme: str
    left: tuple[Address, ...]


def look(store: Store, address: Address, code: str, now: datetime) -> Invited | Refusal:
    """Whom `code` invites, if it may still be used at `address`. A wrong code counts as a guess."""
    if guesses := _guesses(store, address, now):
        return guesses
    digest = codes.digest(code)
    found = invitations.by_digest(store, digest)
    if found is None:
        invitations.note_wrong(store, address, now)
        return "wrong"
    return _checked(store, address, found, digest, now)


def join(store: Store, address: Address, invitation: str, now: datetime) -> Joined | Refusal:
    """Use an invitation that was looked up, by somebody who has agreed to the notice: the address is theirs now."""
    found = invitations.by_digest(store, invitation)
    if found is None:
        return "revoked"
    invited = _checked(store, address, found, invitation, now)
    if not isinstance(invited, Invited):
        return invited
    if not invitations.use(store, found.id, address.channel, now):
        return "used"
    if not invited.agreed:
        people.agree(store, invited.person.id, NOTICE, now)
        given = {"version": NOTICE, "channel": address.channel}
        audit.note(store, Deed("consent.given", now, found.programme, invited.person.id, "", invited.person.id, given))
    left = people.link(store, invited.person.id, address)
    for place in left:  # what was said there would be out of the reach of whoever said it
        people_said.erase_messages(store, place)
        people_said.end_talk(store, place)
    return Joined(invited.person, invited.programme, left)


def _guesses(store: Store, address: Address, now: datetime) -> Refusal | None:
    if invitations.wrong_since(store, now - _TRIES_WITHIN, address) >= _TRIES:
        return "slow"
    many = invitations.wrong_since(store, now - _ALL_WITHIN) >= _ALL_TRIES
    return "busy" if many and people.at(store, address) is None else None


def _checked(store: Store, address: Address, found: Invitation, digest: str, now: datetime) -> Invited | Refusal:
    here = people.at(store, address)
    if found.used:
        return "mine" if here and here.id == found.person else "used"
    if found.revoked:
        return "revoked"
    if found.expires_at and now > found.expires_at:
        return "late"
    if here and here.id != found.person:
        return "taken"
    person = people.get(store, found.person)
    return Invited(digest, person, found.programme, person.consent == NOTICE)
