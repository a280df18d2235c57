"""A hall with somebody at its door: people show their own codes there, or say their names."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from bot.services.checkin import finding, personal, scanning
from bot.services.checkin.scanning import Scan
from storage import checkins
from storage.boards import Place
from tests.services.hall import Hall


if TYPE_CHECKING:
    from bot.services.checkin.finding import Found
    from bot.services.checkin.scanning import Scanned
    from storage.checkins import Entry
    from storage.db import Database
    from storage.programme import Programme


class Door(Hall):
    """Sam is a scanner and Olga an organiser in the first programme."""

    def __init__(self, *about: Programme | str, database: Database | None = None) -> None:
        super().__init__(*about, database=database)
        self.joins("sam", self._codes[0], role="scanner")
        self.joins("olga", self._codes[0], role="organiser")
        self._scans = count(1)
        self.asked: list[str] = []
        """The statements that the last scan took."""

    def at(self, moment: str) -> Door:
        super().at(moment)
        return self

    def own(self, name: str, programme: str = "") -> str:
        """The code that somebody is shown when they ask for it now."""
        with self.database.write() as store:
            day = personal.day_of(self.get(store, programme or self._codes[0]), self.now)
            return personal.made(personal.secret(store), self.people[name], day)

    def scans(
        self, code: str = "", *, by: str = "sam", session: str = "a", ago: timedelta = timedelta(), **more: Any
    ) -> Scanned:
        """`by` has scanned `code`, so long ago; `point` and `what` are of the place, the rest of the scan."""
        place = Place(self._codes[0], session, more.pop("point", ""), more.pop("what", "in"))
        nonce = more.pop("nonce", f"n{next(self._scans)}")
        new = Scan(self.people[by], place, self.now - ago, self.now, nonce, code, **more)
        self.asked = []
        with self.database.write() as store:
            event.listen(store.connection(), "before_cursor_execute", lambda *call: self.asked.append(call[2]))
            return scanning.scan(store, self.get, new)

    def finds(self, typed: str, *, by: str = "sam", least: int = finding.LETTERS) -> list[Found] | None:
        with self.database.write() as store:
            return finding.find(store, self._codes[0], typed, by, least)

    def takes_back(self, nonce: str, *, by: str = "sam") -> Entry:
        with self.database.write() as store:
            return scanning.take_back(store, self.people[by], nonce, self.now)

    def log(self, session: str = "a") -> list[Entry]:
        with self.database.read() as store:
            return checkins.everything(store, self._codes[0], session)
