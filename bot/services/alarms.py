"""What organisers must know about a platform, said once: it takes nothing more, or nothing that is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import Locked, Quota
from bot.messages import Reply
from bot.outbox import put
from bot.texts import texts
from storage import alarms, people


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.errors import Halt
    from bot.messages import Address


# LINE counts messages by the month of its customers' country.
_HOME = ZoneInfo("Asia/Bangkok")


def ring(store: Store, platform: str, halt: Halt, now: datetime) -> None:
    """Tell every organiser and owner why `platform` rests, if it is for them to do something about it.

    `now` is real time, aware. A used-up month is told once in it, a refused token once a day. They are told where that
    still can reach them; whoever is nowhere else is told there when it can be said.
    """
    local = now.astimezone(_HOME)
    match halt:
        case Quota():
            about, period = "quota", f"{local:%Y-%m}"
        case Locked():
            about, period = "locked", f"{local:%Y-%m-%d}"
        case _:
            return
    if not alarms.is_first(store, f"{about} {platform} {period}", now):
        return
    for listed in people.everybody(store):
        if any(membership.role in ("organiser", "owner") for membership in listed.memberships):
            say = texts(listed.person.language or "th")
            for address in _reached(listed.addresses, platform):
                put(store, address, [Reply(say(f"alarms.{about}", platform=say(f"alarms.name.{platform}")))])


def _reached(addresses: tuple[Address, ...], platform: str) -> tuple[Address, ...]:
    return tuple(address for address in addresses if address.channel != platform) or addresses
