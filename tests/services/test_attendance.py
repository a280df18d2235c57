"""How much somebody attended: what counts, how much, and what that leaves them to miss."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from bot.services import attendance, checkin
from bot.services.checkin import Mark, Place
from storage.programme import CheckPoint, Text
from tests.services.hall import Hall
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from bot.services.attendance import Figures
    from storage.models import Status
    from storage.programme import Programme, Session


MORNING, NOON, EVENING = (
    lesson(code, f"2026-01-05T{at}") for code, at in (("a", "09:00"), ("b", "13:00"), ("d", "17:00"))
)
LATER = tuple(lesson(f"l{day}", f"2026-01-{day:02}T09:00") for day in range(6, 13))
TEN = (MORNING, NOON, EVENING, *LATER)


def rules(*sessions: Session, **settings: object) -> Programme:
    return replace(course(*sessions), settings={"attendance": settings})


def office(*about: Programme | str) -> Hall:
    hall = Hall(*about)
    hall.joins("olga", "c", role="organiser")
    return hall


def marks(hall: Hall, status: Status, *names: str, at: str, session: str = "a", point: str = "") -> None:
    hall.at(at)
    with hall.database.write() as store:
        mark = Mark(status, hall.people["olga"])
        checkin.mark(store, Place("c", session, point), [hall.people[name] for name in names], mark, hall.now)


def figures(hall: Hall, name: str = "ann") -> Figures:
    with hall.database.read() as store:
        found = attendance.table(store, hall.get(store, "c"), hall.now)
        row = attendance.table(store, hall.get(store, "c"), hall.now, [hall.people[name]]).rows[0]
    assert found.row(hall.people[name]) == row
    return row.figures


def counted(found: Figures) -> tuple[float, float, float, float]:
    return found.attended, found.held, found.whole, found.reachable


def missed(found: Figures) -> list[str]:
    return [f"{each.session.code}{each.window.code and '/'}{each.window.code}" for each in found.missed]


def test_before_anything_was_held_nothing_is_said_of_it() -> None:
    found = figures(office(rules(*TEN), "ann").at("2026-01-05T08:00"))

    assert counted(found) == (0, 0, 10, 10)
    assert (found.of_held, found.of_whole, found.best, found.required, found.may_miss) == (None, 0, 100, 8, 2)


def test_late_is_there_and_what_nobody_was_noted_at_is_in_no_figure() -> None:
    hall = office(rules(*TEN), "ann", "ben")
    marks(hall, "late", "ann", at="2026-01-05T09:30")
    marks(hall, "present", "ben", at="2026-01-05T13:00", session="b")
    found = figures(hall.at("2026-01-05T21:00"))

    assert counted(found) == (1, 2, 9, 8)
    assert (found.of_held, found.of_whole, found.best) == (50, 11.1, 88.8)
    assert (missed(found), round(found.may_miss, 3)) == (["b"], 0.8)


def test_who_is_in_the_room_has_not_missed_it_and_is_counted_when_it_is_over() -> None:
    hall = office(rules(*TEN), "ann", "ben")
    marks(hall, "present", "ann", at="2026-01-05T09:00")

    assert counted(figures(hall, "ben")) == (0, 0, 10, 10)
    assert counted(figures(hall.at("2026-01-05T12:01"), "ben")) == (0, 1, 10, 9)
    assert counted(figures(hall)) == (1, 1, 10, 10)


def test_what_is_required_gets_out_of_reach() -> None:
    hall = office(rules(MORNING, NOON, EVENING), "ann", "ben")
    marks(hall, "present", "ben", at="2026-01-05T09:00")
    found = figures(hall.at("2026-01-05T12:30"))

    assert (found.best, round(found.may_miss, 3)) == (66.6, -0.4)


def test_nothing_may_be_missed_where_nothing_is_to_come() -> None:
    hall = office(rules(MORNING), "ann")
    marks(hall, "present", "ann", at="2026-01-05T09:00")
    found = figures(hall.at("2026-01-05T21:00"))

    assert (found.of_held, found.of_whole, found.best, found.may_miss) == (100, 100, 100, 0)


@pytest.mark.parametrize(("counts", "expected"), [("absent", (1, 2, 10, 9)), ("excused", (1, 1, 9, 9))])
def test_leave_counts_as_the_programme_says(counts: str, expected: tuple[float, ...]) -> None:
    hall = office(rules(*TEN, leave_counts=counts), "ann", "ben")
    marks(hall, "present", "ann", "ben", at="2026-01-05T09:00")
    marks(hall, "present", "ben", at="2026-01-05T13:00", session="b")
    marks(hall, "excused", "ann", at="2026-01-05T13:00", session="b")

    assert counted(figures(hall.at("2026-01-05T16:01"))) == expected


def test_what_somebody_will_be_excused_from_is_nothing_that_comes() -> None:
    hall = office(rules(*TEN, leave_counts="excused"), "ann")
    marks(hall, "excused", "ann", at="2026-01-04T13:00", session="l6")

    assert counted(figures(hall)) == (0, 0, 9, 9)


def test_of_what_is_held_at_the_same_time_one_is_enough() -> None:
    beside = lesson("x", "2026-01-05T09:00")
    hall = office(rules(MORNING, beside, NOON), "ann", "ben", "cat")
    marks(hall, "present", "ann", at="2026-01-05T09:00")
    marks(hall, "present", "ben", at="2026-01-05T09:00", session="x")
    hall.at("2026-01-05T12:30").closes()

    assert [counted(figures(hall, name)) for name in ("ann", "ben", "cat")] == [
        (1, 1, 2, 2),
        (1, 1, 2, 2),
        (0, 1, 2, 1),
    ]
    assert missed(figures(hall, "cat")) == ["a"]


def test_who_is_in_a_long_one_is_not_missed_in_the_short_ones_beside_it() -> None:
    whole = replace(MORNING, end=MORNING.start + timedelta(hours=3))
    short = [lesson(code, f"2026-01-05T{at}", hours=1) for code, at in (("x", "09:00"), ("y", "11:00"))]
    hall = office(rules(whole, *short), "ann", "ben")
    marks(hall, "present", "ann", at="2026-01-05T09:00")
    marks(hall, "present", "ben", at="2026-01-05T11:00", session="y")
    hall.at("2026-01-05T21:00")

    assert (missed(figures(hall)), missed(figures(hall, "ben"))) == ([], ["a"])


def test_each_point_of_a_session_is_a_share_of_it() -> None:
    points = tuple(
        CheckPoint(code, Text(code), MORNING.start + timedelta(hours=after)) for code, after in (("one", 0), ("two", 2))
    )
    hall = office(rules(replace(MORNING, points=points), NOON), "ann", "ben")
    for point, at in (("one", "09:00"), ("two", "11:00")):
        marks(hall, "present", "ben", at=f"2026-01-05T{at}", point=point)
    marks(hall, "present", "ann", at="2026-01-05T09:00", point="one")
    found = figures(hall.at("2026-01-05T12:01"))

    assert (counted(found), missed(found)) == ((0.5, 1, 2, 1.5), ["a/two"])


def test_a_journey_counts_by_its_days_and_no_more_hours_of_each_than_one_is_awake() -> None:
    trip = lesson("t", "2026-01-06T08:30", hours=56)
    hall = office(rules(MORNING, trip, counted_in="hours"), "ann").at("2026-01-05T08:00")

    assert counted(figures(hall)) == (0, 0, 27, 27)


def test_what_is_cancelled_or_counts_for_nobody_is_in_nothing() -> None:
    sessions = (
        MORNING,
        replace(NOON, status="cancelled"),
        replace(EVENING, attendance=False),
        lesson("m", "2026-01-06T12:00", kind="lunch"),
    )

    assert counted(figures(office(rules(*sessions), "ann"))) == (0, 0, 1, 1)


def test_the_time_in_the_room_counts_where_leaving_is_noted() -> None:
    hall = office(rules(MORNING, NOON, counted_in="hours", leaving=True), "ann", "ben", "cat", "dan").at(
        "2026-01-05T08:50"
    )
    hall.opens("a")
    hall.opens("a", what="out")
    for at, name, what in (
        ("08:50", "ann", "in"),
        ("08:55", "ben", "in"),
        ("10:00", "cat", "in"),
        ("10:00", "ben", "out"),
        ("10:30", "ann", "out"),
        ("11:00", "ann", "in"),
        ("12:40", "ann", "out"),
    ):
        hall.at(f"2026-01-05T{at}").tries(name, hall.code("a", what=what))
    marks(hall, "present", "dan", at="2026-01-05T15:00")

    assert {name: figures(hall, name).attended for name in ("ann", "ben", "cat", "dan")} == {
        "ann": 2.5,
        "ben": 1,
        "cat": 2,
        "dan": 3,
    }


def test_a_team_is_there_where_enough_of_it_came_and_who_has_none_counts_alone() -> None:
    hall = office(rules(MORNING, NOON, counted_by="team", team_needs=2))
    for name in ("ann", "ben", "cat"):
        hall.joins(name, "c", team="north")
    for name, team in (("dan", "south"), ("eve", "")):
        hall.joins(name, "c", team=team)
    marks(hall, "present", "ann", "ben", "dan", at="2026-01-05T09:00")
    marks(hall, "present", "ann", at="2026-01-05T13:00", session="b")
    hall.at("2026-01-05T21:00")

    assert {
        name: (figures(hall, name).attended, missed(figures(hall, name))) for name in hall.people if name != "olga"
    } == {
        "ann": (1, ["b"]),
        "ben": (1, ["b"]),
        "cat": (1, ["b"]),
        "dan": (1, ["b"]),
        "eve": (0, ["a", "b"]),
    }


def test_a_team_is_excused_where_everybody_who_did_not_come_is() -> None:
    hall = office(rules(MORNING, NOON, counted_by="team", leave_counts="excused"))
    for name, team in (("ann", "north"), ("ben", "north"), ("cat", "south"), ("dan", "south"), ("eve", "")):
        hall.joins(name, "c", team=team)
    marks(hall, "excused", "ann", "ben", "cat", at="2026-01-05T09:00")
    marks(hall, "present", "eve", at="2026-01-05T09:00")
    hall.at("2026-01-05T12:30")

    assert (counted(figures(hall)), counted(figures(hall, "dan"))) == ((0, 0, 1, 1), (0, 1, 2, 1))


@pytest.mark.parametrize(
    ("attended", "held", "shown"), [(4, 5, 80), (7999, 10000, 79.9), (2, 3, 66.6), (0.1 + 0.2, 0.3, 100)]
)
def test_a_percentage_is_never_rounded_up(attended: float, held: float, shown: float) -> None:
    made = attendance.Figures(attended, held, held, held, held, 0, ())

    assert (made.of_held, made.of_whole, made.best) == (shown, shown, 100)


sessions = st.tuples(st.integers(0, 6), st.integers(0, 23), st.floats(0.5, 60))
noted = st.tuples(
    st.integers(0, 5), st.sampled_from(["ann", "ben"]), st.sampled_from(["present", "late", "excused", "absent", ""])
)
