"""The board for a hall's screen: organisers get a link to it, for the class that is on or comes next today."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.messages import Choice, Link, Reading, Reply
from bot.services import people, signin
from bot.services.ask import Guides
from bot.services.ask.select import named, on
from bot.services.checkin import Place, showing
from bot.services.checkin.today import likeliest, of_day
from bot.services.people.words import bare
from bot.services.signin import LINK_LASTS, Pass
from bot.texts import LANGUAGES, short, words
from bot.thai.lexicon import expand
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.router import Route, Turn
    from bot.services.checkin import Window
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.programme import Programme, Session


_TAP = re.compile(r"board:([^:]+):(.+)", re.DOTALL)  # a place's name, in which there is no colon, and a programme
_ORGANISING = ("organiser", "owner")
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_OUTSIDE = {"line": "?openExternalBrowser=1"}  # LINE's own browser is on no screen
_MOST = 10  # buttons
_LONGEST = 200  # letters in which it is looked for how a wish begins
_ASIDE = Reading(aside=True)


class Point(NamedTuple):
    """One point of a session of a programme."""

    programme: Programme
    session: Session
    window: Window

    @property
    def name(self) -> str:
        """See bot.services.checkin.showing.name_of."""
        return showing.name_of(Place(self.programme.code, self.session.code, self.window.code))


def routes(programmes: Programmes, public_url: str) -> list[Route]:
    """`public_url` is where people reach the site, or "" where that is not known."""
    room = Board(programmes, public_url)
    return [(_wants, room.open), (_chose, room.chosen)]


class Board:
    def __init__(self, programmes: Programmes, public_url: str) -> None:
        self._programmes, self._public_url = programmes, public_url
        self._guides = Guides()

    def open(self, turn: Turn) -> Reply:
        """For the class that was named, or else the one that is on or comes next; asks where that may be several."""
        me, codes = self._organiser(turn)
        if me is None or not codes:
            return self._refused(turn)
        courses = [self._programmes.get(turn.store, code) for code in codes]
        points = [Point(each, *point) for each in courses for point in of_day(each, turn.now)]
        coming = [each for each in points if not _is_over(each, turn)]
        if not coming:
            return _aside(turn.say("board.none_left" if points else "board.none_today"))
        about = _read(turn.inbound.text) or ""
        if not about:
            return self._one_of(turn, me, self._likely(coming, turn))
        meant = [each for each in coming if each.session.code in self._meant(each.programme, about, turn)]
        if not meant:
            return _asked(turn, turn.say("board.not_today", found=short(about, 60)), coming)
        return self._one_of(turn, me, self._likely(meant, turn) if _is_one(meant) else meant)

    def chosen(self, turn: Turn) -> Reply:
        """One of those that were offered; whether it may be theirs is asked anew."""
        found = _TAP.fullmatch(turn.inbound.data)
        me, codes = self._organiser(turn)
        name, code = found.groups() if found else ("", "")
        if me is None or code not in codes:
            return self._refused(turn)
        at = showing.spot(self._programmes.get(turn.store, code), name)
        return self._link(turn, me, Point(*at[:3])) if at else _aside(turn.say("board.unknown"))

    def _one_of(self, turn: Turn, me: Person, points: Sequence[Point]) -> Reply:
        if len(points) == 1:
            return self._link(turn, me, points[0])
        return _asked(turn, turn.say("board.which"), points)

    def _link(self, turn: Turn, me: Person, point: Point) -> Reply:
        say, channel = turn.say, turn.inbound.address.channel
        if not self._public_url and channel != _HERE:
            return _aside(say("board.no_address"))
        what = Pass(me.id, "board", point.programme.code, point.name)
        page, mark, token = signin.link(turn.store, what, self._public_url, turn.now).partition("#")
        url = f"{page}{_OUTSIDE.get(channel, '')}{mark}{token}"
        window = point.window
        title = point.session.title.in_(say.language)
        when = say.period(window.starts, window.starts)
        text = say("board.link", title=title, when=when, minutes=int(LINK_LASTS.total_seconds() // 60))
        return Reply(text, links=(Link(say("board.button_open"), url),), reading=_ASIDE, sealed=True)

    def _likely(self, points: list[Point], turn: Turn) -> list[Point]:
        """In each programme the one at which people check in now, with whatever begins with it in another room."""
        found = []
        for code in dict.fromkeys(each.programme.code for each in points):
            mine = [each for each in points if each.programme.code == code]
            likely = likeliest([(each.session, each.window) for each in mine], turn.now)
            found += [each for each in mine if likely and each.window.starts == likely[1].starts]
        return found

    def _meant(self, programme: Programme, about: str, turn: Turn) -> set[str]:
        """The sessions (codes) that are named or described."""
        guide = self._guides.of(programme)
        question = guide.reader.read(about, turn.now.astimezone(guide.zone), guide.span)
        chosen = named(question, guide)
        pool = chosen.sessions if chosen and not chosen.absent else ()
        whens = tuple(when for when in question.dates if when.first)
        if whens and (pool or chosen is None):
            pool = on(whens, guide, pool or guide.held)[0]
        return {each.code for each in pool}

    def _organiser(self, turn: Turn) -> tuple[Person | None, list[str]]:
        """Whoever is here in a private chat, and the codes of the programmes that they organise."""
        store, address = turn.store, turn.inbound.address
        me = None if turn.inbound.group else people.at(store, address)
        if me is None:
            return None, []
        codes = self._programmes.codes(store)
        return me, [code for code in codes if people.role_of(store, address, code) in _ORGANISING]

    def _refused(self, turn: Turn) -> Reply:
        return _aside(turn.say("people.private" if turn.inbound.group else "board.organisers_only"))


def _wants(turn: Turn) -> bool:
    here = turn.inbound
    return here.kind in ("text", "tap") and not here.data and _read(here.text) is not None


def _chose(turn: Turn) -> bool:
    return bool(_TAP.fullmatch(turn.inbound.data))


@lru_cache(maxsize=1000)
def _read(typed: str) -> str | None:
    """What is said of the class whose board is wanted, "" where nothing is; None where no board is."""
    text, known = repair(typed).strip(), _known()
    whole = bare(text)
    if any(said in known for said in whole):
        return ""
    if len(text) > _LONGEST or not any(said.startswith(known) for said in whole):
        return None
    ends = (end for end in range(len(text) - 1, 0, -1) if any(said in known for said in bare(text[:end])))
    about = next((text[end:].strip() for end in ends), "")
    for word in _listed("about"):
        about = about.removeprefix(word).strip()
    return None if not about or any(word in about.lower() for word in _listed("asks")) else about


@cache
def _known() -> tuple[str, ...]:
    return tuple({key(each) for phrase in _listed("open") for each in expand(phrase)})


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(each for language in LANGUAGES for each in tomllib.loads(words(language, "board.toml"))[name])


def _is_over(point: Point, turn: Turn) -> bool:
    window = point.window
    return turn.now > (window.leaves_by if showing.leaves(point.programme) else window.closes)


def _is_one(points: Sequence[Point]) -> bool:
    return len({(each.programme.code, each.session.code) for each in points}) == 1


def _asked(turn: Turn, text: str, points: Sequence[Point]) -> Reply:
    return Reply(text, choices=tuple(_choice(turn, each) for each in points[:_MOST]), reading=_ASIDE)


def _choice(turn: Turn, point: Point) -> Choice:
    say, window = turn.say, point.window
    title = (window.title or point.session.title).in_(say.language)
    label = short(f"{say.hours(window.starts, window.starts)} {title}")
    said = say("board.says_open", title=point.session.title.in_(say.language))
    return Choice(label, said, f"board:{point.name}:{point.programme.code}")


def _aside(text: str) -> Reply:
    return Reply(text, reading=_ASIDE)
