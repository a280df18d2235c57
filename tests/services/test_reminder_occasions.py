"""Which reminders there are, and when each is due and good until."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.reminders import Timetable, Wishes
from bot.services.reminders.occasions import occasions
from tests.services.season import BANGKOK, MADRID, course, lesson
from tests.storage.strategies import programmes


if TYPE_CHECKING:
    from storage.programme import Programme
    from storage.reminders import Occasion


def when(programme: Programme, kind: str = "", wishes: Wishes | None = None) -> list[str]:
    """Each reminder as `kind subject: due → until`, on Bangkok's clocks."""
    found = occasions(Timetable(programme), wishes or Wishes())
    return [_said(each) for each in found if each.kind == kind or not kind]


def _said(each: Occasion) -> str:
    due, until = (at.astimezone(BANGKOK) for at in (each.due_at, each.expires_at))
    return f"{each.kind} {each.subject}: {due:%d.%m. %H:%M} → {until:%d.%m. %H:%M}"


DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00"))


def test_a_day_has_an_evening_before_a_morning_and_each_session() -> None:
    assert when(DAY) == [
        "evening 2026-01-05: 04.01. 18:00 → 05.01. 09:00",
        "digest 2026-01-05: 05.01. 07:00 → 05.01. 13:00",
        "nudge a: 05.01. 08:30 → 05.01. 09:00",
        "nudge b: 05.01. 12:30 → 05.01. 13:00",
    ]


def test_their_keys_have_the_beginning_in_them_so_that_what_moves_is_reminded_of_anew() -> None:
    moved = course(lesson("a", "2026-01-05T10:00"), lesson("b|c", "2026-01-05T13:00"))

    keys = {each.subject: each.key for each in occasions(Timetable(DAY), Wishes())}
    anew = {each.subject: each.key for each in occasions(Timetable(moved), Wishes())}
    assert keys["a"] == "nudge c a 2026-01-05T02:00Z"
    assert anew["a"] == "nudge c a 2026-01-05T03:00Z"
    assert anew["b|c"] == "nudge c b/c 2026-01-05T06:00Z"


def test_nobody_is_reminded_of_what_is_cancelled_nor_of_breaks_alone() -> None:
    programme = course(
        lesson("a", "2026-01-05T09:00", status="cancelled"),
        lesson("lunch", "2026-01-05T12:00", kind="break"),
        lesson("b", "2026-01-06T08:00", kind="break"),
        lesson("c", "2026-01-06T09:00"),
    )

    assert when(programme) == [
        "evening 2026-01-06: 05.01. 18:00 → 06.01. 09:00",
        "digest 2026-01-06: 06.01. 07:00 → 06.01. 09:00",
        "nudge c: 06.01. 08:30 → 06.01. 09:00",
    ]


def test_each_morning_of_a_journey_is_told_until_it_is_over() -> None:
    night = lesson("night", "2026-01-04T22:00", hours=8)
    programme = course(night, lesson("trip", "2026-01-05T09:00", hours=57), lesson("b", "2026-01-06T13:00"))

    assert when(programme, "digest") == [
        "digest 2026-01-04: 04.01. 07:00 → 04.01. 22:00",
        "digest 2026-01-05: 05.01. 07:00 → 05.01. 09:00",
        "digest 2026-01-06: 06.01. 07:00 → 06.01. 13:00",
        "digest 2026-01-07: 07.01. 07:00 → 07.01. 18:00",
    ]


def test_what_lasts_until_midnight_is_over_then() -> None:
    assert when(course(lesson("trip", "2026-01-05T09:00", hours=15)), "digest") == [
        "digest 2026-01-05: 05.01. 07:00 → 05.01. 09:00"
    ]
    assert when(course(lesson("trip", "2026-01-05T09:00", hours=39)), "digest") == [
        "digest 2026-01-05: 05.01. 07:00 → 05.01. 09:00",
        "digest 2026-01-06: 06.01. 07:00 → 07.01. 00:00",
    ]


def test_a_deadline_is_told_three_times_each_until_the_next() -> None:
    programme = course(lesson("paper", "2026-01-30T16:30", kind="deadline"))

    assert when(programme) == [
        "deadline paper: 23.01. 16:30 → 29.01. 16:30",
        "deadline paper: 29.01. 16:30 → 30.01. 13:30",
        "deadline paper: 30.01. 13:30 → 30.01. 16:30",
    ]


def test_what_falls_into_the_quiet_hours_comes_at_their_end_while_that_is_of_use() -> None:
    early = course(lesson("bus", "2026-01-05T06:00"), lesson("walk", "2026-01-06T06:50"))

    assert when(early, "nudge") == ["nudge bus: 04.01. 21:00 → 05.01. 06:00", "nudge walk: 06.01. 06:30 → 06.01. 06:50"]
    night = course(lesson("paper", "2026-01-30T09:00", kind="deadline"), lesson("call", "2026-02-02T23:00"))
    assert when(night) == [
        "deadline paper: 23.01. 09:00 → 29.01. 09:00",
        "deadline paper: 29.01. 09:00 → 30.01. 06:30",
        "deadline paper: 30.01. 06:30 → 30.01. 09:00",
        "evening 2026-02-02: 01.02. 18:00 → 02.02. 23:00",
        "digest 2026-02-02: 02.02. 07:00 → 02.02. 23:00",
        "nudge call: 02.02. 21:00 → 02.02. 23:00",
    ]


def test_a_digest_that_would_come_after_the_day_has_begun_is_none() -> None:
    assert when(course(lesson("bus", "2026-01-05T06:40")), "digest") == []


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({"digest": "06:00", "quiet": "none"}, "digest 2026-01-05: 05.01. 06:00 → 05.01. 13:00"),
        ({"evening": "20:00"}, "evening 2026-01-05: 04.01. 20:00 → 05.01. 09:00"),
        ({"nudge": 60}, "nudge a: 05.01. 08:00 → 05.01. 09:00"),
        ({"quiet": "17:00-08:00"}, "digest 2026-01-05: 05.01. 08:00 → 05.01. 13:00"),
    ],
)
def test_the_programme_says_when(settings: dict[str, Any], wanted: str) -> None:
    assert wanted in when(course(*DAY.sessions, **settings))


def test_the_programme_leaves_kinds_out_and_people_too() -> None:
    programme = course(*DAY.sessions, off=["evening"])

    assert when(programme, wishes=Wishes(off=frozenset({"digest"}))) == [
        "nudge a: 05.01. 08:30 → 05.01. 09:00",
        "nudge b: 05.01. 12:30 → 05.01. 13:00",
    ]
    assert when(programme, "nudge", Wishes(lead=0)) == []
    assert when(course(*DAY.sessions, nudge=0), "nudge") == []


def test_people_say_how_long_before() -> None:
    wishes = Wishes(lead=24 * 60)

    assert when(DAY, "nudge", wishes)[0] == "nudge a: 04.01. 09:00 → 05.01. 09:00"
    assert when(course(*DAY.sessions, off=["nudge"]), "nudge", wishes)[0] == "nudge a: 04.01. 09:00 → 05.01. 09:00"


def test_people_have_quiet_hours_of_their_own() -> None:
    assert when(DAY, "digest", Wishes(quiet="20:00-08:00")) == ["digest 2026-01-05: 05.01. 08:00 → 05.01. 13:00"]
    early = course(lesson("bus", "2026-01-05T06:00"))
    assert when(early, "nudge", Wishes(quiet="none")) == ["nudge bus: 05.01. 05:30 → 05.01. 06:00"]


def test_who_is_abroad_is_told_by_the_clocks_there() -> None:
    """In Barcelona the clocks go back on 25 October 2026: 09.30 is 14.30 in Bangkok before, and 15.30 after.

    The morning's digest comes at seven there, and at seven in the evening it is not quiet yet.
    """
    abroad = course(
        lesson("expo", "2026-10-24T09:30", zone=MADRID),
        lesson("talk", "2026-10-25T09:30", zone=MADRID),
        lesson("dinner", "2026-10-25T19:30", zone=MADRID),
    )

    assert when(abroad, "nudge") == [
        "nudge expo: 24.10. 14:00 → 24.10. 14:30",
        "nudge talk: 25.10. 15:00 → 25.10. 15:30",
        "nudge dinner: 26.10. 01:00 → 26.10. 01:30",
    ]
    assert when(abroad, "digest") == [
        "digest 2026-10-24: 24.10. 12:00 → 24.10. 14:30",
        "digest 2026-10-25: 25.10. 13:00 → 26.10. 01:30",
    ]
    assert when(abroad, "evening") == [
        "evening 2026-10-24: 23.10. 18:00 → 24.10. 14:30",
        "evening 2026-10-25: 24.10. 18:00 → 25.10. 15:30",
    ]


def test_leap_days_and_the_end_of_a_year_are_days_like_others() -> None:
    programme = course(
        lesson("leap", "2028-02-29T09:00"), lesson("march", "2028-03-01T09:00"), lesson("new", "2029-01-01T09:00")
    )

    assert when(programme, "evening") == [
        "evening 2028-02-29: 28.02. 18:00 → 29.02. 09:00",
        "evening 2028-03-01: 29.02. 18:00 → 01.03. 09:00",
        "evening 2029-01-01: 31.12. 18:00 → 01.01. 09:00",
    ]


@given(
    programmes(), st.sampled_from([None, 0, 5, 30, 4320]), st.sampled_from(["", "none", "20:00-08:00", "12:00-13:00"])
)
def test_of_any_programme_every_reminder_comes_before_what_it_is_about(
    programme: Programme, lead: int | None, quiet: str
) -> None:
    found = occasions(Timetable(programme), Wishes(lead, quiet=quiet))

    starts = {session.code: session.start for session in programme.sessions if session.status == "confirmed"}
    assert all(each.due_at < each.expires_at for each in found)
    assert all(each.expires_at <= starts[each.subject] for each in found if each.kind in ("nudge", "deadline"))
    assert list(found) == sorted(found, key=lambda each: each.due_at)
    assert len({(each.key, each.due_at) for each in found}) == len(found)
    again = occasions(Timetable(replace(programme, faqs=())), Wishes(lead, quiet=quiet))
    assert again == found
    assert all(each.due_at.utcoffset() == timedelta() for each in found)
