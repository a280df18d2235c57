"""The page of the day: what is on, who comes, and what waits to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import JSONResponse, RedirectResponse

from bot.errors import Refused
from bot.services import log, signin, today
from bot.services.changes.telling import pending
from bot.services.checkin import showing
from bot.services.log import Deed
from bot.services.signin import Pass
from bot.showing import Frame, period, where
from bot.web.console.here import Shown


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.services.today import Class, Point
    from bot.web.console.guard import Room
    from bot.web.console.here import Answer, Here


_TONES = {"on": "good", "next": "warn", "later": "plain", "over": "plain", "cancelled": "bad"}


def routes(room: Room) -> list[Route]:
    return [
        room.page("today", "today", _today),
        room.page("today/state", "today", _state),
        room.deed("today/board", "today", _board),
    ]


class Bar(NamedTuple):
    """How many have come to a point (`name`, as bot.services.checkin.showing has it); `opens`: its board can open."""

    name: str
    label: str
    came: int | None
    text: str
    opens: bool


class Shift(NamedTuple):
    """A session of the day, as it is shown."""

    title: str
    state: str
    tone: str
    when: str
    where: str
    bars: list[Bar]


class Todo(NamedTuple):
    """What is to be done, how much of it, and on which page."""

    tab: str
    number: int
    text: str


def _today(here: Here) -> Answer:
    found = today.classes(here.store, here.programme, here.now)
    whole = today.participants(here.store, here.programme.code)
    following = None if found else today.following(here.programme, here.now)
    frame = Frame(here.programme)
    values = {
        "day": here.now.astimezone(here.zone).date(),
        "shifts": [_shift(here, each, whole) for each in found],
        "following": following and (following.title.in_(here.language), period(here.say, frame, following)),
        "whole": whole,
        "todo": _todo(here),
        "coming": today.coming(here.store, here.programme, here.now),
        "quota": today.quota(here.store),
        "live": any(point.is_open(here.now) for each in found for point in each.points),
    }
    return Shown("console/today.html", values)


def _state(here: Here) -> Answer:
    """How many have come, for the page's script."""
    found = today.classes(here.store, here.programme, here.now)
    whole = today.participants(here.store, here.programme.code)
    bars = [_bar(here, point, whole) for each in found for point in each.points]
    return JSONResponse({each.name: {"came": each.came, "text": each.text} for each in bars if each.came is not None})


def _board(here: Here) -> Answer:
    """On to the board of a point, by a link such as the chat gives: good once, for this person."""
    name = here.posted.get("place")
    at = showing.spot(here.programme, name) if isinstance(name, str) else None
    if at is None:
        raise Refused("board.unknown")
    what = Pass(here.person, "board", here.programme.code, showing.name_of(at.place))
    link = signin.link(here.store, what, "", here.now)
    log.note(here.store, Deed("board.given", here.now, here.programme.code, here.person, at.session.code))
    return RedirectResponse(link, 303)


def _shift(here: Here, found: Class, whole: int) -> Shift:
    frame, session = Frame(here.programme), found.session
    return Shift(
        session.title.in_(here.language),
        here.say(f"console_today.{found.state}"),
        _TONES[found.state],
        _when(here, found),
        where(here.say, frame, session),
        [_bar(here, point, whole) for point in found.points],
    )


def _when(here: Here, found: Class) -> str:
    """Hours alone, where they are all of this day and of this zone."""
    session, frame = found.session, Frame(here.programme)
    day = here.now.astimezone(here.zone).date()
    if session.start.date() == session.end.date() == day and session.timezone == here.programme.timezone:
        return here.say.hours(session.start, session.end)
    return period(here.say, frame, session)


def _bar(here: Here, point: Point, whole: int) -> Bar:
    say, window = here.say, point.window
    title = window.title.in_(say.language) if window.title else say("console_today.came")
    opens = say("console_today.opens", time=say.hours(window.opens, window.opens))
    text = opens if point.came is None else say("console_today.of", came=point.came, whole=whole)
    return Bar(showing.name_of(point.place), title, point.came, text, here.now <= window.closes)


def _todo(here: Here) -> list[Todo]:
    """What there is to do, most urgent first; nothing of what is done."""
    waits = today.waiting(here.store, here.programme.code)
    changes = pending(here.store, here.programme.code, here.now)
    found = [
        ("questions", "questions", waits.questions),
        ("attendance", "leaves", waits.leaves),
        ("announcements", "approvals", waits.approvals),
        ("programme", "changes", len(changes.changes) if changes else 0),
        ("announcements", "failed", waits.failed),
        ("announcements", "uncertain", waits.uncertain),
        ("people", "unjoined", waits.members - waits.joined),
    ]
    return [Todo(tab, count, here.say(f"console_today.{what}", count=count)) for tab, what, count in found if count]
