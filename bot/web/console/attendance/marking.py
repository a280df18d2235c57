"""One point of a session: who is there, late, away or missing; marked by hand, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services import attendance, checkin
from bot.services.checkin import Mark, Wanted
from bot.services.report import words as wording
from bot.web.console.attendance.overall import views
from bot.web.console.attendance.points import asked, drawn, fields, moment, place, team
from bot.web.console.here import Done, Shown
from bot.web.console.paging import number, paging


if TYPE_CHECKING:
    from bot.services.checkin import How
    from bot.services.report import Spot
    from bot.web.console.here import Answer, Here
    from storage.models import Status


HOWS: tuple[How, ...] = ("present", "late", "excused", "absent", "none")
_STATUSES: tuple[Status, ...] = ("present", "late", "excused", "absent", "")
_LONGEST = 200  # letters of a reason, and of a name
_MOST = 50  # people who are marked at once: as many as a page has


def show(here: Here) -> Answer:
    """`?how=` asks for some, `?text=` is searched for."""
    spot = asked(here)
    store, at = here.store, place(spot)
    how: How = next((each for each in HOWS if each == here.asked.get("how")), "")
    wanted = Wanted(how, here.asked.get("text", "")[:80])
    counts = checkin.roll_counts(store, at)
    known_of = counts.get(how, 0) if how else sum(counts.values())
    page = paging(here.asked, checkin.roll_count(store, at, wanted) if wanted.text else known_of)
    members = checkin.roll_page(store, at, wanted, page.first, page.most)
    known = attendance.states(store, here.programme.code, [each.person for each in members])
    rows = []
    for each in members:
        state = known.get(each.person, {}).get((at.session, at.point))
        arrived = wording.arrived(state, spot.window) if state else None
        hour = here.say.hours(arrived, arrived) if arrived else ""
        status = state.status if state and state.status else "none"
        rows.append((each, status, team(here, each.team), hour, wording.note(here.say, state)))
    last = checkin.last_mark(store, here.person, here.now)
    mine = last if last and (last.session, last.point) == (at.session, at.point) else None
    return Shown(
        "console/attendance_session.html",
        {
            "views": views(here, "sessions"),
            "at": drawn(here, spot),
            "fields": fields(spot),
            "page": page,
            "rows": rows,
            "how": how,
            "hows": [(each, counts.get(each, 0)) for each in HOWS],
            "whole": sum(counts.values()),
            "statuses": _STATUSES,
            "mine": mine,
            "mine_at": moment(here, mine.noted_at) if mine else "",
            "url": lambda **more: here.url("attendance/session", **{**fields(spot), **more}),
            "ticked": here.posted.getlist("person"),
            "reason": str(here.posted.get("reason", "")),
            "stand_in": str(here.posted.get("stand_in", "")),
        },
    )


def mark(here: Here) -> Answer:
    """The same of each who is ticked; `stand_in` is who came for the only one."""
    spot = asked(here)
    status = next((each for each in _STATUSES if (each or "none") == here.posted.get("status")), None)
    ticked = [str(each) for each in here.posted.getlist("person")][:_MOST]
    some = [number(each) for each in ticked if number(each)]
    people = checkin.participants(here.store, here.programme.code, some)
    reason, stand_in = (" ".join(str(here.posted.get(name, "")).split()) for name in ("reason", "stand_in"))
    if status is None or not people:
        raise Refused("console_attendance.nobody_marked")
    if here.now < spot.window.opens:
        raise Refused("console_attendance.too_early")
    if len(reason) > _LONGEST or len(stand_in) > _LONGEST:
        raise Refused("console_attendance.too_long", most=str(_LONGEST))
    if stand_in and (len(people) > 1 or status not in ("present", "late")):
        raise Refused("console_attendance.one_stand_in")
    said = Mark(status, here.person, reason=reason, stand_in=stand_in)
    checkin.mark(here.store, place(spot), people, said, here.now)
    counts = {"count": len(people)}
    about = people[0] if len(people) == 1 else None
    details = {"status": status, **counts}
    to = _back(here, spot)
    return Done(to, "console_attendance.marked", "attendance.marked", spot.session.code, about, details, counts)


def undo(here: Here) -> Answer:
    """What they have marked last, with all that was marked together with it."""
    spot, entry = asked(here), number(str(here.posted.get("entry", "")))
    done = checkin.undo_all(here.store, entry, here.person, here.now)
    if any(each.programme != here.programme.code for each in done):
        raise Refused("checkin.no_entry")
    counts = {"count": len(done)}
    to = _back(here, spot)
    return Done(to, "console_attendance.undone", "attendance.undone", spot.session.code, details=counts, values=counts)


def _back(here: Here, spot: Spot) -> str:
    """The same page, as it was chosen."""
    chosen = {name: str(here.posted.get(name, "")) for name in ("how", "text", "page")}
    whole = here.url("attendance/session", **fields(spot), **chosen)
    return whole.removeprefix(here.url())
