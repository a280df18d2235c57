"""What moves, is renamed or is cancelled between two passes of the clock: people hear of it as it is then."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from bot.services.reminders import Planned, Wishes
from storage.models import OutboxRow
from storage.programme import Faq, Text, Venue
from tests.services.season import Season, course, lesson


A = "อีก 30 นาที เริ่ม 09.00 น."
DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00"))


def test_what_moves_is_reminded_of_at_its_new_time() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T08:00")
    season.told("ann")
    season.arrives()
    season.imports(course(lesson("a", "2026-01-05T10:00"), DAY.sessions[1]))

    assert season.at("2026-01-05T08:30") == Planned(season.moment("2026-01-05T09:30"))
    season.at("2026-01-05T09:30")
    assert season.told("ann") == ["อีก 30 นาที เริ่ม 10.00 น."]
    season.arrives()
    season.imports(course(lesson("a", "2026-01-05T11:00"), DAY.sessions[1]))
    season.at("2026-01-05T10:00")
    assert season.at("2026-01-05T10:30").told == 1
    assert season.told("ann") == ["อีก 30 นาที เริ่ม 11.00 น."]


def test_what_moves_nearer_than_its_reminder_is_told_at_once() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T10:00")
    season.told("ann")
    season.imports(course(DAY.sessions[0], lesson("b", "2026-01-05T10:20")))

    season.at("2026-01-05T10:05")
    assert season.told("ann") == ["อีก 15 นาที เริ่ม 10.20 น."]


def test_of_what_is_cancelled_nobody_is_reminded_and_what_waits_is_taken_back() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T08:30")
    cancelled = replace(DAY.sessions[0], status="cancelled")
    season.imports(course(cancelled, replace(DAY.sessions[1], status="cancelled")))

    assert season.at("2026-01-05T08:31") == Planned(None, withdrawn=1)
    assert season.states("ann") == [("dropped", "cancelled")]
    assert season.at("2026-01-05T12:30").told == 0


def test_what_waits_of_a_session_that_moved_is_taken_back_and_what_else_it_said_is_told_anew() -> None:
    season = Season(course(lesson("a", "2026-01-05T09:00"), lesson("z", "2026-01-05T09:02")))
    season.joins("ann")
    season.joins("both", wishes=Wishes(off=frozenset({"evening", "digest"})))
    season.at("2026-01-05T08:30")
    assert season.told("both") == [A]
    season.imports(course(lesson("a", "2026-01-05T11:00"), lesson("z", "2026-01-05T09:02")))

    assert season.at("2026-01-05T08:31") == Planned(season.moment("2026-01-05T08:32"), withdrawn=2, told=1)
    assert season.states("both") == [("dropped", "cancelled")]
    season.at("2026-01-05T08:32")
    assert season.told("both") == ["อีก 30 นาที เริ่ม 09.02 น."]


def test_what_is_renamed_is_told_by_its_new_name_and_in_its_new_room() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T08:00")
    season.told("ann")
    season.arrives()
    renamed = replace(DAY.sessions[0], title=Text("ชื่อใหม่"), venue="v")
    season.imports(replace(course(renamed, DAY.sessions[1]), venues=(Venue("v", Text("ห้องแล็บ")),)))

    season.at("2026-01-05T08:30")
    (nudge,) = season.replies("ann")
    assert nudge.text == f"{A} ที่ ห้องแล็บ\nชื่อใหม่"


def test_what_was_taken_back_and_then_moved_back_is_told_after_all() -> None:
    season = Season(DAY)
    season.joins("ann", wishes=Wishes(lead=120))
    season.at("2026-01-05T07:00")
    season.imports(course(lesson("a", "2026-01-05T11:00"), DAY.sessions[1]))
    assert season.at("2026-01-05T07:01").withdrawn == 1
    assert [reply.text.split("\n")[0] for reply in season.replies("ann")] == [
        "อีก 2 ชั่วโมง เริ่ม 09.00 น.",
        "วันนี้ เริ่ม 11.00 น.",
    ]
    season.imports(DAY)
    season.at("2026-01-05T10:00")
    season.at("2026-01-05T11:00")
    season.told("ann")
    season.imports(course(DAY.sessions[0], lesson("b", "2026-01-05T15:00")))
    assert season.at("2026-01-05T11:01").withdrawn == 2
    assert season.told("ann") == ["วันนี้ เริ่ม 15.00 น."]
    season.imports(DAY)

    assert season.at("2026-01-05T11:02").told == 1
    assert season.told("ann") == ["อีก 1 ชั่วโมง 58 นาที เริ่ม 13.00 น."]


def test_a_days_list_that_waits_says_what_became_of_the_day() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T07:00")
    season.imports(course(replace(DAY.sessions[0], status="cancelled"), DAY.sessions[1]))

    assert season.at("2026-01-05T07:00:30").withdrawn == 1
    assert season.told("ann")[-1] == "วันนี้ เริ่ม 13.00 น."
    assert season.states("ann") == [("dropped", "cancelled"), ("waiting", "")]


def test_what_people_see_nothing_of_takes_nothing_back() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T07:00")
    season.imports(replace(DAY, faqs=(Faq(("จอดรถ",), Text("ลานหน้าตึก")),)))

    assert season.at("2026-01-05T07:00:30").withdrawn == 0
    assert season.states("ann") == [("waiting", "")]


def test_what_was_tried_already_is_not_told_by_another_message() -> None:
    """It may have arrived."""
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T07:00")
    with season.database.write() as store:
        store.execute(update(OutboxRow).values(attempts=1))
    season.imports(course(replace(DAY.sessions[0], status="cancelled"), DAY.sessions[1]))

    assert season.at("2026-01-05T07:00:30").told == 0
    assert season.states("ann") == [("waiting", "")]


def test_ten_imports_in_a_minute_leave_one_message() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.at("2026-01-05T08:30")
    for second in range(10):
        moved = lesson("a", "2026-01-05T09:00") if second % 2 else lesson("a", "2026-01-05T08:50")
        season.imports(course(moved, DAY.sessions[1]))
        season.at(f"2026-01-05T08:30:{second:02}")

    assert [state for state, _ in season.states("ann")].count("waiting") == 1
    assert season.told("ann")[-1] == A
    season.at("2026-01-05T08:40")
    assert season.told("ann") == []


def test_a_fresh_process_takes_back_what_is_wrong_and_leaves_the_rest() -> None:
    season = Season(DAY)
    season.joins("ann")
    season.joins("early", wishes=Wishes(lead=120, off=frozenset({"digest", "evening"})))
    season.at("2026-01-05T07:00")
    season.restart()
    assert season.at("2026-01-05T07:00:10").withdrawn == 0
    season.imports(course(lesson("a", "2026-01-05T09:30"), DAY.sessions[1]))
    season.restart()

    assert season.at("2026-01-05T07:00:20").withdrawn == 1
    assert (season.states("early"), season.states("ann")) == ([("dropped", "cancelled")], [("waiting", "")])
