"""What a board shows: which place is meant, by what name people are greeted, how many are there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import checkin
from bot.services.checkin import Mark, Place, showing
from bot.services.checkin.showing import Crowd, Team
from storage.programme import CheckPoint, Text
from tests.services.hall import Hall
from tests.services.season import course, lesson


LESSON = lesson("a", "2026-01-05T09:00")
DAY = course(LESSON, lesson("x", "2026-01-05T10:00"))


def crowd(hall: Hall, session: str = "a", point: str = "") -> Crowd:
    with hall.database.read() as store:
        at = showing.spot(hall.get(store, "c"), f"{session}/{point}/in")
        assert at
        return showing.crowd(store, at)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("นายกิตติ ขจรเดชา", ("", "กิตติ")),
        ("นางสาวพิมพ์ ดีงาม", ("", "พิมพ์")),
        ("ดร.พันธุ์อาจ ชัยรัตน์", ("ดร.", "พันธุ์อาจ")),
        ("พล.ต.อ. ดร.สมชาย ใจดี", ("พล.ต.อ. ดร.", "สมชาย")),
        ("ว่าที่ร้อยตรีสมชาย ดี", ("ว่าที่ร้อยตรี", "สมชาย")),
        ("Mr. John Smith", ("", "John")),
        ("Dr. Ann Lee", ("Dr.", "Ann")),
        ("สมหญิง", ("", "สมหญิง")),
        ("", ("", "")),
    ],
)
def test_people_are_greeted_by_earned_titles_and_their_first_name(name: str, called: tuple[str, str]) -> None:
    assert showing.called(name) == called


@given(st.text())
def test_whatever_somebody_is_called_they_are_called_something(name: str) -> None:
    title, first = showing.called(name)

    assert bool(first) == bool(name.strip())
    assert title in name
    assert first in name


@given(st.text())
def test_whatever_place_is_asked_for_it_is_one_of_the_programme_or_none(name: str) -> None:
    found = showing.spot(DAY, name)

    assert found is None or found.place.session in ("a", "x")


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_place_is_found_by_its_name_whatever_its_codes_are(session: str, point: str) -> None:
    points = (CheckPoint(point, Text("รถ"), LESSON.start),)
    day = course(replace(LESSON, code=session, points=points))
    found = showing.spot(day, showing.name_of(Place("c", session, point)))

    assert found
    assert (found.session, found.window.code) == (day.sessions[0], point)


def test_everybody_is_one_of_those_who_came_are_away_or_are_missing() -> None:
    hall = Hall(DAY, "ann", "ben", "cat", "dan", "eve").at("2026-01-05T09:50")
    for session in ("a", "x"):
        hall.opens(session)
    olga, me = hall.joins("olga", "c", role="organiser"), hall.people
    hall.tries("ann", hall.code("a"))
    hall.tries("ben", hall.code("x"))
    with hall.database.write() as store:
        checkin.mark(store, Place("c", "a"), [me["cat"]], Mark("excused", olga, reason="ป่วย"), hall.now)
        checkin.mark(store, Place("c", "a"), [me["dan"]], Mark("present", olga), hall.now)
    found = crowd(hall)

    assert (found.present, found.late, found.excused, found.missing, found.everybody) == (1, 1, 1, 1, 5)
    assert [each.name for each in found.newest] == ["dan", "ann"]
    hall.at("2026-01-05T12:01").closes()
    assert (crowd(hall).missing, crowd(hall).everybody) == (1, 5)


def test_a_team_is_there_when_as_many_are_as_the_programme_asks_for() -> None:
    hall = Hall(replace(DAY, settings={"attendance": {"team_needs": 2}}), "zoe").at("2026-01-05T08:50")
    for name, team in (("ann", "t1"), ("ben", "t1"), ("cat", "t1"), ("dan", "t2")):
        hall.joins(name, "c", team=team)
    hall.opens("a")
    seen = []
    for name in ("ann", "zoe", "dan", "cat"):
        hall.tries(name, hall.code("a"))
        seen.append([(each.came, each.is_there) for each in crowd(hall).teams])

    assert seen == [[(1, False), (0, False)]] * 2 + [[(1, False), (1, True)], [(2, True), (1, True)]]
    assert crowd(hall).teams == (Team("t1", 2, 3, is_there=True), Team("t2", 1, 1, is_there=True))


def test_a_stand_in_is_greeted_by_their_own_name() -> None:
    hall = Hall(DAY, "นายกิตติ ขจรเดชา").at("2026-01-05T08:50")
    olga = hall.joins("olga", "c", role="organiser")
    with hall.database.write() as store:
        who = hall.people["นายกิตติ ขจรเดชา"]
        checkin.mark(store, Place("c", "a"), [who], Mark("present", olga, stand_in="นางดวงใจ แทนดี"), hall.now)

    assert [(each.title, each.name) for each in crowd(hall).newest] == [("", "ดวงใจ")]
