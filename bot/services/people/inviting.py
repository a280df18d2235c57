"""Inviting people: codes for those on the rosters who have not joined yet, links to join by, and taking codes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.errors import Refused
from bot.services.people import codes
from bot.services.people.known import name_key
from storage import invitations, people, programmes
from storage.people import Details, Membership


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.models.people import Role
    from storage.people import Listed, Person
    from storage.programme import Text


AGAIN = timedelta(minutes=15)
_FEW = 5  # names that are listed where several are meant


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that was made for a person, as it is printed; `title` is the programme's, None for all of them."""

    person: Person
    title: Text | None
    code: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom a command is about: those with `role` in `programme` (a code), by their `names`; what is empty says all."""

    programme: str = ""
    names: tuple[str, ...] = ()
    role: Role | None = None


def listed(store: Store, chosen: Chosen) -> list[Listed]:
    """The people chosen. Raises Refused for a name that is nobody's or several people's, and an unknown programme."""
    if chosen.programme:
        programmes.load(store, chosen.programme)
    everybody = [each for each in people.everybody(store) if _membership(each, chosen)]
    if not chosen.names:
        return everybody
    return [_named(everybody, name) for name in chosen.names]


def invite(store: Store, chosen: Chosen, now: datetime, progress: Callable[[int], object] = bool) -> list[Invite]:
    """New codes for those chosen who have not joined yet, and for whoever is named; earlier codes unused are void.

    `progress` is told, now and then, of so many more people done. Raises Refused as `listed` does.
    """
    titles = {programme.code: programme.title for programme in programmes.codes(store)}
    made = []
    for each in listed(store, chosen):
        membership = _membership(each, chosen)
        if membership and (chosen.names or not each.addresses):
            made.append(_new(store, each.person, membership.programme, titles.get(membership.programme), now))
        progress(1)
    return made


def invite_owner(store: Store, name: str, now: datetime) -> Invite:
    """A code for an owner of every programme: somebody known by this name, else somebody new."""
    found = [each for each in people.everybody(store) if name_key(each.person.name) == name_key(name)]
    if len(found) > 1:
        raise Refused("people.several", name=name, found=_names(found))
    person = found[0].person.id if found else people.add(store, Details(" ".join(name.split())))
    people.enrol(store, person, Membership("", "owner"))
    return _new(store, people.get(store, person), "", None, now)


def invite_again(store: Store, person: Person, now: datetime) -> str:
    """A code for somebody who has joined, to join from another app too; good for `AGAIN`."""
    mine = people.memberships(store, person.id)
    programme = mine[0].programme if mine else ""
    code = codes.new()
    invitations.revoke(store, person.id, now, programme)
    invitations.add(store, person.id, programme, codes.digest(code), now, expires_at=now + AGAIN)
    return codes.shown(code)


def revoke(store: Store, chosen: Chosen, now: datetime) -> int:
    """Take back the unused codes of those chosen; says how many that were. Raises Refused as `listed` does."""
    programme = chosen.programme or None
    return sum(invitations.revoke(store, each.person.id, now, programme) for each in listed(store, chosen))


def revoke_code(store: Store, code: str, now: datetime) -> None:
    """Take back one code. Raises Refused where it is none, or was used or taken back before."""
    found = invitations.by_digest(store, codes.digest(code))
    if found is None or not invitations.revoke_one(store, found.id, now):
        raise Refused("people.no_code", found=codes.shown(code))


def line_link(basic_id: str, sentence: str) -> str:
    """Opens a chat with the account in LINE with the sentence typed already; to be sent by the person."""
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote(sentence, safe='')}"


def telegram_link(username: str, code: str) -> str:
    """Opens a chat with the bot in Telegram; the code goes along with the start button."""
    return f"https://t.me/{username}?start={code.replace('-', '')}"


def _new(store: Store, person: Person, programme: str, title: Text | None, now: datetime) -> Invite:
    invitations.revoke(store, person.id, now, programme)
    code = codes.new()
    invitations.add(store, person.id, programme, codes.digest(code), now)
    return Invite(person, title, codes.shown(code))


def _membership(each: Listed, chosen: Chosen) -> Membership | None:
    """What makes somebody one of those chosen: the first that fits."""
    return next(
        (
            mine
            for mine in each.memberships
            if chosen.programme in ("", mine.programme) and chosen.role in (None, mine.role)
        ),
        None,
    )


def _named(everybody: Sequence[Listed], name: str) -> Listed:
    """Whoever has the name, with or without titles; else the only one in whose name it is."""
    wanted = name_key(name)
    found = [each for each in everybody if name_key(each.person.name) == wanted]
    found = found or [each for each in everybody if wanted and wanted in name_key(each.person.name)]
    if not found:
        raise Refused("people.nobody", name=name)
    if len(found) > 1:
        raise Refused("people.several", name=name, found=_names(found))
    return found[0]


def _names(found: Sequence[Listed]) -> str:
    told = [f"{each.person.name} ({each.person.details.organisation or '–'})" for each in found[:_FEW]]
    return ", ".join(told) + ("…" if len(found) > _FEW else "")
