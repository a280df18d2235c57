"""What is due at a moment, what came too late, and what comes next; for every way in which people want it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from bot.services.reminders.occasions import occasions
from bot.services.reminders.timetable import Timetable
from storage import reminders
from storage.reminders import Wishes


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme
    from storage.reminders import Occasion


JOINED = timedelta(minutes=5)
"""Who is told something now is also told what is due in so long, in the same message."""
_LONGEST = timedelta(days=61)  # that a reminder is of use


@dataclass(frozen=True, slots=True)
class Look:
    """`due` are to be told now, `soon` to those who are told something anyway; `late` are of no use any more.

    `wanted` says of each who wants it, by their ways; None: everybody in its programme.
    """

    due: tuple[Occasion, ...]
    soon: tuple[Occasion, ...]
    late: tuple[Occasion, ...]
    wanted: Mapping[Occasion, frozenset[Wishes] | None]
    following: datetime | None

    def who(self, occasion: Occasion) -> Select[int]:
        """Everybody who is to be told: the statement that gives their ids."""
        ways = self.wanted[occasion]
        here = occasion.programme
        return reminders.members([here]) if ways is None else reminders.members_who([here], ways)

    def concerned(self) -> Select[int]:
        """All who are to be told something that is due; where that is most people, all of their programmes."""
        ways = [self.wanted[each] for each in self.due]
        programmes = {each.programme for each in self.due}
        if any(each is None or Wishes() in each for each in ways):
            return reminders.members(programmes)
        return reminders.members_who(programmes, frozenset[Wishes]().union(*(each for each in ways if each)))


class Looking:
    """Keeps what it has worked out of each programme until that has another version."""

    def __init__(self, get: Callable[[Store, str], Programme]) -> None:
        self._get = get
        self._timetables: dict[str, tuple[int, Timetable]] = {}
        self._made: dict[str, dict[Wishes, tuple[Occasion, ...]]] = {}

    def look(
        self,
        store: Store,
        versions: Mapping[str, int],
        others: Iterable[Occasion],
        through: datetime | None,
        now: datetime,
    ) -> Look:
        """What there is at `now`. `through` is up to when everything was seen to; None: nothing ever, so none is late.

        `others` are told to everybody in their programmes.
        """
        since = min(through or now, now)
        wanted, following = self._wanted(store, versions, since, now)
        wanted |= {each: None for each in others if since < each.expires_at}
        following += [each.due_at for each in others if each.due_at > now]
        seen, restored = reminders.marked(store, wanted, now), reminders.restored(store, now)
        unseen = (each for each in wanted if (each.key, each.due_at) not in seen)
        fresh = sorted(
            (each for each in unseen if restored is None or restored < each.due_at),
            key=lambda each: (each.due_at, each.key),
        )
        return Look(
            due=tuple(each for each in fresh if each.due_at <= now < each.expires_at),
            soon=tuple(each for each in fresh if now < each.due_at <= now + JOINED),
            late=tuple(
                each for each in fresh if each.expires_at <= now and through is not None and through < each.due_at
            ),
            wanted={each: None if (ways := wanted[each]) is None else frozenset(ways) for each in fresh},
            following=min(following, default=None),
        )

    def looks_other(self, store: Store, code: str, version: int) -> bool:
        """Whether reminders of the programme may say something else than in the version that was last looked at."""
        known = self._timetables.get(code)
        if known is None or known[0] == version:
            return False
        before, after = known[1].programme, self._get(store, code)
        return replace(before, faqs=(), contacts=()) != replace(after, faqs=(), contacts=())

    def keys(self, store: Store, code: str, version: int) -> set[str]:
        """The keys of all the programme's reminders, past ones too."""
        ways = reminders.profiles(store, [code])[code]
        return {each.key for each in chain.from_iterable(self._all(store, code, version, ways).values())}

    def _wanted(
        self, store: Store, versions: Mapping[str, int], since: datetime, now: datetime
    ) -> tuple[dict[Occasion, set[Wishes] | None], list[datetime]]:
        """What may be due, late or soon, with those who want it; and when each way has something next."""
        wanted: defaultdict[Occasion, set[Wishes]] = defaultdict(set)
        following = []
        profiles = reminders.profiles(store, versions)
        for code, version in versions.items():
            for wishes, made in self._all(store, code, version, profiles[code]).items():
                first = bisect_right(made, since - _LONGEST, key=_due)
                last = bisect_right(made, now + JOINED, key=_due)
                for each in made[first:last]:
                    if since < each.expires_at:
                        wanted[each].add(wishes)
                following += [each.due_at for each in made[bisect_right(made, now, key=_due) :][:1]]
        return dict(wanted), following

    def _all(
        self, store: Store, code: str, version: int, ways: Collection[Wishes]
    ) -> dict[Wishes, tuple[Occasion, ...]]:
        known = self._timetables.get(code)
        if known is None or known[0] != version:
            known = self._timetables[code] = (version, Timetable(self._get(store, code)))
            self._made[code] = {}
        made = self._made[code]
        self._made[code] = {way: made.get(way) or occasions(known[1], way) for way in ways}
        return self._made[code]


def _due(occasion: Occasion) -> datetime:
    return occasion.due_at


def by_way(occasions_: Sequence[Occasion], look: Look) -> dict[tuple[str, Wishes | None], list[Occasion]]:
    """The occasions by programme and way; under None those for everybody."""
    found: defaultdict[tuple[str, Wishes | None], list[Occasion]] = defaultdict(list)
    for each in occasions_:
        for way in look.wanted[each] or [None]:
            found[each.programme, way].append(each)
    return found
