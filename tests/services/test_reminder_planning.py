"""The passes of the clock: what is due is told once to whom it concerns, whatever the clock and the processes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Address
from bot.services.reminders import Planned, Wishes
from storage import addresses, notices, outbox, people, reminders
from storage.models import OutboxRow
from tests.services.season import MADRID, Season, course, lesson


if TYPE_CHECKING:
    from storage.db import Database


A = "อีก 30 นาที เริ่ม 09.00 น."
B = "อีก 30 นาที เริ่ม 13.00 น."
MORNING = "วันนี้ เริ่ม 09.00 น."
EVENING = "พรุ่งนี้ เริ่ม 09.00 น."
DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00"))


def test_a_day_is_told_in_the_evening_in_the_morning_and_before_each_session(database: Database) -> None:
    season = Season(DAY, database=database)
    season.joins("ann")
    season.joins("bob", language="en")

    assert season.at("2026-01-04T17:59:59").following == season.moment("2026-01-04T18:00")
    assert season.told("ann") == []
    assert season.at("2026-01-04T18:00") == Planned(season.moment("2026-01-05T07:00"), told=2)
    assert (season.told("ann"), season.told("bob")) == ([EVENING], ["Tomorrow at 09:00"])
    assert season.at("2026-01-05T07:00:01") == Planned(season.moment("2026-01-05T08:30"), told=2)
    assert season.told("ann") == [MORNING]
    assert season.at("2026-01-05T08:30").told == 2
    assert season.at("2026-01-05T08:30:01") == Planned(season.moment("2026-01-05T12:30"))
    assert season.at("2026-01-05T12:30") == Planned(None, told=2)
    assert season.told("ann") == [A, B]
    assert season.told("bob") == ["Today at 09:00", "In 30 minutes, at 09:00", "In 30 minutes, at 13:00"]
    assert [(state, count) for _, state, count in season.marks()] == [("planned", 2)] * 4


def test_only_members_who_can_be_reached_are_told() -> None:
    season = Season(DAY, course(lesson("x", "2026-03-01T09:00"), code="d"))
    season.joins("ann")
    season.joins("elsewhere", "d")
    season.joins("nowhere", channels=())
    stopped = season.joins("stopped")
    season.joins("blocked")
    with season.database.write() as store:
        people.stop(store, stopped, stopped=True)
        addresses.close(store, Address("line", "blocked"), "blocked")

    assert season.at("2026-01-05T08:30").told == 1
    told = {name: len(season.told(name)) for name in ("ann", "elsewhere", "stopped", "blocked")}
    assert told == {"ann": 1, "elsewhere": 0, "stopped": 0, "blocked": 0}


def test_what_is_due_within_five_minutes_is_one_message() -> None:
    season = Season(course(lesson("a", "2026-01-05T07:32"), lesson("b", "2026-01-05T07:40")))
    season.joins("ann")
    season.at("2026-01-04T18:00")
    season.told("ann")

    assert season.at("2026-01-05T07:00").told == 1
    (both,) = season.replies("ann")
    assert both.text == (
        "วันนี้ เริ่ม 07.32 น.\nวันจันทร์ที่ 5 มกราคม 2569 มี 2 รายการค่ะ\n• 07.32–10.32 น. วิชา a\n• 07.40–10.40 น. วิชา b"
    ) or both.text.startswith("อีก 32 นาที เริ่ม 07.32 น.")
    assert [card.title for card in both.cards] == ["วิชา a", "วิชา b"]
    assert season.at("2026-01-05T07:02").told == 0
    assert season.at("2026-01-05T07:10").told == 1
    assert season.told("ann") == ["อีก 30 นาที เริ่ม 07.40 น."]
    assert [people for _, _, people in season.marks()] == [1, 1, 1, 1]


def test_who_is_in_two_programmes_gets_one_message_about_both() -> None:
    other = course(lesson("x", "2026-01-05T09:03"), code="d")
    season = Season(DAY, other)
    season.joins("ann", "c", "d")
    season.joins("bob")
    season.at("2026-01-05T07:00")
    season.told("ann")
    season.told("bob")

    season.at("2026-01-05T08:30")
    (both,) = season.replies("ann")
    assert both.text == f"C\n\n{A}\nวิชา a\n\nD\n\nอีก 33 นาที เริ่ม 09.03 น.\nวิชา x"
    assert season.told("bob") == [A]
    season.at("2026-01-05T08:33")
    assert (season.told("ann"), season.told("bob")) == ([], [])


def test_people_hear_of_it_when_they_want_to() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.joins("early", wishes=Wishes(lead=60))
    season.joins("mornings", wishes=Wishes(off=frozenset({"evening", "nudge"})))
    season.joins("late riser", wishes=Wishes(quiet="21:00-08:00"))
    names = ("ann", "early", "mornings", "late riser")

    got: list[dict[str, list[str]]] = []
    for moment in ("2026-01-04T18:00", "2026-01-05T07:00", "2026-01-05T08:00", "2026-01-05T08:30"):
        season.at(moment)
        got.append({name: told for name in names if (told := season.told(name))})
    hour = "อีก 1 ชั่วโมง เริ่ม 09.00 น."
    assert got == [
        {"ann": [EVENING], "early": [EVENING], "late riser": [EVENING]},
        {"ann": [MORNING], "early": [MORNING], "mornings": [MORNING]},
        {"early": [hour], "late riser": [MORNING]},
        {"ann": [A], "late riser": [A]},
    ]


def test_after_an_outage_what_is_still_of_use_is_told_once_and_the_rest_is_counted() -> None:
    """The machine was away from the evening before to ten in the morning, and once for a whole day."""
    season = Season(course(*DAY.sessions, lesson("c", "2026-01-07T09:00"), lesson("d", "2026-01-08T09:00")))
    season.joins("ann")
    season.joins("early", wishes=Wishes(lead=60))
    season.at("2026-01-04T17:00")
    season.restart()

    assert season.at("2026-01-05T10:00") == Planned(season.moment("2026-01-05T12:00"), told=2, expired=3)
    (digest,) = season.replies("ann")
    assert digest.text == "วันนี้ เริ่ม 13.00 น.\nวันจันทร์ที่ 5 มกราคม 2569 มี 1 รายการค่ะ\n• 13.00–16.00 น. วิชา b"
    season.at("2026-01-05T12:00")
    season.at("2026-01-05T12:30")
    season.restart()
    assert season.at("2026-01-07T18:30").expired == 4
    assert season.told("ann") == [B, EVENING]
    assert [each for each in season.marks() if each[1] == "expired"] == [
        ("evening c 2026-01-05", "expired", 2),
        ("nudge c a 2026-01-05T02:00Z", "expired", 1),
        ("nudge c a 2026-01-05T02:00Z", "expired", 1),
        ("evening c 2026-01-07", "expired", 2),
        ("digest c 2026-01-07", "expired", 2),
        ("nudge c c 2026-01-07T02:00Z", "expired", 1),
        ("nudge c c 2026-01-07T02:00Z", "expired", 1),
    ]


def test_the_first_time_ever_nothing_is_too_late_and_what_is_of_use_is_told() -> None:
    season = Season(course(lesson("z", "2026-01-02T09:00"), *DAY.sessions))
    season.joins("ann")

    assert season.at("2026-01-05T08:40") == Planned(season.moment("2026-01-05T12:30"), told=1)
    assert len(season.told("ann")) == 1
    assert {state for _, state, _ in season.marks()} == {"planned"}


def test_nothing_is_told_twice_when_the_clock_goes_back_and_nothing_is_lost() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T07:00")
    season.at("2026-01-05T08:30")
    season.told("ann")

    season.at("2026-01-05T06:50")
    season.at("2026-01-05T07:00")
    assert season.at("2026-01-05T08:30") == Planned(season.moment("2026-01-05T12:30"))
    assert season.told("ann") == []
    season.at("2026-01-05T12:30")
    assert season.told("ann") == [B]


def test_what_a_clock_that_was_ahead_took_for_too_late_is_told_when_its_time_comes() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-04T12:00")

    assert season.at("2026-02-04T12:00").expired == 4
    assert season.at("2026-01-04T12:01") == Planned(season.moment("2026-01-04T18:00"))
    season.at("2026-01-04T18:00")
    season.at("2026-01-05T07:00")
    season.at("2026-01-05T08:30")
    assert season.told("ann") == [EVENING, MORNING, A]
    assert [state for _, state, _ in season.marks()] == ["planned", "planned", "planned", "expired"]


def test_what_was_told_early_stays_told_when_the_wish_changes() -> None:
    season = Season(DAY)
    ann = season.joins("ann", wishes=Wishes(lead=60))
    season.at("2026-01-05T08:00")
    season.told("ann")
    with season.database.write() as store:
        reminders.wish(store, ann, Wishes(), season.moment("2026-01-05T08:10"))

    season.at("2026-01-05T08:30")
    assert season.told("ann") == []


def test_where_somebody_blocked_us_they_are_told_in_their_other_app() -> None:
    season = Season(DAY)
    season.joins("ann", channels=("line", "telegram"))
    season.at("2026-01-05T08:30")
    with season.database.write() as store:
        line = Address("line", "ann")
        addresses.close(store, line, "blocked")
        outbox.drop(store, line, "blocked")
        assert notices.fall_back(store, line, season.moment("2026-01-05T08:31")) == 1

    assert len(season.told("ann")) == 2


def test_a_session_elsewhere_is_told_by_the_clocks_there() -> None:
    """The clocks in Barcelona go back in the night before."""
    season = Season(course(lesson("expo", "2026-10-25T09:30", zone=MADRID)))
    season.joins("ann")

    season.at("2026-10-24T18:00")
    season.at("2026-10-25T15:00")
    assert season.told("ann") == ["พรุ่งนี้ เริ่ม 09.30 น. (เวลาท้องถิ่น)", "อีก 30 นาที เริ่ม 09.30 น. (เวลาท้องถิ่น)"]


def test_at_the_end_of_a_year_and_on_a_leap_day() -> None:
    season = Season(course(lesson("new", "2029-01-01T09:00"), lesson("leap", "2028-02-29T09:00")))
    season.joins("ann")

    for moment in ("2028-02-28T18:00", "2028-02-29T07:00", "2028-12-31T18:00", "2029-01-01T07:00"):
        season.at(moment)
    days = [reply.text.split("\n")[1] for reply in season.replies("ann")]
    assert days == [
        "วันอังคารที่ 29 กุมภาพันธ์ 2571",
        "วันอังคารที่ 29 กุมภาพันธ์ 2571 มี 1 รายการค่ะ",
        "วันจันทร์ที่ 1 มกราคม 2572",
        "วันจันทร์ที่ 1 มกราคม 2572 มี 1 รายการค่ะ",
    ]


def test_a_deadline_is_told_by_how_long_it_is_then() -> None:
    season = Season(course(lesson("paper", "2026-01-30T16:30", kind="deadline")))
    season.joins("ann")

    season.at("2026-01-22T00:00")
    season.restart()
    season.at("2026-01-26T10:00")  # three days late
    season.at("2026-01-29T16:30")
    season.at("2026-01-30T13:30")
    assert season.told("ann") == [
        "อีก 4 วัน ถึงกำหนด วิชา paper",
        "อีก 1 วัน ถึงกำหนด วิชา paper",
        "อีก 3 ชั่วโมง ถึงกำหนด วิชา paper",
    ]


def test_people_to_whom_the_same_is_said_are_one_batch_in_each_channel() -> None:
    season = Season(DAY)
    for name in ("ann", "bob", "cid"):
        season.joins(name)
    season.joins("dan", channels=("telegram",))
    season.joins("eve", language="en")

    season.at("2026-01-05T08:30")
    with season.database.read() as store:
        batches = dict(store.execute(select(OutboxRow.chat, OutboxRow.batch)).all())
    assert len({batches[name] for name in ("ann", "bob", "cid")}) == 1
    assert len(set(batches.values())) == 3


def test_who_joins_and_who_changes_a_wish_is_seen() -> None:
    season = Season(DAY)
    season.at("2026-01-05T08:20")
    ann = season.joins("ann")
    with season.database.write() as store:
        reminders.wish(store, ann, Wishes(lead=38), season.moment("2026-01-05T08:20:10"))

    assert season.at("2026-01-05T08:20:10").following == season.moment("2026-01-05T08:22")
    season.at("2026-01-05T08:22")
    assert season.told("ann")[-1:] == ["อีก 38 นาที เริ่ม 09.00 น."]
    season.joins("bob", wishes=Wishes(lead=37))
    assert season.at("2026-01-05T08:23:01").told == 1
