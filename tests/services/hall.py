"""A hall in which people check in, at moments on the clock of Bangkok.

hall = Hall(course(lesson("a", "2026-01-05T09:00")), "ann", "ben")
hall.at("2026-01-05T08:55").enters("ann")
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.services import checkin
from bot.services.checkin import Attempt, Place, codes
from bot.services.programme import Programmes
from storage import boards, checkins, people, programmes
from storage.people import Details, Membership
from tests.services.season import BANGKOK
from tests.stores import in_memory


if TYPE_CHECKING:
    from bot.services.checkin import Result, State
    from storage.db import Database
    from storage.models import Role
    from storage.programme import Programme


class Hall:
    """Everybody is a participant in all of the programmes, with a chat in LINE by their name."""

    def __init__(self, *about: Programme | str, database: Database | None = None) -> None:
        self.database = database or in_memory()
        self.get = Programmes().get
        self.people: dict[str, int] = {}
        self.now = datetime(2026, 1, 1, tzinfo=BANGKOK)
        self._events = count(1)
        self._codes = [each.code for each in about if not isinstance(each, str)]
        with self.database.write() as store:
            for each in about:
                if not isinstance(each, str):
                    programmes.save(store, each)
        for each in about:
            if isinstance(each, str):
                self.joins(each, *self._codes)

    def joins(self, name: str, *into: str, role: Role = "participant", team: str = "", leads: bool = False) -> int:
        with self.database.write() as store:
            person = self.people.get(name) or people.add(store, Details(name))
            people.link(store, person, Address("line", name))
            for code in into:
                people.enrol(store, person, Membership(code, role, team, leads=leads))
        self.people[name] = person
        return person

    def at(self, moment: str) -> Hall:
        self.now = datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)
        return self

    def opens(self, session: str, point: str = "", *, programme: str = "", what: str = "in") -> None:
        with self.database.write() as store:
            place = Place(programme or self._codes[0], session, point, what)  # type: ignore[arg-type] # "in" or "out"
            boards.open_one(store, place, self.now)

    def code(self, session: str, point: str = "", what: str = "in") -> str:
        """The code that the board shows now."""
        with self.database.read() as store:
            found = [
                each for each in boards.opened(store) if (each.place.session, each.place.point) == (session, point)
            ]
        return codes.shown(next(each.secret for each in found if each.place.what == what), self.now)

    def tries(
        self, name: str, code: str, *, sent: timedelta = timedelta(), nonce: str = "", moves: bool = False
    ) -> Result:
        """`name` sends `code`, so long ago."""
        nonce = nonce or f"e{next(self._events)}"
        attempt = Attempt(Address("line", name), code, self.now - sent, self.now, nonce, moves)
        with self.database.write() as store:
            return checkin.check_in(store, self.get, attempt)

    def states(self, programme: str = "") -> dict[tuple[str, str, str], State]:
        """By session, point and name."""
        names = {person: name for name, person in self.people.items()}
        with self.database.read() as store:
            found = checkin.states(checkins.counted(store, programme or self._codes[0]))
        return {(session, point, names[person]): state for (session, point, person), state in found.items()}

    def statuses(self, programme: str = "") -> dict[str, str]:
        """`session name` or `session/point name`, and how it is."""
        found = self.states(programme).items()
        return {f"{session}{'/' if point else ''}{point} {name}": each.status for (session, point, name), each in found}

    def closes(self) -> list[tuple[str, str, str]]:
        """The clock is looked at."""
        with self.database.write() as store:
            return checkin.close_due(store, self.get, self.now)
