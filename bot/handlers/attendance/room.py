"""How much one attended, asked by participants of themselves and by organisers of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.attendance.drawing import Drawing
from bot.handlers.attendance.said import read
from bot.messages import Choice, Reading, Reply
from bot.services import attendance, people
from bot.texts import short


if TYPE_CHECKING:
    from bot.handlers.attendance.said import Wish
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.members import Enrolled
    from storage.programme import Programme


_ASIDE = Reading(aside=True)
_SAID = ("text", "tap")
_ORGANISING = ("organiser", "owner")
_MOST = 8  # people who are offered, where several have a name


class Room:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def takes(self, turn: Turn) -> bool:
        """Whether it is asked here: what may be meant otherwise is, where whoever asks has no attendance to be told."""
        wish = _wanted(turn)
        if wish is None:
            return False
        if turn.inbound.group:
            return wish.surely
        if wish.names:
            return bool(self._named(turn, wish))
        return wish.surely or self._takes_part(turn)

    def answer(self, turn: Turn) -> Reply:
        wish, say = _wanted(turn), turn.say
        if turn.inbound.group:
            return _aside(say("people.private"))
        person = people.at(turn.store, turn.inbound.address)
        if person is None or wish is None:
            return _aside(f"{say('attendance.guest')}\n{say('people.how')}")
        if wish.names:
            return self._of(turn, person, wish)
        return self._at_risk(turn) if wish.what == "risk" else self._mine(turn, person, wish)

    def _mine(self, turn: Turn, person: Person, wish: Wish) -> Reply:
        found = attendance.mine(turn.store, self._programmes.get, person, turn.now)
        if not found:
            return _aside(turn.say("attendance.not_participant"))
        parts = [Drawing(turn.say, table).own(row) for table, row in found]
        if wish.what == "certificate":
            parts.append(turn.say("attendance.only_this"))
        return _aside("\n\n".join(parts))

    def _at_risk(self, turn: Turn) -> Reply:
        codes = self._organised(turn)
        if not codes:
            return _aside(turn.say("attendance.for_organisers"))
        tables = [attendance.doubtful(turn.store, self._get(turn, code), turn.now) for code in codes]
        return _aside("\n\n".join(Drawing(turn.say, table).at_risk() for table in tables))

    def _of(self, turn: Turn, person: Person, wish: Wish) -> Reply:
        found = self._named(turn, wish)
        if all(member.person == person.id for _, member in found):
            return self._mine(turn, person, wish)
        organised = self._organised(turn)
        found = [each for each in found if each[0].code in organised]
        if not found:
            return _aside(turn.say("attendance.others"))
        if len({member.person for _, member in found}) > 1:
            asks = [(each.name, turn.say("attendance.asks", name=each.name)) for _, each in found[:_MOST]]
            return _aside(turn.say("attendance.several"), *(Choice(short(name), says) for name, says in asks))
        parts = []
        for programme, member in found:
            table, row = attendance.one(turn.store, programme, member.person, turn.now)
            parts.append(Drawing(turn.say, table).of(row))
        return _aside("\n\n".join(parts))

    def _named(self, turn: Turn, wish: Wish) -> list[tuple[Programme, Enrolled]]:
        """Whom the longest name that is one may mean, in each programme that whoever asks has to do with."""
        person = people.at(turn.store, turn.inbound.address)
        if person is None:
            return []
        mine = {each.programme for each in people.memberships(turn.store, person)} | set(self._organised(turn))
        known = [self._get(turn, code) for code in self._programmes.codes(turn.store) if code in mine]
        return [(each, member) for each in known for member in attendance.named(turn.store, each.code, wish.names)]

    def _takes_part(self, turn: Turn) -> bool:
        person = people.at(turn.store, turn.inbound.address)
        held = people.memberships(turn.store, person) if person else ()
        return any(each.role == "participant" for each in held)

    def _organised(self, turn: Turn) -> list[str]:
        store, address = turn.store, turn.inbound.address
        roles = ((code, people.role_of(store, address, code)) for code in self._programmes.codes(store))
        return [code for code, role in roles if role in _ORGANISING]

    def _get(self, turn: Turn, code: str) -> Programme:
        return self._programmes.get(turn.store, code)


def _wanted(turn: Turn) -> Wish | None:
    here = turn.inbound
    return read(here.text) if here.kind in _SAID and not here.data else None


def _aside(text: str, *choices: Choice) -> Reply:
    return Reply(text, choices=choices, reading=_ASIDE)
