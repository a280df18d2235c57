"""Which sessions of a programme somebody asks for leave from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.services import leave
from bot.services.ask.select import on


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.handlers.leave.reading import Wanted
    from bot.services.ask import Guide
    from bot.services.leave import Part
    from bot.thai.dates import When
    from storage.programme import Programme, Session


@dataclass(frozen=True, slots=True)
class Meant:
    """What of the programme is meant: parts to come, and such as have begun. `days` are those that were said."""

    ahead: tuple[Part, ...] = ()
    begun: tuple[Part, ...] = ()
    days: tuple[tuple[date, date], ...] = ()


def meant(wanted: Wanted, guide: Guide, programme: Programme, now: datetime) -> Meant:
    """The sessions that are meant, of those where it matters who is there."""
    held = tuple(session for session in guide.held if leave.counts(session))
    pool = tuple(session for session in held if session.code in wanted.codes) if wanted.codes else held
    if not wanted.whens:
        ahead, begun = leave.split(programme, pool if wanted.codes else (), (), now)
        return Meant(ahead, begun)
    for sessions in (pool, held) if wanted.codes else (held,):
        read = _on(wanted.whens, guide, sessions, programme, now)
        if read.ahead or read.begun:
            return read
    return read


def _on(whens: Sequence[When], guide: Guide, pool: Sequence[Session], programme: Programme, now: datetime) -> Meant:
    """In another fair reading of a day only where that has sessions to come."""
    coming = [session for session in pool if session.end > now]
    sessions, used = on(whens, guide, coming)
    ahead, begun = leave.split(programme, sessions, _days(used), now)
    if not ahead:
        used = tuple(replace(when, others=()) for when in whens)
        ahead, begun = leave.split(programme, on(used, guide, pool)[0], _days(used), now)
    return Meant(ahead, begun, _days(used))


def _days(whens: Iterable[When]) -> tuple[tuple[date, date], ...]:
    return tuple((when.first, when.last) for when in whens if when.first and when.last)
