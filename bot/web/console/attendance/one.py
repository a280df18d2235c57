"""One person, session by session, and the lines of the log that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services import attendance, checkin
from bot.services.people import looking
from bot.services.report import words as wording
from bot.web.console.attendance.overall import views
from bot.web.console.attendance.points import moment
from bot.web.console.here import Shown


if TYPE_CHECKING:
    from bot.services.attendance import Column, Row
    from bot.web.console.here import Answer, Here


def show(here: Here) -> Answer:
    seen = looking.one(here.store, here.programme, here.path["id"], here.role, here.now)
    if seen is None or seen.membership.role != "participant":
        raise Refused("roster.nobody")
    person = seen.person.id
    table, row = attendance.one(here.store, here.programme, person, here.now)
    titles = {each.code: each.title.in_(here.language) for each in here.programme.sessions}
    history = [
        (moment(here, each.noted_at), titles.get(each.session, each.session), each)
        for each in reversed(checkin.history(here.store, here.programme.code, person))
    ]
    return Shown(
        "console/attendance_person.html",
        {
            "views": views(here, ""),
            "person": seen.person,
            "row": row,
            "unit": here.say(f"report.unit_{table.unit}"),
            "standing": attendance.Standings(table).of(row.figures),
            "lines": [_line(here, row, column) for column in table.columns if column.window.opens <= here.now],
            "required": checkin.settings_of(here.programme).required_percent,
            "history": history,
        },
        about=person,
    )


def _line(here: Here, row: Row, column: Column) -> dict[str, str]:
    state = row.states.get((column.session.code, column.window.code))
    at = wording.arrived(state, column.window) if state else None
    return {
        "title": wording.point_title(here.say, column.session, column.window),
        "when": wording.when(here.say, column.session, column.window),
        "url": here.url("attendance/session", session=column.session.code, point=column.window.code),
        "status": state.status if state else "",
        "said": wording.status(here.say, state),
        "at": here.say.hours(at, at) if at else "",
        "note": wording.note(here.say, state),
    }
