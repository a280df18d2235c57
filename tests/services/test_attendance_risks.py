"""Who is at risk is worked out once for all who ask, and anew when something was noted a while ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import attendance, checkin
from bot.services.checkin import Mark, Place
from storage import checkins
from storage.checkins import Entry
from storage.programme import CheckPoint, Text
from tests.services.hall import Hall
from tests.services.season import BANGKOK, course, lesson


if TYPE_CHECKING:
    from storage.models import Status


DAYS = [f"2026-01-0{day}T09:00" for day in (5, 6, 7, 8)]
COURSE = course(*(lesson(f"s{number}", at) for number, at in enumerate(DAYS)))


def test_it_is_as_it_was_for_a_minute_and_then_as_it_is() -> None:
    hall, watch = Hall(COURSE, "ann", "ben"), attendance.Watch()
    hall.at("2026-01-06T18:00")

    def risks(later: int) -> dict[int, str]:
        with hall.database.read() as store:
            programme = hall.get(store, "c")
            return dict(watch.risks(store, programme, hall.now + timedelta(seconds=later)).levels)

    def absent(who: str) -> None:
        with hall.database.write() as store:
            others = [person for name, person in hall.people.items() if name != who]
            checkin.mark(store, Place("c", "s0"), others, Mark("present", others[0]), hall.now)
            checkin.mark(store, Place("c", "s0"), [hall.people[who]], Mark("absent", others[0]), hall.now)

    assert risks(0) == {}
    absent("ann")
    assert risks(30) == {}
    assert list(risks(900)) == [hall.people["ann"]]
    absent("ben")
    assert list(risks(910)) == [hall.people["ann"]]
    assert list(risks(5000)) == [hall.people["ben"]]
    assert list(risks(0)) == [hall.people["ben"]]


SEVENTH = (("s3", "a"), ("s3", "b"))
PLACES = (("s0", ""), ("s1", ""), ("s2", ""), *SEVENTH, ("s4", ""))
LINE = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(("in", "in", "in", "in again", "out", "mark", "undo", "pin", "refused")),
    st.sampled_from(("present", "late", "absent", "excused")),
    st.sampled_from(("ann", "ben", "cat")),
)


RULES = st.fixed_dictionaries(
    {
        "counted_in": st.sampled_from(("sessions", "hours")),
        "leave_counts": st.sampled_from(("absent", "excused")),
        "leaving": st.booleans(),
        "required_percent": st.sampled_from((50, 80, 100)),
        "warn_left": st.integers(0, 3),
    }
)


@settings(max_examples=60)
@given(
    lines=st.lists(LINE, max_size=25),
    whole=st.lists(st.sampled_from(PLACES), max_size=6),
    rules=RULES,
    until=st.sampled_from(("2026-01-05T18:00", "2026-01-07T18:00", "2026-01-09T18:00")),
)
def test_who_is_left_out_is_at_no_risk(
    lines: list[tuple[tuple[str, str], str, Status, str]],
    whole: list[tuple[str, str]],
    rules: dict[str, object],
    until: str,
) -> None:
    """Two sessions at the same time, a long one, one of two points; and somebody who comes to a lot of it."""
    seventh = datetime.fromisoformat(DAYS[2]).replace(tzinfo=BANGKOK)
    points = tuple(
        CheckPoint(code, Text(code), seventh + timedelta(hours=hour)) for hour, (_, code) in enumerate(SEVENTH)
    )
    sessions = (
        *(lesson("s0", DAYS[0]), lesson("s1", DAYS[0]), lesson("s2", DAYS[1], hours=6)),
        *(lesson("s3", DAYS[2], points=points), lesson("s4", DAYS[3])),
    )
    about = replace(course(*sessions), settings={"attendance": rules})
    hall = Hall(about, "ann", "ben", "cat", "dan", "eve").at(until)
    log = [*((place, "in", "present", "dan") for place in dict.fromkeys(whole)), *lines]
    first = next((line for line in log if line[1] != "undo"), None)
    with hall.database.write() as store:
        for place, what, status, who in log[log.index(first) :] if first else ():
            # What is undone is the first line of all, of whoever that is.
            of = first if first and what == "undo" else (place, what, status, who)
            checkins.add(store, _line(hall, of[0], what, status, of[3]))
    with hall.database.read() as store:
        everybody = attendance.at_risk(attendance.table(store, about, hall.now))
        assert attendance.at_risk(attendance.doubtful(store, about, hall.now)) == everybody


def _line(hall: Hall, place: tuple[str, str], what: str, status: Status, who: str) -> Entry:
    came = datetime.fromisoformat(DAYS[0]).replace(tzinfo=BANGKOK)
    known = Entry("c", *place, hall.people[who], "in", "code", came, came, "present")
    if what in ("in", "in again"):
        return replace(known, status="late" if status == "late" else "present")
    if what == "mark":
        return replace(known, what="mark", status=status)
    if what == "undo":
        return replace(known, what="undo", status="", about=1)
    if what == "refused":
        return replace(known, outcome="late")
    return replace(known, what="out" if what == "out" else "pin", status="")


def test_of_many_who_came_to_everything_only_the_others_are_read() -> None:
    hall = Hall(COURSE, "ann", "ben", "cat").at("2026-01-06T18:00")
    with hall.database.write() as store:
        for name in ("ann", "ben"):
            checkins.add(store, _line(hall, ("s0", ""), "in", "present", name))
            checkins.add(store, _line(hall, ("s1", ""), "in", "present", name))
        checkins.add(store, _line(hall, ("s1", ""), "mark", "excused", "ben"))
    with hall.database.read() as store:
        read = attendance.doubtful(store, COURSE, hall.now)
    assert [row.member.name for row in read.rows] == ["ben", "cat"]
