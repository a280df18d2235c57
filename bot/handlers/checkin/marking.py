"""Organisers note who was there: read, asked about where it is not clear, shown, confirmed, and taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.checkin.asked import Wanted, interrupted, keep, wanted
from bot.handlers.checkin.drawing import Drawing, aside
from bot.handlers.checkin.memory import forget
from bot.handlers.checkin.names import Names
from bot.handlers.checkin.reading import read
from bot.handlers.checkin.words import alone
from bot.messages import Choice
from bot.services import checkin, people
from bot.services.checkin import Mark, Place
from bot.texts import short


if TYPE_CHECKING:
    from datetime import datetime

    from bot.handlers.checkin.points import Points
    from bot.handlers.checkin.reading import Said
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.checkin import Enrolled, Entry, Point, State
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from bot.thai.naming import Named


_TAP = re.compile(r"checkin\.(yes|no|who|which|undo):([0-9]{1,9})")
_ORGANISING = ("organiser", "owner")
_NAMED = 12  # people who are listed
_OFFERED = 10  # buttons
_LONGEST = 300  # letters of a reason


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: a button's or its words', with a number; a command `read` in the programme `code`; a reason."""

    what: str
    number: int = 0
    code: str = ""
    read: Said | None = None
    named: Named | None = None


class Marking:
    def __init__(self, programmes: Programmes, points: Points) -> None:
        self._programmes, self._points = programmes, points
        self._names = Names(programmes)

    def said(self, turn: Turn) -> Wish | None:
        """What is wanted of this; None: nothing."""
        here = turn.inbound
        if here.data:
            tapped = _TAP.fullmatch(here.data)
            return Wish(tapped[1], int(tapped[2])) if tapped else None
        if here.kind != "text" or here.group:
            return None
        if (undoing := alone("alone", here.text)) in ("undo", "back"):
            return Wish("undo") if _last(turn) or (undoing == "undo" and self.organised(turn)) else None
        ways = read(here.text)
        command = self._command(turn, ways) if ways else None
        asked = wanted(turn)
        if asked is None or asked.aside:
            return command
        going_on = self._going_on(turn, asked, is_command=command is not None)
        if going_on is None and command is None:
            interrupted(turn)
        return going_on or command

    def answer(self, turn: Turn) -> Reply:
        wish, me, codes = self.said(turn), people.at(turn.store, turn.inbound.address), self.organised(turn)
        if wish and me and wish.what == "undo":  # whatever they have noted, as leaders of a team too
            return self._undo(turn, me, wish.number)
        if wish is None or me is None or not codes:
            return aside(turn.say("checkin.organisers_only"))
        if wish.what == "command":
            return self._begun(turn, wish)
        asked = wanted(turn)
        if asked is None or asked.programme not in codes:
            return aside(turn.say("checkin.expired"))
        if wish.what == "no":
            forget(turn)
            return aside(turn.say("checkin.dropped"))
        return self._answered(turn, me, asked, wish)

    def organised(self, turn: Turn) -> list[str]:
        """The codes of the programmes that whoever is here organises, that of the talk first."""
        store, address, mine = turn.store, turn.inbound.address, turn.talk.programme
        found = [code for code in self._programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]
        return sorted(found, key=lambda code: code != mine)

    def _going_on(self, turn: Turn, asked: Wanted, *, is_command: bool) -> Wish | None:
        """What was typed is an answer to what was asked."""
        text = turn.inbound.text
        answer = alone("confirm", text)
        if answer == "no":
            return Wish("no")
        if asked.asks == "confirm":
            return Wish("yes", asked.number) if answer == "yes" else None
        if asked.asks == "reason":
            return None if is_command else Wish("reason")
        if asked.asks == "who":
            (_, some), *_ = asked.several
            person = self._names.one_of(turn, asked.programme, some, text)
            return Wish("who", person) if person else None
        found = self._points.matching(turn, asked.programme, text, asked.points)
        return Wish("which", asked.points.index(found[0])) if len(found) == 1 else None

    def _command(self, turn: Turn, ways: list[Said]) -> Wish | None:
        """The first way to read it in which all the names are somebody's; else that which was said as a command."""
        found: Wish | None = None
        for code in self.organised(turn):
            for way in ways:
                named = self._names.meant(turn, code, way.who)
                wish = Wish("command", code=code, read=way, named=named)
                if not named.unknown and (way.everyone or named.people or named.several):
                    return wish
                found = found or (wish if way.firm else None)
        return found

    def _begun(self, turn: Turn, wish: Wish) -> Reply:
        said, named = wish.read, wish.named
        if said is None or named is None:
            return aside(turn.say("checkin.expired"))
        if named.unknown:
            return aside(turn.say("checkin.nobody", names=", ".join(named.unknown)))
        if said.stand_in and (len(named.people) + len(named.several)) > 1:
            return aside(turn.say("checkin.one_stand_in"))
        points = self._points.meant(turn, wish.code, said.about)
        if not points:
            return aside(turn.say("checkin.no_point"))
        asked = Wanted(wish.code, said.status, named.people, named.several, said.everyone, points)
        return self._next(turn, replace(asked, stand_in=said.stand_in, reason=said.reason))

    def _answered(self, turn: Turn, me: Person, asked: Wanted, wish: Wish) -> Reply:
        if wish.what == "who" and asked.asks == "who":
            (_, some), *rest = asked.several
            if wish.number in some:
                asked = replace(asked, people=(*asked.people, wish.number), several=tuple(rest))
        elif wish.what == "which" and asked.asks == "which" and wish.number < len(asked.points):
            asked = replace(asked, points=(asked.points[wish.number],))
        elif wish.what == "reason":
            asked = replace(asked, reason=turn.inbound.text.strip()[:_LONGEST])
        elif wish.what == "yes" and asked.asks == "confirm" and wish.number == asked.number:
            return self._done(turn, me, asked)
        return self._next(turn, asked)

    def _next(self, turn: Turn, asked: Wanted) -> Reply:
        """What is still to be asked: who, which session, why; and at last whether it is right so."""
        say = turn.say
        if asked.several:
            keep(turn, replace(asked, asks="who"))
            words, some = asked.several[0]
            labels = self._names.labels(turn, asked.programme, some)[:_OFFERED]
            choices = (Choice(short(label), label, f"checkin.who:{person}") for person, label in labels)
            asks = say("checkin.who_many" if len(some) > _OFFERED else "checkin.who", name=words, count=len(some))
            return aside(asks, *choices, _no(turn))
        if len(asked.points) > 1:
            keep(turn, replace(asked, asks="which"))
            return aside(say("checkin.which"), *self._points.choices(turn, asked.programme, asked.points), _no(turn))
        point = self._points.of(turn, asked.programme, asked.points[0])
        if point is None:
            forget(turn)
            return aside(say("checkin.no_point"))
        if turn.now < point.window.opens and asked.status != "excused":
            forget(turn)
            draw = Drawing(say, turn.now)
            time = draw.at(point.window.opens, point.window)
            return aside(f"{say('checkin.not_yet', time=time)}\n{draw.about(point)}")
        return self._shown(turn, asked, point)

    def _shown(self, turn: Turn, asked: Wanted, point: Point) -> Reply:
        say, draw = turn.say, Drawing(turn.say, turn.now)
        chosen = _chosen(turn, asked, point)
        if not chosen:
            forget(turn)
            return aside(f"{say('checkin.nothing_to_note')}\n{draw.about(point)}")
        if not asked.reason and any(before for _, before in chosen):
            keep(turn, replace(asked, asks="reason"))
            lines = [say("checkin.why"), *self._lines(turn, asked, chosen, point)]
            return aside("\n".join(lines), _no(turn))
        asked = replace(asked, asks="confirm")
        keep(turn, asked)
        lines = [say("checkin.confirm", count=len(chosen)), draw.about(point)]
        lines += self._lines(turn, asked, chosen, point)
        if asked.reason:
            lines.append(say("checkin.reason", reason=asked.reason))
        label = say("checkin.button_yes")
        return aside("\n".join(lines), Choice(label, label, f"checkin.yes:{asked.number}"), _no(turn))

    def _lines(self, turn: Turn, asked: Wanted, chosen: list[tuple[Enrolled, State | None]], point: Point) -> list[str]:
        say, draw = turn.say, Drawing(turn.say, turn.now)
        status = say(f"checkin.status_{asked.status or 'none'}")
        lines = []
        for each, before in chosen[:_NAMED]:
            was = say("checkin.was", state=draw.state(before, point.window)) if before else ""
            instead = say("checkin.stand_in", name=asked.stand_in) if asked.stand_in else ""
            lines.append(say("checkin.marked", name=each.name, state=" ".join(filter(None, (status, instead, was)))))
        if len(chosen) > _NAMED:
            lines.append(say("checkin.more", count=len(chosen) - _NAMED))
        if asked.everyone and asked.people:
            left = [each.name for each in checkin.enrolled(turn.store, asked.programme) if each.person in asked.people]
            lines.append(say("checkin.but", names=", ".join(left)))
        return lines

    def _done(self, turn: Turn, me: Person, asked: Wanted) -> Reply:
        """As it is now: who has come meanwhile is left as they are."""
        forget(turn)
        say, draw = turn.say, Drawing(turn.say, turn.now)
        point = self._points.of(turn, asked.programme, asked.points[0])
        chosen = _chosen(turn, asked, point) if point else []
        if point is None or not chosen:
            return aside(say("checkin.nothing_to_note"))
        place = Place(asked.programme, point.session.code, point.window.code)
        mark = Mark(asked.status, me.id, "organiser", asked.reason, asked.stand_in, _when(turn, asked, point))
        lines = checkin.mark(turn.store, place, [each.person for each, _ in chosen], mark, turn.now)
        status = say(f"checkin.status_{asked.status or 'none'}")
        done = say("checkin.done", count=len(lines), status=status)
        undo = Choice(say("checkin.button_undo"), say("checkin.says_undo"), f"checkin.undo:{lines[0].id}")
        return aside(f"{done}\n{draw.about(point)}", undo)

    def _undo(self, turn: Turn, me: Person, number: int) -> Reply:
        last = None if number else _last(turn)
        try:
            done = checkin.undo_all(turn.store, last.id if last else number, me.id, turn.now)
        except Refused as refused:
            return aside(turn.say(refused.code, **refused.values))
        return aside(turn.say("checkin.undone_all", count=len(done)))


def _last(turn: Turn) -> Entry | None:
    """What whoever is here has marked last, where that can still be taken back."""
    me = people.at(turn.store, turn.inbound.address)
    return checkin.last_mark(turn.store, me.id, turn.now) if me else None


def _chosen(turn: Turn, asked: Wanted, point: Point) -> list[tuple[Enrolled, State | None]]:
    """Of whom something is to be noted, each with how it is with them now.

    Of everybody only those are meant of whom nothing is known, or that they were not there when it closed.
    """
    roll = checkin.roll(turn.store, point)
    if asked.everyone:
        rest = [(each, state) for each, state in roll if each.person not in asked.people]
        return [(each, state) for each, state in rest if state is None or (state.status, state.way) == _CLOSED]
    mine = [(each, state) for each, state in roll if each.person in asked.people]
    return [(each, state) for each, state in mine if not _is_same(asked, state)]


def _is_same(asked: Wanted, state: State | None) -> bool:
    return (state.status, state.stand_in) == (asked.status, asked.stand_in) if state else not asked.status


def _when(turn: Turn, asked: Wanted, point: Point) -> datetime:
    """When they came: now, or where that is over, when it began."""
    if point.window.is_open(turn.now):
        return turn.now
    return point.window.late if asked.status == "late" else point.window.starts


def _no(turn: Turn) -> Choice:
    label = turn.say("checkin.button_no")
    return Choice(label, label, "checkin.no:0")


_CLOSED = ("absent", "clock")
