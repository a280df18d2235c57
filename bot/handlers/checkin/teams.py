"""Whoever leads a team checks in others of it; each of them hears of it, and may say that it is not so."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import Refused
from bot.handlers.checkin.drawing import Drawing, aside
from bot.handlers.checkin.reading import polished, read
from bot.handlers.checkin.words import alone, any_of
from bot.messages import Choice
from bot.services import checkin, people
from bot.services.checkin import teams
from bot.texts import short, texts
from bot.thai.naming import Roll


if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.checkin import Entry
    from bot.services.checkin.teams import Team
    from bot.services.people import Person
    from bot.services.programme import Programmes


_TAP = re.compile(r"checkin\.(team|bring|all|object):([0-9]{1,9})")
_OFFERED = 10  # buttons
_TODAY = timedelta(hours=12)  # by when one says in words that one was not there


class Wish(NamedTuple):
    """`number` is that of a person or of a line; `people` were named, or one in whose place `stand_in` came."""

    what: str
    number: int = 0
    people: tuple[int, ...] = ()
    stand_in: str = ""


class Teams:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def said(self, turn: Turn) -> Wish | None:
        here = turn.inbound
        if here.data:
            tapped = _TAP.fullmatch(here.data)
            return Wish(tapped[1], int(tapped[2])) if tapped else None
        if here.kind not in ("text", "tap") or here.group:
            return None
        what = alone("alone", here.text)
        if what == "object":
            me = people.at(turn.store, here.address)
            line = teams.brought(turn.store, me.id, turn.now - _TODAY) if me else None
            return Wish("object", line) if line else None
        if what in ("team", "all"):
            return Wish(what) if what == "team" or self._mine(turn) else None
        return self._named(turn)

    def answer(self, turn: Turn) -> Reply:
        wish, me = self.said(turn), people.at(turn.store, turn.inbound.address)
        if wish is None or me is None:
            return aside(turn.say("checkin.not_for_others"))
        try:
            if wish.what == "object":
                return self._object(turn, me, wish.number)
            return self._offered(turn, me) if wish.what == "team" else self._brought(turn, me, wish)
        except Refused as refused:
            return aside(turn.say(refused.code, **refused.values))

    def offer(self, turn: Turn) -> tuple[Choice, ...]:
        """The button under the answer to whoever has come and may check in others."""
        team = self._mine(turn)
        if team is None or not team.mates:
            return ()
        label = turn.say("checkin.button_team")
        return (Choice(label, label, "checkin.team:0"),)

    def _mine(self, turn: Turn) -> Team | None:
        me = people.at(turn.store, turn.inbound.address)
        return teams.team_of(turn.store, self._programmes.get, me.id, turn.now) if me else None

    def _named(self, turn: Turn) -> Wish | None:
        """เช็กอินให้ ก, ก มาแทน ข: where that names somebody of the team; a mere remark of how it is counts not."""
        ways = [each for each in read(turn.inbound.text) if (each.firm or each.stand_in) and not each.everyone]
        if not ways:
            return None
        team = self._mine(turn)
        if team is None:
            asked = any_of("marks").match(polished(turn.inbound.text))
            return Wish("none") if asked and people.at(turn.store, turn.inbound.address) else None
        roll = Roll((each.person, each.name) for each in team.mates)
        for way in ways:
            named = roll.named(way.who, any_of("between"))
            alone_ = len(named.people) == 1 or not way.stand_in
            if named.people and alone_ and not named.unknown and not named.several and way.status == "present":
                return Wish("named", people=named.people, stand_in=way.stand_in)
        return Wish("team") if ways[0].firm else None

    def _offered(self, turn: Turn, me: Person, lead: str = "") -> Reply:
        """Whom they may check in, a button each."""
        say, team = turn.say, teams.team_of(turn.store, self._programmes.get, me.id, turn.now)
        if team is None:
            raise Refused("checkin.no_team")
        if not team.mates:
            return aside("\n".join(line for line in (lead, say("checkin.team_complete", team=team.name)) if line))
        asks = say("checkin.team_who", team=team.name, count=len(team.mates))
        choices = [
            Choice(short(each.name), each.name, f"checkin.bring:{each.person}") for each in team.mates[:_OFFERED]
        ]
        if len(team.mates) > 1:
            label = say("checkin.button_all")
            choices.append(Choice(label, label, "checkin.all:0"))
        return aside("\n".join(line for line in (lead, asks) if line), *choices)

    def _brought(self, turn: Turn, me: Person, wish: Wish) -> Reply:
        if wish.what == "none":
            raise Refused("checkin.not_for_others")
        chosen = wish.people or (wish.number,)
        if wish.what == "all":
            team = self._mine(turn)
            chosen = tuple(each.person for each in team.mates) if team else ()
        get, say = self._programmes.get, turn.say
        team, lines = teams.bring(turn.store, get, me.id, chosen, turn.now, stand_in=wish.stand_in)
        names = [each.name for each in team.mates if each.person in chosen]
        if not lines:
            return self._offered(turn, me, say("checkin.nothing_to_note"))
        untold = {line.person for line in lines if not self._tell(turn, me, team, line)}
        lead = [say("checkin.team_done", names=", ".join(names), title=Drawing(say, turn.now).title(team.point))]
        if missed := [each.name for each in team.mates if each.person in untold]:
            lead.append(say("checkin.team_untold", names=", ".join(missed)))
        else:
            lead.append(say("checkin.team_told"))
        return self._offered(turn, me, " ".join(lead))

    def _tell(self, turn: Turn, me: Person, team: Team, line: Entry) -> bool:
        """Whoever was checked in hears of it, with a button to say that it is not so; False where nobody is reached."""
        address = teams.reach(turn.store, line.person) if line.person else None
        if address is None:
            return False
        say = texts(teams.spoken_at(turn.store, address))
        draw = Drawing(say, turn.now)
        time = draw.at(line.at, team.point.window)
        text = (
            say("checkin.told_stand_in", leader=me.name, name=line.stand_in, time=time)
            if line.stand_in
            else say("checkin.told", leader=me.name, time=time)
        )
        label = say("checkin.button_object")
        not_so = Choice(label, label, f"checkin.object:{line.id}")
        turn.others.append((address, aside(f"{text}\n{draw.about(team.point)}\n{say('checkin.told_how')}", not_so)))
        return True

    def _object(self, turn: Turn, me: Person, number: int) -> Reply:
        """They were not there: taken back at once, and those who said so hear of it."""
        line, point = teams.objected(turn.store, self._programmes.get, number, me.id, turn.now)
        leader = checkin.name_of(turn.store, line.by) if line.by else ""
        places = [address for _, address in teams.on_duty(turn.store, line.programme)]
        if line.by and (place := teams.reach(turn.store, line.by)):
            places.append(place)
        for place in dict.fromkeys(places):
            say = texts(teams.spoken_at(turn.store, place))
            title = Drawing(say, turn.now).title(point) if point else line.session
            text = say("checkin.objected_told", name=me.name, title=title, leader=leader)
            turn.others.append((place, aside(text)))
        return aside(turn.say("checkin.objected"))
