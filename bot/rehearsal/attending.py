"""Attendance in a rehearsal: boards are opened, players check in by their codes, and points close, all by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.handlers.attendance import Drawing
from bot.services import checkin
from bot.services.attendance import SETTLES, Warner
from bot.services.checkin import Attempt, Place, codes
from storage import boards


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.rehearsal.cast import Player
    from storage.db import Database
    from storage.programme import Programme

    Get = Callable[[Store, str], Programme]


_EARLY = _LATE = timedelta(minutes=5)
_INSTANT = timedelta(seconds=1)


class _Coming(NamedTuple):
    """At that moment these come to a point of a session."""

    at: datetime
    place: Place
    players: tuple[Player, ...]


class Attending:
    """Whoever is registered comes in time, but for those who are `late`, and who `misses` all but the first day."""

    def __init__(self, programme: Programme, players: Sequence[Player], database: Database, get: Get) -> None:
        self._database = database
        self._get = get
        self._warner = Warner(database, get, Drawing)
        self._coming: list[_Coming] = []
        self._moments: set[datetime] = set()
        there = [player for player in players if not player.absent]
        settings = checkin.settings_of(programme)
        points = [
            (session, window)
            for session in programme.sessions
            if checkin.counts(session)
            for window in checkin.windows(session, settings)
        ]
        first = min((window.starts.date() for _, window in points), default=None)
        for session, window in points:
            place = Place(programme.code, session.code, window.code)
            today = [each for each in there if not each.misses or window.starts.date() == first]
            late = tuple(each for each in today if each.late)
            in_time = tuple(each for each in today if not each.late)
            self._coming.append(_Coming(max(window.opens, window.starts - _EARLY), place, in_time))
            self._coming.append(_Coming(min(window.late + _LATE, window.closes), place, late))
            self._moments |= {window.closes + _INSTANT, window.closes + SETTLES + _INSTANT}
        self._moments |= {each.at for each in self._coming}

    def next(self, after: datetime) -> datetime | None:
        """When something of this happens next."""
        return min((moment for moment in self._moments if moment > after), default=None)

    def go_on(self, now: datetime) -> None:
        """All of it that happens now; who is to be warned, is."""
        coming = [each for each in self._coming if each.at == now]
        if coming or now in self._moments:
            with self._database.write() as store:
                for each in coming:
                    self._come(store, each)
                checkin.close_due(store, self._get, now)
        self._warner.warn(now)

    def _come(self, store: Store, coming: _Coming) -> None:
        board = boards.open_one(store, coming.place, coming.at)
        code = codes.shown(board.secret, coming.at)
        for player in coming.players:
            nonce = f"{player.address.chat} {coming.place.session} {coming.place.point}"
            checkin.check_in(store, self._get, Attempt(player.address, code, coming.at, coming.at, nonce))
