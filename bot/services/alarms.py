"""What organisers must know about a platform, said once: it takes nothing more, or soon nothing that is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Locked, Quota
from bot.messages import Reply
from bot.outbox import put
from bot.texts import texts
from storage import alarms, people, quotas
from storage.quotas import HOME, Seen, month_of


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.errors import Halt
    from bot.messages import Address
    from bot.texts import Texts


_LOW = 80  # per cent of the month's messages
_RESERVE = 20  # per cent of them, unless it is set


def ring(store: Store, platform: str, halt: Halt, now: datetime) -> None:
    """Tell every organiser and owner why `platform` rests, if it is for them to do something about it.

    `now` is real time, aware. A used-up month is told once in it, a refused token once a day. They are told where that
    still can reach them; whoever is nowhere else is told there when it can be said.
    """
    match halt:
        case Quota():
            _used_up(store, platform, now)
        case Locked():
            _tell_once(store, platform, f"locked {platform} {now.astimezone(HOME):%Y-%m-%d}", now, "locked")


def watch(store: Store, platform: str, month: tuple[int | None, int], reserve: int | None, now: datetime) -> None:
    """Keep what a platform says of the `month` at `now` (real time): its paid messages, None without a limit; the used.

    Organisers and owners are told, once each: when 80 % are used, when all are, when there are fewer than there were.
    `reserve` is how many are kept for what cannot wait; None: a fifth.
    """
    most, used = month
    kept = min(most, -(-most * _RESERVE // 100) if reserve is None else reserve) if most is not None else 0
    seen = Seen(most, used, kept, month_of(now), now)
    before = quotas.keep(store, platform, seen)
    if most is None:
        return
    if before and (before.most is None or most < before.most):
        _shrunk(store, platform, before.most, seen)
    if used >= most:
        _used_up(store, platform, now)
    elif 100 * used >= _LOW * most:
        key = f"low {platform} {seen.month} {most}"  # of a larger plan it is told anew
        _tell_once(store, platform, key, now, "low", used=used, most=most, left=most - used)


def _used_up(store: Store, platform: str, now: datetime) -> None:
    _tell_once(store, platform, f"quota {platform} {month_of(now)}", now, "quota")


def _shrunk(store: Store, platform: str, before: int | None, seen: Seen) -> None:
    key = f"shrunk {platform} {before} {seen.most} {seen.seen_at:%Y-%m-%d}"
    if before is None:
        _tell_once(store, platform, key, seen.seen_at, "limited", most=seen.most, used=seen.used)
    else:
        _tell_once(store, platform, key, seen.seen_at, "shrunk", before=before, most=seen.most, used=seen.used)


def _tell_once(store: Store, platform: str, key: str, now: datetime, about: str, **figures: int | None) -> None:
    """Tell every organiser and owner, each in their own language, unless they were told under this key already."""
    if not alarms.is_first(store, key, now):
        return
    for listed in people.everybody(store):
        if any(membership.role in ("organiser", "owner") for membership in listed.memberships):
            reply = Reply(_words(texts(listed.person.language or "th"), platform, now, about, figures))
            for address in _reached(listed.addresses, platform):
                put(store, address, [reply])


def _words(say: Texts, platform: str, now: datetime, about: str, figures: dict[str, int | None]) -> str:
    today = now.astimezone(HOME).date()
    numbers = {name: f"{number:,}" for name, number in figures.items()}
    about = f"alarms.{about}"
    return say(about, platform=say(f"alarms.name.{platform}"), day=say.day(today), month=say.month(today), **numbers)


def _reached(addresses: tuple[Address, ...], platform: str) -> tuple[Address, ...]:
    """Where it costs nothing and is heard; all there is, where there is no such place."""
    return tuple(address for address in addresses if address.channel not in (platform, "web")) or addresses
