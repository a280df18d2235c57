"""Checking in by the code on a board: what counts, what does not, and that every attempt leaves a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.messages import Address, Spot
from bot.services import checkin
from bot.services.checkin import Mark, Place
from storage import checkins, programmes
from storage.programme import CheckPoint, Text, Venue
from tests.services.hall import Hall
from tests.services.season import BANGKOK, course, lesson


LESSON = lesson("a", "2026-01-05T09:00")
DAY = course(LESSON, lesson("b", "2026-01-05T13:00"))


@pytest.fixture
def hall() -> Hall:
    """Ann and Ben have come to a class, ten minutes before it begins."""
    made = Hall(DAY, "ann", "ben").at("2026-01-05T08:50")
    made.opens("a")
    return made


def _outcomes(hall: Hall, session: str = "a") -> list[str]:
    with hall.database.read() as store:
        return [line.outcome for line in checkins.everything(store, "c", session)]


def test_whoever_sends_the_code_is_there(hall: Hall) -> None:
    result = hall.tries("ann", hall.code("a"))

    assert (result.outcome, result.state and result.state.at) == ("", hall.now)
    assert hall.statuses() == {"a ann": "present"}


@pytest.mark.parametrize(
    ("at", "outcome", "status"),
    [
        ("08:14:59", "early", None),
        ("08:15:00", "", "present"),
        ("09:15:00", "", "present"),
        ("09:15:01", "", "late"),
        ("12:00:00", "", "late"),
        ("12:00:01", "closed", None),
    ],
)
def test_when_somebody_comes_says_how_it_is(hall: Hall, at: str, outcome: str, status: str | None) -> None:
    hall.at(f"2026-01-05T{at}")

    assert hall.tries("ann", hall.code("a")).outcome == outcome
    assert hall.statuses().get("a ann") == status


def test_too_early_leaves_nothing_that_is_in_the_way_later(hall: Hall) -> None:
    assert hall.at("2026-01-05T08:00").tries("ann", hall.code("a")).outcome == "early"
    assert hall.at("2026-01-05T08:20").tries("ann", hall.code("a")).outcome == ""
    assert _outcomes(hall) == ["early", ""]


def test_a_second_time_is_told_since_when(hall: Hall) -> None:
    hall.tries("ann", hall.code("a"))
    first, hall.now = hall.now, hall.now + timedelta(minutes=5)

    again = hall.tries("ann", hall.code("a"))
    assert (again.outcome, again.state and again.state.at) == ("repeated", first)
    assert hall.states()["a", "", "ann"].at == first


def test_the_same_event_again_is_the_same_attempt(hall: Hall) -> None:
    first = hall.tries("ann", hall.code("a"), nonce="x")
    hall.now += timedelta(seconds=40)

    again = hall.tries("ann", hall.code("a"), nonce="x")
    assert (again.outcome, again.entry, again.state) == ("", first.entry, first.state)
    assert _outcomes(hall) == [""]


def test_a_code_is_judged_by_when_it_was_sent(hall: Hall) -> None:
    code, sent = hall.code("a"), hall.now
    for seconds, outcome in ((60, ""), (80, "old"), (14 * 60, "old"), (30 * 60, "unknown")):
        hall.now = sent + timedelta(seconds=seconds)
        hall.joins(f"p{seconds}", "c")
        assert hall.tries(f"p{seconds}", code).outcome == outcome
    hall.now = sent + timedelta(hours=1)
    assert hall.tries("ben", code, sent=timedelta(hours=1)).outcome == ""
    assert hall.states()["a", "", "ben"].at == sent


def test_every_code_is_another_after_twenty_seconds(hall: Hall) -> None:
    begun, seen = hall.now, []
    for number in range(50):
        hall.now = begun + timedelta(seconds=20 * number)
        seen.append(hall.code("a"))

    assert len(set(seen)) == 50


def test_strangers_people_of_another_course_and_organisers_do_not_check_in(hall: Hall) -> None:
    with hall.database.write() as store:
        programmes.save(store, course(lesson("z", "2026-01-05T09:00"), code="other"))
    hall.joins("zoe", "other")
    hall.joins("olga", "c", role="organiser")

    assert [hall.tries(name, hall.code("a")).outcome for name in ("nobody", "zoe", "olga")] == [
        "guest",
        "elsewhere",
        "role",
    ]
    assert hall.statuses() == {}
    assert _outcomes(hall) == ["guest", "elsewhere", "role"]


def test_a_session_that_is_cancelled_takes_nobody(hall: Hall) -> None:
    with hall.database.write() as store:
        programmes.save(store, replace(DAY, sessions=(replace(LESSON, status="cancelled"), *DAY.sessions[1:])))

    assert hall.tries("ann", hall.code("a")).outcome == "cancelled"


def test_guessing_ends_after_five_wrong_codes_even_with_a_right_one(hall: Hall) -> None:
    wrong = [hall.tries("ann", f"C2C2C{digit}").outcome for digit in "23456"]

    assert wrong == ["unknown"] * 5
    stopped = hall.tries("ann", hall.code("a"))
    assert (stopped.outcome, stopped.until) == ("guessing", hall.now + timedelta(minutes=10))
    assert hall.tries("ben", hall.code("a")).outcome == ""
    hall.now += timedelta(minutes=11)
    assert hall.tries("ann", hall.code("a")).outcome == ""


def test_while_many_guess_whoever_has_guessed_waits_and_nobody_else(hall: Hall) -> None:
    for number in range(60):
        name = f"p{number}"
        hall.joins(name, "c")
        assert [hall.tries(name, code).outcome for code in ("C2C2C2", "C2C2C3")] == ["unknown", "unknown"]

    assert hall.tries("p1", hall.code("a")).outcome == "guessing"
    assert hall.tries("ann", hall.code("a")).outcome == ""


def test_who_is_in_one_room_is_asked_before_they_are_in_another() -> None:
    both = course(LESSON, lesson("x", "2026-01-05T10:00"))
    hall = Hall(both, "ann").at("2026-01-05T09:50")
    for session in ("a", "x"):
        hall.opens(session)
    hall.tries("ann", hall.code("a"))

    asked = hall.tries("ann", hall.code("x"))
    assert (asked.outcome, asked.other and asked.other.code) == ("two", "a")
    assert hall.tries("ann", hall.code("x"), moves=True).outcome == ""
    assert hall.statuses() == {"x ann": "present"}


def test_leaving_is_noted_where_a_board_asks_for_it_and_the_time_in_the_room_counts(hall: Hall) -> None:
    hall.opens("a", what="out")
    assert hall.tries("ann", hall.code("a", what="out")).outcome == "not_in"
    hall.tries("ann", hall.code("a"))
    for at, what, outcome in (
        ("08:55", "out", "early"),
        ("10:00", "out", ""),
        ("10:01", "out", "repeated"),
        ("10:30", "in", ""),
        ("12:30", "out", ""),
    ):
        hall.at(f"2026-01-05T{at}")
        assert hall.tries("ann", hall.code("a", what=what)).outcome == outcome
    state = hall.states()["a", "", "ann"]
    assert (state.status, state.stayed(hall.now)) == ("present", timedelta(hours=3, minutes=10))


def test_a_board_for_leaving_is_open_for_an_hour_after_the_class(hall: Hall) -> None:
    hall.opens("a", what="out")
    for name in ("ann", "ben"):
        hall.tries(name, hall.code("a"))
    hall.at("2026-01-05T12:30").closes()
    assert hall.tries("ann", hall.code("a", what="out")).outcome == ""
    code = hall.at("2026-01-05T13:01").code("a", what="out")

    hall.closes()
    assert hall.tries("ben", code).outcome == "unknown"


def test_each_day_of_a_journey_has_a_point_of_its_own_and_named_ones_come_instead() -> None:
    trip = lesson("t", "2026-01-05T08:30", hours=56)
    bus = CheckPoint("bus", Text("ขึ้นรถ"), trip.start.replace(hour=6))
    day = course(trip, replace(lesson("n", "2026-01-08T08:30"), points=(bus,)))
    hall = Hall(day)

    days = checkin.windows(trip, checkin.settings_of(day))
    assert [(each.code, f"{each.opens:%d %H:%M}", f"{each.closes:%d %H:%M}") for each in days] == [
        ("2026-01-05", "05 07:45", "06 00:00"),
        ("2026-01-06", "06 07:45", "07 00:00"),
        ("2026-01-07", "07 07:45", "07 16:30"),
    ]
    with hall.database.read() as store:
        kept = hall.get(store, "c").sessions[1]
    assert kept.points == (bus,)
    assert [each.code for each in checkin.windows(kept, checkin.settings_of(day))] == ["bus"]


def test_a_point_closes_by_itself_and_the_others_are_absent(hall: Hall) -> None:
    hall.tries("ann", hall.code("a"))

    assert hall.at("2026-01-05T12:00").closes() == []
    assert hall.at("2026-01-05T12:01").closes() == [("c", "a", "")]
    assert hall.closes() == []
    assert hall.statuses() == {"a ann": "present", "a ben": "absent"}


def test_where_nobody_took_attendance_nobody_is_absent(hall: Hall) -> None:
    assert hall.at("2026-02-01T09:00").closes() == []
    assert hall.statuses() == {}


def test_who_is_in_the_room_beside_is_not_absent() -> None:
    hall = Hall(course(LESSON, lesson("x", "2026-01-05T09:00")), "ann", "ben", "cat").at("2026-01-05T08:50")
    for session in ("a", "x"):
        hall.opens(session)
    hall.tries("ann", hall.code("a"))
    hall.tries("ben", hall.code("x"))
    hall.at("2026-01-05T13:00").closes()

    assert hall.statuses() == {"a ann": "present", "x ben": "present", "a cat": "absent", "x cat": "absent"}


def test_an_organiser_marks_and_takes_back_within_a_quarter_of_an_hour(hall: Hall) -> None:
    olga, otto = (hall.joins(name, "c", role="organiser") for name in ("olga", "otto"))
    ann, place = hall.people["ann"], Place("c", "a")
    with hall.database.write() as store:
        (line,) = checkin.mark(store, place, [ann], Mark("excused", olga, reason="ประชุมสภา"), hall.now)
    assert (hall.states()["a", "", "ann"].status, hall.states()["a", "", "ann"].reason) == ("excused", "ประชุมสภา")
    for by, after, refused in ((otto, 1, "not_yours"), (olga, 16, "too_late"), (olga, 15, ""), (olga, 15, "undone")):
        with hall.database.write() as store:
            later = hall.now + timedelta(minutes=after)
            if refused:
                with pytest.raises(Refused, match=rf"checkin\.{refused}"):
                    checkin.undo(store, line.id, by, later)
            else:
                checkin.undo(store, line.id, by, later)
    assert hall.statuses() == {}


def test_whom_a_leader_checked_in_can_say_that_it_is_not_so(hall: Hall) -> None:
    ann, ben = hall.people["ann"], hall.people["ben"]
    with hall.database.write() as store:
        (line,) = checkin.mark(store, Place("c", "a"), [ben], Mark("present", ann, "team"), hall.now)
        with pytest.raises(Refused, match=r"checkin\.not_yours"):
            checkin.object_to(store, line.id, ann, hall.now)
        checkin.object_to(store, line.id, ben, hall.now + timedelta(hours=2))

    assert hall.statuses() == {}
    with hall.database.read() as store:
        assert [(each.what, each.reason) for each in checkins.everything(store, "c", "a")] == [
            ("mark", ""),
            ("undo", "objected"),
        ]


def test_a_pin_says_how_far_away_somebody_was() -> None:
    venue = Venue("hall", Text("ห้อง"), latitude=13.7649, longitude=100.5268)
    day = replace(
        course(replace(LESSON, venue="hall")), venues=(venue,), settings={"attendance": {"location_metres": 300}}
    )
    hall = Hall(day, "ann", "ben").at("2026-01-05T08:50")
    hall.opens("a")
    hall.tries("ann", hall.code("a"))

    def pin(name: str, latitude: float) -> tuple[int, bool] | None:
        with hall.database.write() as store:
            found = checkin.note_pin(store, hall.get, Address("line", name), Spot(latitude, 100.5268), hall.now)
        return (found.metres, found.near) if found else None

    assert pin("ann", 13.7659) == (111, True)
    assert pin("ann", 13.8649) == (11119, False)
    assert hall.states()["a", "", "ann"].metres == 11119
    assert pin("ben", 13.7659) is None
    assert hall.now.tzinfo == BANGKOK
