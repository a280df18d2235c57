"""The points of sessions, as the pages name them and are asked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.errors import Refused
from bot.services import report
from bot.services.checkin import Place
from bot.services.report import Spot
from bot.services.report import words as wording


if TYPE_CHECKING:
    from datetime import datetime

    from bot.web.console.here import Here


class Drawn(NamedTuple):
    """A point for a page: `phase` is before, open or over."""

    title: str
    when: str
    where: str
    url: str
    phase: str
    day: str


def asked(here: Here) -> Spot:
    """The point that a page, or a form, names by `session` and `point`. Raises Refused where there is none."""
    source = here.posted or here.asked
    code, point = str(source.get("session", "")), str(source.get("point", ""))
    session = next((each for each in here.programme.sessions if each.code == code), None)
    spots = report.of_session(here.programme, session) if session else []
    found = next((spot for spot in spots if spot.window.code == point), None)
    if found is None:
        raise Refused("console_attendance.no_session")
    return found


def place(spot: Spot) -> Place:
    return Place(spot.programme.code, spot.session.code, spot.window.code)


def fields(spot: Spot) -> dict[str, str]:
    """By which it is asked for again."""
    return {"session": spot.session.code, "point": spot.window.code}


def drawn(here: Here, spot: Spot) -> Drawn:
    say, window = here.say, spot.window
    return Drawn(
        wording.point_title(say, spot.session, window),
        wording.when(say, spot.session, window),
        wording.where(say, here.programme, spot.session),
        here.url("attendance/session", **fields(spot)),
        "before" if here.now < window.opens else "open" if window.is_open(here.now) else "over",
        say.day(window.starts.date()),
    )


def moment(here: Here, at: datetime | None) -> str:
    """A time, on the clocks of the programme; "" for none."""
    if at is None:
        return ""
    local = at.astimezone(here.zone)
    return f"{here.say.short_day(local.date())} {here.say.hours(local, local)}"


def team(here: Here, code: str) -> str:
    return wording.team(here.say, here.programme, code)
