"""Requests for leave: listed, looked at with what came along, which is only ever handed out as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from bot.errors import Refused
from bot.handlers.leave.drawing import Drawing
from bot.services import leave
from bot.web.console.attendance.overall import views
from bot.web.console.attendance.points import moment
from bot.web.console.here import Shown
from bot.web.console.paging import paging


if TYPE_CHECKING:
    from bot.services.leave import Leave
    from bot.web.console.here import Answer, Here
    from storage.models import LeaveState


_STATES: tuple[LeaveState, ...] = ("asked", "approved", "declined", "withdrawn")
_SAFE = ("image/png", "image/jpeg", "application/pdf")  # what a browser may be told that it is


def show(here: Here) -> Answer:
    state: LeaveState = next((each for each in _STATES if each == here.asked.get("state")), "asked")
    counts = leave.how_many(here.store, here.programme.code)
    page = paging(here.asked, counts.get(state, 0))
    found = leave.listed(here.store, here.programme.code, state, page.first, page.most)
    return Shown(
        "console/attendance_leaves.html",
        {
            "views": views(here, "leaves"),
            "state": state,
            "states": [(each, counts.get(each, 0)) for each in _STATES],
            "page": page,
            "found": [(each, _titles(here, each.sessions), moment(here, each.asked_at)) for each in found],
        },
    )


def one(here: Here) -> Answer:
    found = asked(here)
    draw = Drawing(here.say, here.programme)
    parts = leave.parts_of(here.programme, found.sessions)
    return Shown(
        "console/attendance_leave.html",
        {
            "views": views(here, "leaves"),
            "found": found,
            "lines": [line.removeprefix("• ") for line in draw.lines(parts)],
            "rule": draw.rule(),
            "when": lambda at: moment(here, at),
            "own": found.person == here.person,
            "longest": leave.LONGEST,
            "note": str(here.posted.get("note", "")),
        },
        about=found.person,
    )


def paper(here: Here) -> Response:
    """Never shown by the browser itself: it is what anybody may have sent."""
    found = leave.file(here.store, asked(here).id)
    if found is None:
        raise Refused("leave.no_paper")
    name = quote(found.name or f"{here.say('leave.picture')} {here.path['id']}", safe="")
    return Response(
        found.content,
        media_type=found.media_type if found.media_type in _SAFE else "application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


def asked(here: Here) -> Leave:
    """The request that the path names. Raises Refused where this programme has none such."""
    found = leave.get(here.store, here.path["id"])
    if found is None or found.programme != here.programme.code:
        raise Refused("console_attendance.no_leave")
    return found


def _titles(here: Here, codes: tuple[str, ...]) -> str:
    titles = (part.session.title.in_(here.language) for part in leave.parts_of(here.programme, codes))
    return ", ".join(dict.fromkeys(titles)) or here.say("leave.gone")
