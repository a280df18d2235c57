"""Warning those who come close to missing too much, once for each level; and organisers of all of these, once a day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.messages import Reading, Reply
from bot.services.attendance.columns import columns
from bot.services.attendance.doubtful import doubtful
from bot.services.attendance.standing import LEVELS, Standings, at_risk
from bot.texts import texts
from storage import audiences, checkins, notices, programmes, recipients
from storage.audiences import Audience
from storage.db import Conflict
from storage.outbox import Batch
from storage.reminder_settings import quiet_until


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language
    from bot.services.attendance.standing import Level
    from bot.services.attendance.table import Row, Table
    from bot.texts import Texts
    from storage.db import Database
    from storage.programme import Programme
    from storage.recipients import Recipient

    Get = Callable[[Store, str], Programme]


SETTLES = timedelta(minutes=30)
"""For which nobody is warned after a point was closed: who signed on paper is typed in meanwhile."""
_FRESH = timedelta(days=7)  # nobody is warned of what they missed longer ago
_LASTS = timedelta(days=3)
_SLICE = 50  # people a transaction: answers wait for it


class Words(Protocol):
    """What is said of a table."""

    def warning(self, row: Row) -> str: ...
    def at_risk(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Due:
    """Whom to warn of what, in one programme. `listed` are the keys of the organisers' list; none: nothing is new."""

    table: Table
    rows: Sequence[tuple[Row, Level]]
    listed: tuple[str, ...]


class Warner:
    """Looks at a programme when something was noted in it, or its file or the day is another.

    In any number of processes nobody is warned twice. `draw` gives what is said of a table.
    """

    def __init__(self, database: Database, get: Get, draw: Callable[[Texts, Table], Words]) -> None:
        self._database = database
        self._get = get
        self._draw = draw
        self._seen: dict[str, tuple[int, int, date]] = {}

    def warn(self, now: datetime) -> int:
        """Warn whoever is to be warned at `now` (aware), by the clock; says how many messages that are."""
        with self._database.read() as store:
            due = list(self._due(store, now))
        return sum(self._tell(each, now) for each in due)

    def _due(self, store: Store, now: datetime) -> Iterator[_Due]:
        for listed in programmes.codes(store):
            today = now.astimezone(ZoneInfo(listed.timezone)).date()
            state = (checkins.newest(store, listed.code), listed.version, today)
            if not state[0] or self._seen.get(listed.code) == state:
                continue
            programme = self._get(store, listed.code)
            if quiet_until(programme, now):
                continue
            points = columns(store, programme, now)
            if any(now - SETTLES < each.window.closes for each in points if each.held):
                continue
            found = doubtful(store, programme, now, points)
            self._seen[listed.code] = state
            yield _Due(found, _to_warn(store, found, now), _to_list(store, found, today, now))

    def _tell(self, due: _Due, now: datetime) -> int:
        try:
            told = sum(
                self._warn_some(due.table, due.rows[first : first + _SLICE], now)
                for first in range(0, len(due.rows), _SLICE)
            )
            return told + (self._list(due, now) if due.listed else 0)
        except Conflict:  # another process is just telling them
            self._seen.pop(due.table.programme.code, None)
            return 0

    def _warn_some(self, found: Table, rows: Sequence[tuple[Row, Level]], now: datetime) -> int:
        by_person = {row.member.person: (row, level) for row, level in rows}
        programme, told = found.programme, 0
        with self._database.write() as store:
            before = _told(store, programme.code)
            for each in recipients.chosen(store, audiences.who(programme.code, Audience(people=tuple(by_person)))):
                row, level = by_person[each.person]
                if not before[level] & {each.person}:
                    text = self._draw(texts(each.language or programme.language), found).warning(row)
                    told += notices.tell(store, [_key(programme.code, level)], [each], _batch(text, now))
        return told

    def _list(self, due: _Due, now: datetime) -> int:
        """The one list that all organisers get, in the language of each."""
        programme = due.table.programme
        with self._database.write() as store:
            who = audiences.who(programme.code, Audience(roles=("organiser",)))
            by_language: defaultdict[Language, list[Recipient]] = defaultdict(list)
            before = set().union(*notices.told(store, due.listed).values())
            for each in recipients.chosen(store, who):
                if each.person not in before:
                    by_language[each.language or programme.language].append(each)
            return sum(
                notices.tell(store, due.listed, some, _batch(self._draw(texts(language), due.table).at_risk(), now))
                for language, some in by_language.items()
            )


def _to_warn(store: Store, found: Table, now: datetime) -> list[tuple[Row, Level]]:
    """Those who have newly come to a level, or to a worse one than they were warned of."""
    before, standings = _told(store, found.programme.code), Standings(found)
    levels = ((row, standings.of(row.figures).level) for row in found.rows)
    return [
        (row, level)
        for row, level in levels
        if level and row.member.person not in before[level] and now - _FRESH < row.figures.missed[-1].window.closes
    ]


def _told(store: Store, code: str) -> dict[Level, set[int]]:
    """Who was warned of each level, or of a worse one."""
    told = notices.told(store, [_key(code, level) for level in LEVELS])
    return {
        level: set().union(*(told[_key(code, worse)] for worse in LEVELS[place:])) for place, level in enumerate(LEVELS)
    }


def _to_list(store: Store, found: Table, today: date, now: datetime) -> tuple[str, ...]:
    """The keys of today's list; none where it is empty, old, was told, or another was told today."""
    listed = at_risk(found)
    fresh = any(now - _FRESH < row.figures.missed[-1].window.closes for row, _ in listed)
    said = "\n".join(f"{row.member.person} {how.level} {len(row.figures.missed)}" for row, how in listed)
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    keys = tuple(_key(found.programme.code, f"list {name}") for name in (today.isoformat(), digest))
    return keys if fresh and not any(notices.told(store, keys).values()) else ()


def _key(code: str, what: str) -> str:
    return f"attendance {code} {what}".replace("|", "/")


def _batch(text: str, now: datetime) -> Batch:
    return Batch(Reply(text, reading=Reading(aside=True)), expires_at=now + _LASTS)
