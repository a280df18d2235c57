"""One pass of the clock: what is due by now is told, once, to those who want it; what came too late is counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.services.reminders.looking import Look, Looking
from bot.services.reminders.telling import Telling
from storage import notices, programmes, recipients, reminders


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session as Store

    from bot.services.reminders.telling import Draw
    from storage.db import Database
    from storage.programme import Programme
    from storage.reminders import Occasion

    Source = Callable[[Store, datetime], Sequence[Occasion]]
    """`source(store, until)`: further occasions that are due by `until`, those that were told too while they last."""


WORK = "clock"
"""What the lead is in: one process at a time plans. In the store, up to when that was done."""
_AFRESH = timedelta(minutes=1)  # by the clock: who is in which programme is looked up anew
_AHEAD = timedelta(days=2)
_NOWHERE = frozenset({"unlinked", "stopped", "closed"})
_KINDS = ("digest", "evening", "nudge", "deadline")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a pass did: how many were told, how many occasions came too late, how many messages were taken back.

    `following` is when something is due next, as far as is known now (aware); None: nothing.
    """

    following: datetime | None
    told: int = 0
    expired: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """All that the occasions depend on. While it is the same, nothing is due before `following`."""

    versions: Mapping[str, int] = field(default_factory=dict)
    wished_at: datetime | None = None
    others: tuple[Occasion, ...] = ()


class Planner:
    """Plans for one process, one pass at a time; in any number of processes nobody is told anything twice.

    `get` gives the programme with a code, `draw` the message that says several things, see Telling.
    """

    def __init__(
        self, database: Database, get: Callable[[Store, str], Programme], sources: Sequence[Source], draw: Draw
    ) -> None:
        self._database = database
        self._sources = sources
        self._looking = Looking(get)
        self._telling = Telling(database, draw)
        self._state = _State()
        self._at: datetime | None = None
        self._following: datetime | None = None

    def plan(self, now: datetime) -> Planned:
        """Tell what is due at `now` (aware), by the clock, which may be set. Next to nothing where nothing is due."""
        now = now.astimezone(UTC)
        with self._database.read() as store:
            state = self._state_at(store, now)
        if self._is_idle(state, now):
            return Planned(self._following)
        changed = [code for code, version in state.versions.items() if self._state.versions.get(code) != version]
        withdrawn = self._withdraw(state, changed) if changed else 0
        self._tell_again(now)
        with self._database.read() as store:
            through = reminders.through(store, WORK)
            look = self._looking.look(store, state.versions, state.others, through, now)
        told = self._telling.tell(look, now) if look.due else 0
        with self._database.write() as store:
            self._note(store, look, now, through)
        self._state, self._at, self._following = state, now, look.following
        return Planned(look.following, told, len(look.late), withdrawn)

    def _state_at(self, store: Store, now: datetime) -> _State:
        others = tuple(each for source in self._sources for each in source(store, now + _AHEAD))
        versions = {each.code: each.version for each in programmes.codes(store)}
        return _State(versions, reminders.wished_at(store), others)

    def _is_idle(self, state: _State, now: datetime) -> bool:
        if self._at is None or state != self._state or not self._at <= now < self._at + _AFRESH:
            return False
        return self._following is None or now < self._following

    def _withdraw(self, state: _State, changed: Sequence[str]) -> int:
        """What waits to be sent and is not so any more is taken back; what is, in other words, is told anew."""
        with self._database.write() as store:
            return sum(self._withdraw_of(store, code, state.versions[code]) for code in changed)

    def _withdraw_of(self, store: Store, code: str, version: int) -> int:
        openings = [f"{kind} {code} ".replace("|", "/") for kind in _KINDS]
        other = self._looking.looks_other(store, code, version)
        waiting = notices.waiting(store, openings)
        if not waiting:
            return 0
        stale = waiting - self._looking.keys(store, code, version)
        # A notice of a change stays as it was told: the next change has a notice of its own.
        among = [f"{kind} " for kind in _KINDS]
        withdrawn, said = notices.take_back(store, openings if other else stale, among)
        withdrawn += notices.cancel(store, stale)
        reminders.undo(store, said | stale)
        return withdrawn

    def _tell_again(self, now: datetime) -> None:
        """What was lost with something that came too late, and is of use still, is due again."""
        with self._database.read() as store:
            lost = reminders.outlived(store, now)
        if lost:
            with self._database.write() as store:
                reminders.undo(store, lost)

    def _note(self, store: Store, look: Look, now: datetime, through: datetime | None) -> None:
        reminders.mark(store, "planned", self._telling.reached(look), now)
        late = {each: _would_have(store, look, each) for each in look.late}
        reminders.mark(store, "expired", late, now)
        if look.due or late or through is None or not through <= now < through + _AFRESH:
            reminders.advance(store, WORK, now)


def _would_have(store: Store, look: Look, late: Occasion) -> int:
    """How many would have been told of it, in time."""
    places = recipients.counted(store, look.who(late))
    return sum(people for place, people in places.items() if place not in _NOWHERE)
