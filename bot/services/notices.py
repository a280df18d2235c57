"""What people are told unasked, and that they know it: the button for that, and what it notes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.messages import Choice
from storage import notices, people, programmes


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from bot.texts import Texts


OPENS = "ack:"
"""Opens the data of the button."""
_BETWEEN = "|"  # no key has it, see storage.notices
_HOME = "Asia/Bangkok"


def acknowledge_choice(say: Texts, keys: Sequence[str]) -> Choice:
    """The button by which somebody says that they know what `keys` name."""
    label = say("notices.button_acknowledge")
    return Choice(label, label, OPENS + _BETWEEN.join(keys))


def tapped(data: str) -> tuple[str, ...]:
    """The keys on such a button."""
    return tuple(data.removeprefix(OPENS).split(_BETWEEN))


def just_told(store: Store, address: Address) -> tuple[str, ...]:
    """The keys of what the last message at `address` told, where it is not known that they know."""
    return notices.unacknowledged(store, address)


def acknowledge(store: Store, address: Address, keys: Sequence[str], now: datetime) -> datetime | None:
    """Since when whoever is at `address` knows what `keys` name, `now` at the latest; None: they were not told."""
    return notices.acknowledge(store, address, keys, now)


def zone_of(store: Store, address: Address) -> tzinfo:
    """The zone of the first programme that whoever is at `address` is in."""
    person = people.at(store, address)
    mine = {each.programme for each in people.memberships(store, person.id)} if person else set()
    zones = (each.timezone for each in programmes.codes(store) if each.code in mine)
    return ZoneInfo(next(zones, _HOME))
