"""A store that was put back does not know what was told since it was copied, and tells none of that again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.reminders import Occasion, Planned
from storage import backup
from tests.services.season import Season, course, lesson


if TYPE_CHECKING:
    from storage.db import Database


DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00"))
EVENING, MORNING = "พรุ่งนี้ เริ่ม 09.00 น.", "วันนี้ เริ่ม 09.00 น."


def copied(database: Database | None = None) -> Season:
    """As it was at noon on the day before; since then the evening's reminder has gone, and a change been told."""
    season = Season(DAY, database=database)
    season.joins("ann")
    season.at("2026-01-04T12:00")
    due, until = season.moment("2026-01-04T19:00"), season.moment("2026-01-05T09:00")
    season.sources.append(Occasion("nudge c a change", "c", "nudge", due, until, "a"))
    return season


def put_back(season: Season, stopped: str) -> None:
    with season.database.write() as store:
        backup.lay_aside(store, season.moment(stopped))
    season.restart()


def test_what_fell_due_since_the_copy_is_not_told_again_and_is_not_late(database: Database) -> None:
    season = copied(database)
    put_back(season, "2026-01-04T20:00")

    assert season.at("2026-01-04T20:01") == Planned(season.moment("2026-01-05T07:00"))
    assert season.at("2026-01-05T07:00").told == 1
    assert season.told("ann") == [MORNING]
    assert season.at("2026-01-05T09:01").expired == 1  # the nudge of half past eight: nobody was there to tell it


def test_what_fell_due_after_the_bot_had_stopped_is_told() -> None:
    season = copied()
    put_back(season, "2026-01-04T17:30")

    assert season.at("2026-01-04T20:01").told == 1
    assert season.told("ann") == ["อีก 1 วัน เริ่ม 09.00 น."]


def test_a_clock_that_was_ahead_when_it_was_put_back_hushes_nothing() -> None:
    season = copied()
    put_back(season, "2026-01-06T20:00")

    assert season.at("2026-01-04T18:00").told == 1
    assert season.told("ann") == [EVENING]
