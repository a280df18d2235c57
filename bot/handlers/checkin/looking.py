"""Organisers look at who is there and who is not, and at what was noted of one person, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.handlers.checkin.days import day_of
from bot.handlers.checkin.drawing import Drawing, aside
from bot.handlers.checkin.lines import Lines
from bot.handlers.checkin.names import Names
from bot.handlers.checkin.reading import history, standing
from bot.handlers.checkin.words import alone
from bot.messages import Choice
from bot.services import checkin, people
from bot.services.log.noting import looked
from bot.texts import short


if TYPE_CHECKING:
    from datetime import date

    from bot.handlers.checkin.marking import Marking
    from bot.handlers.checkin.points import Points
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.checkin import Enrolled, Point
    from bot.services.programme import Programmes


_ASKS = ("missing", "there", "late", "excused", "count")
_OURS = ("missing", "late", "excused")  # may be asked of nobody else: who comes may be a speaker
_LISTED = 60  # names; a message of LINE takes 5,000 letters


class Wish(NamedTuple):
    """Who is there, in these programmes (codes), `on` that day; or what is noted of one of `people` in the first."""

    what: str
    codes: list[str]
    people: tuple[int, ...] = ()
    on: date | None = None


class Looking:
    def __init__(self, programmes: Programmes, points: Points, marking: Marking) -> None:
        self._programmes, self._points, self._marking = programmes, points, marking
        self._names = Names(programmes)

    def said(self, turn: Turn) -> Wish | None:
        here = turn.inbound
        if here.data or here.kind not in ("text", "tap") or here.group:
            return None
        what, name, asked = alone("alone", here.text), history(here.text), standing(here.text)
        on = None
        if what not in _ASKS:
            rest, on = day_of(here.text, turn.now)
            what = said if on and (said := alone("alone", rest)) in _OURS else ""
        if not (what or name or asked):
            return None
        codes = self._marking.organised(turn)
        if what in _ASKS:
            return Wish(what, codes, on=on) if codes or what in _OURS else None
        for code in codes:
            named = self._names.meant(turn, code, name or asked)
            found = (*named.people, *(person for _, some in named.several for person in some))
            if found and not named.unknown:
                return Wish("history" if name else "standing", [code], found)
        return None

    def answer(self, turn: Turn) -> Reply:
        wish = self.said(turn)
        if wish is None or not wish.codes:
            return aside(turn.say("checkin.organisers_look"))
        if wish.what == "history":
            return self._history(turn, wish)
        for code in wish.codes:
            self._looked(turn, code)
        found = [point for code in wish.codes for point in self._meant(turn, code, wish)]
        if not found:
            then = turn.say("checkin.nothing_then", day=turn.say.day(wish.on)) if wish.on else ""
            return aside(then or turn.say("checkin.nothing_on"))
        if wish.what == "standing":
            return aside("\n\n".join(self._standing(turn, point, wish.people) for point in found))
        text = "\n\n".join(self._roll(turn, point, wish.what) for point in found)
        is_now = wish.on is None and found[0].window.opens <= turn.now
        others = [what for what in ("missing", "there") if what != wish.what and is_now]
        return aside(text, *(_asks(turn, what) for what in others))

    def _meant(self, turn: Turn, code: str, wish: Wish) -> list[Point]:
        """What is on, or was on that day; leave is known beforehand too."""
        if wish.on:
            return self._points.of_day(turn, code, wish.on)
        ahead = self._points.next_day(turn, code) if wish.what == "excused" else []
        return self._points.current(turn, code) or ahead

    def _looked(self, turn: Turn, code: str, about: int | None = None) -> None:
        if me := people.at(turn.store, turn.inbound.address):
            looked(turn.store, me.id, code, "attendance", turn.now, about)

    def _roll(self, turn: Turn, point: Point, what: str) -> str:
        """How many are there, and who is or is not; of what is still to come, who is on leave."""
        say, draw = turn.say, Drawing(turn.say, turn.now)
        ahead = point.window.opens > turn.now
        what = "excused" if ahead else what
        roll = checkin.roll(turn.store, point)
        came = [(each, state) for each, state in roll if state and state.came]
        missing = [(each, state) for each, state in roll if state is None or state.status == "absent"]
        late = [(each, state) for each, state in came if state.status == "late"]
        excused = [(each, state) for each, state in roll if state and state.status == "excused"]
        counts = [say("checkin.count_there", there=len(came), everybody=len(roll))]
        counts += [say("checkin.count_late", count=len(late))] if late else []
        counts += [say("checkin.count_excused", count=len(excused))] if excused else []
        counts.append(say("checkin.count_missing", count=len(missing)))
        counts = [] if ahead else counts
        shown = {"there": came, "late": late, "excused": excused}.get(what, [])
        lines = [self._line(turn, each, draw.state(state, point.window)) for each, state in shown]
        if what == "missing":
            groups = {group.code: group.title.in_(say.language) for group in point.programme.groups}
            lines = [
                self._line(turn, each, groups.get(each.team, each.team) or each.organisation) for each, _ in missing
            ]
        more = [say("checkin.more", count=len(lines) - _LISTED)] if len(lines) > _LISTED else []
        nobody = [] if lines or what == "count" else [say(f"checkin.nobody_{what}")]
        lines = [draw.about(point), " · ".join(counts), *lines[:_LISTED], *more, *nobody]
        return "\n".join(filter(None, lines))

    def _standing(self, turn: Turn, point: Point, some: tuple[int, ...]) -> str:
        """How it is with these."""
        draw = Drawing(turn.say, turn.now)
        roll = [(each, state) for each, state in checkin.roll(turn.store, point) if each.person in some]
        lines = [self._line(turn, each, draw.state(state, point.window)) for each, state in roll]
        return "\n".join([draw.about(point), *lines])

    def _line(self, turn: Turn, each: Enrolled, said: str) -> str:
        return turn.say("checkin.marked", name=each.name, state=said) if said else f"• {each.name}"

    def _history(self, turn: Turn, wish: Wish) -> Reply:
        (code,), say = wish.codes, turn.say
        names = {each.person: each.name for each in checkin.enrolled(turn.store, code)}
        if len(wish.people) > 1:
            some = [names[person] for person in wish.people]
            choices = (Choice(short(name), say("checkin.says_history", name=name)) for name in some)
            return aside(say("checkin.which_person"), *choices)
        (person,) = wish.people
        self._looked(turn, code, person)
        entries = checkin.history(turn.store, code, person)
        lines = Lines(turn.store, turn.say, self._programmes.get(turn.store, code))
        if not entries:
            return aside(say("checkin.no_history", name=names[person]))
        return aside("\n".join([say("checkin.history", name=names[person]), *(lines.of(each) for each in entries)]))


def _asks(turn: Turn, what: str) -> Choice:
    label = turn.say(f"checkin.button_{what}")
    return Choice(label, label)
