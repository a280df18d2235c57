"""What is handed out: the board for the hall's screen, the sheet to sign, and the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from bot.errors import Refused
from bot.services import attendance, log, report, signin
from bot.services.checkin import Place, showing
from bot.services.log import Deed
from bot.services.people import looking
from bot.services.people.looking import Wanted
from bot.services.signin import Pass
from bot.web.console.attendance.points import asked, place


if TYPE_CHECKING:
    from bot.services.report import Spot
    from bot.web.console.here import Here


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 2_000
"""Participants of whom a workbook is made at once: it takes a second for some hundred."""


def board(here: Here) -> Response:
    """On to the board, signed in to it; see bot.web.board."""
    spot = asked(here)
    name = showing.name_of(Place(here.programme.code, spot.session.code, spot.window.code))
    at = showing.spot(here.programme, name)
    if at is None or showing.phase(at, here.now) == "over":
        raise Refused("console_attendance.board_over")
    return _enter(here, Pass(here.person, "board", here.programme.code, name), "board.asked", spot)


def sheet(here: Here) -> Response:
    """On to the sheet, blank or (`filled`) with what is known; see bot.web.sheet."""
    spot, filled = asked(here), bool(here.posted.get("filled"))
    made = report.sheet(here.store, spot, here.say, here.now, here.person, filled=filled)
    subject = report.subject(made.number, filled=filled)
    return _enter(here, Pass(here.person, "sheet", here.programme.code, subject), "sheet.made", spot)


def workbook(here: Here) -> Response:
    """The whole programme as it is now."""
    from bot.services.report.workbook import workbook as write  # noqa: PLC0415 - what writes it takes a while to load

    participants = looking.count(here.store, here.programme.code, Wanted(role="participant"))
    if participants > MOST:
        raise Refused("console_attendance.too_many", found=str(participants), most=str(MOST))
    table = attendance.table(here.store, here.programme, here.now)
    asides = report.asides(here.store, here.programme)
    content = write(table, attendance.Standings(table).of, here.say, here.now, asides)
    name = quote(here.say("console_attendance.file", code=here.programme.code, day=f"{here.now:%Y-%m-%d}"), safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}.xlsx"}
    return Response(content, media_type=_EXCEL, headers=headers)


def _enter(here: Here, what: Pass, deed: str, spot: Spot) -> Response:
    """By a link of their own, good once: its token is in the fragment, which is in no log."""
    log.note(here.store, Deed(deed, here.now, here.programme.code, here.person, place(spot).session))
    return RedirectResponse(signin.link(here.store, what, "", here.now), 303)
