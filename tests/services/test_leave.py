"""Leave: what may be asked for, what becomes of it in the log, and that whoever comes all the same is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.services import leave
from storage import checkins
from tests.services.hall import Hall
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from bot.services.leave import Leave
    from storage.db import Database


A, B = lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00")
TRIP = lesson("t", "2026-01-07T08:30", hours=56)
DAY = course(A, B, TRIP, lesson("lunch", "2026-01-05T12:00", hours=1, kind="meal"))
SUNDAY = "2026-01-04T18:00"


@pytest.fixture
def hall() -> Hall:
    made = Hall(DAY, "ann", "ben").at(SUNDAY)
    made.joins("olga", "c", role="organiser")
    return made


def asks(hall: Hall, *codes: str, name: str = "ann") -> Leave:
    with hall.database.write() as store:
        return leave.ask(store, DAY, hall.people[name], codes, "ติดประชุมสภา", hall.now)


def approves(hall: Hall, asked: Leave, name: str = "olga") -> bool:
    with hall.database.write() as store:
        return leave.approve(store, DAY, asked, hall.people[name], hall.now)


def withdraws(hall: Hall, asked: Leave) -> list[str]:
    with hall.database.write() as store:
        return list(leave.encoded(leave.withdraw(store, DAY, asked, hall.now)))


def test_approved_leave_is_excused_with_who_and_why(hall: Hall) -> None:
    asked = asks(hall, "a")
    assert hall.statuses() == {}

    assert approves(hall, asked)
    state = hall.states()["a", "", "ann"]
    assert (state.status, state.way, state.by, state.reason) == (
        "excused",
        "leave",
        hall.people["olga"],
        "ติดประชุมสภา",
    )
    assert not approves(hall, asked)
    assert len(hall.states()) == 1


def test_declined_leave_is_in_no_log(hall: Hall) -> None:
    asked = asks(hall, "a")
    with hall.database.write() as store:
        assert leave.decline(store, asked, hall.people["olga"], hall.now, "มีสอบ")

    assert not approves(hall, asked)
    assert hall.statuses() == {}


def test_nobody_decides_on_their_own(hall: Hall) -> None:
    asked = asks(hall, "a")

    with pytest.raises(Refused, match=r"leave\.own"):
        approves(hall, asked, "ann")


def test_whoever_comes_all_the_same_is_there_and_is_not_absent_otherwise(hall: Hall) -> None:
    approves(hall, asks(hall, "a"))
    approves(hall, asks(hall, "a", name="ben"))
    hall.at("2026-01-05T08:55").opens("a")
    hall.tries("ann", hall.code("a"))
    hall.at("2026-01-05T13:00").closes()

    assert hall.statuses() == {"a ann": "present", "a ben": "excused"}


def test_what_is_approved_late_does_not_touch_whoever_came(hall: Hall) -> None:
    mine, bens = asks(hall, "a"), asks(hall, "a", name="ben")
    hall.at("2026-01-05T08:55").opens("a")
    hall.tries("ann", hall.code("a"))
    hall.at("2026-01-05T13:00").closes()
    approves(hall, mine)
    approves(hall, bens)

    assert hall.statuses() == {"a ann": "present", "a ben": "excused"}


def test_every_point_of_a_journey_is_excused_or_the_days_that_were_asked_for(hall: Hall) -> None:
    with hall.database.read() as store:
        trip = [each for each in hall.get(store, "c").sessions if each.code == "t"]
    ahead, begun = leave.split(DAY, trip, [(date(2026, 1, 8), date(2026, 1, 8))], hall.now)
    assert (leave.encoded(ahead), begun) == (("t\n2026-01-08",), ())
    approves(hall, asks(hall, *leave.encoded(ahead)))
    assert hall.statuses() == {"t/2026-01-08 ann": "excused"}

    approves(hall, asks(hall, "t"))
    assert hall.statuses() == {f"t/2026-01-0{day} ann": "excused" for day in (7, 8, 9)}


def test_what_has_begun_and_what_nobody_notes_is_not_asked_for(hall: Hall) -> None:
    hall.at("2026-01-05T09:00")
    ahead, begun = leave.split(DAY, DAY.sessions, [], hall.now)

    assert (leave.encoded(ahead), leave.encoded(begun)) == (("b", "t"), ("a",))
    assert asks(hall, "a", "b").sessions == ("b",)
    for codes, refused in ((["a"], "too_late"), (["a", "b"], "asked_before"), (["lunch"], "too_late"), (["x"], "too_")):
        with pytest.raises(Refused, match=rf"leave\.{refused}"):
            asks(hall, *codes)


def test_of_a_journey_that_goes_on_the_days_to_come_are_left(hall: Hall) -> None:
    hall.at("2026-01-08T07:00")

    assert asks(hall, "t").sessions == ("t\n2026-01-08", "t\n2026-01-09")


def test_leave_is_taken_back_until_the_session_begins(hall: Hall) -> None:
    asked = asks(hall, "a", "t")
    approves(hall, asked)
    hall.at("2026-01-05T09:00")

    assert withdraws(hall, asked) == ["t"]
    assert hall.statuses() == {"a ann": "excused"}
    with pytest.raises(Refused, match=r"leave\.nothing_left"):
        withdraws(hall, asked)
    with hall.database.read() as store:
        lines = checkins.everything(store, "c", "t")
        assert [(line.what, line.by == hall.people["ann"], line.reason) for line in lines[3:]] == [
            ("undo", True, "")
        ] * 3
    hall.at("2026-01-05T09:30")
    approves(hall, asks(hall, "t"))
    assert hall.statuses()["t/2026-01-07 ann"] == "excused"


def test_what_was_not_decided_on_is_taken_back_too(hall: Hall) -> None:
    asked = asks(hall, "a")

    assert withdraws(hall, asked) == ["a"]
    assert not approves(hall, asked)
    assert hall.statuses() == {}
    assert asks(hall, "a").sessions == ("a",)


def test_of_several_who_decide_at_once_one_does(database: Database) -> None:
    hall = Hall(DAY, "ann", database=database).at(SUNDAY)
    names = [f"o{number}" for number in range(4)]
    for name in names:
        hall.joins(name, "c", role="organiser")
    asked = asks(hall, "a", "t")

    def decides(name: str) -> bool:
        with database.write() as store:
            if name in names[:2]:
                return leave.approve(store, DAY, asked, hall.people[name], hall.now)
            return leave.decline(store, asked, hall.people[name], hall.now)

    with ThreadPoolExecutor(4) as threads:
        decided = list(threads.map(decides, names))

    assert sum(decided) == 1
    assert len(hall.statuses()) == (4 if any(decided[:2]) else 0)


def test_asked_for_twice_at_once_it_is_one_request(database: Database) -> None:
    hall = Hall(DAY, "ann", database=database).at(SUNDAY)

    def tries(_: int) -> str:
        try:
            return "".join(asks(hall, "a").sessions)
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(tries, range(4))) == ["a", *["leave.asked_before"] * 3]
