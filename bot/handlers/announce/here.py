"""Who is here and may do what: asked anew with every message and every tap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services import people
from bot.services.log import Deed, note


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.router import Turn
    from bot.services.announce import Announcement
    from bot.services.people import Person
    from bot.services.programme import Programmes


_ORGANISING = ("organiser", "owner")


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who organises the programmes with these codes, at least one."""

    me: Person
    codes: Sequence[str]


def organiser(turn: Turn, programmes: Programmes) -> Here | None:
    """Whoever is here, in a private chat, if they organise anything."""
    store, address = turn.store, turn.inbound.address
    me = None if turn.inbound.group else people.at(store, address)
    if me is None:
        return None
    codes = [code for code in programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]
    return Here(me, codes) if codes else None


def noted(turn: Turn, here: Here, what: str, found: Announcement) -> None:
    """That they have done so (`stopped`, `cancelled`, `declined`): what was done otherwise, its own row proves."""
    note(turn.store, Deed(f"announcement.{what}", turn.now, found.programme, here.me.id, str(found.id)))
