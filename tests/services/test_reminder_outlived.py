"""A message that says several things is too late with the first of them; what is of use still is told by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import sending
from tests.services.season import Season, course, lesson


if TYPE_CHECKING:
    from storage.db import Database


def waited(season: Season, until: str) -> None:
    """Nothing could be delivered until then."""
    with season.database.write() as store:
        sending.expire(store, "line", season.moment(until))


def test_what_is_of_use_still_is_told_once_more_without_what_is_not(database: Database) -> None:
    sessions = (lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00"))
    season = Season(course(*sessions, off=["evening"], digest="08:28"), database=database)
    season.joins("ann")
    season.at("2026-01-05T08:27")
    season.at("2026-01-05T08:28")
    joined = season.replies("ann")

    waited(season, "2026-01-05T09:01")
    season.at("2026-01-05T09:01")
    season.at("2026-01-05T09:05")

    assert ["อีก 32 นาที" in reply.text and "วันนี้ เริ่ม" in reply.text for reply in joined] == [True]
    assert season.told("ann") == ["วันนี้ เริ่ม 13.00 น."]
    assert season.states("ann") == [("dropped", "expired"), ("waiting", "")]
    season.at("2026-01-05T12:30")
    assert season.told("ann") == ["อีก 30 นาที เริ่ม 13.00 น."]


def test_whoever_has_heard_of_it_is_not_told_again(database: Database) -> None:
    season = Season(course(lesson("a", "2026-01-05T09:00"), off=["evening"], digest="08:00"), database=database)
    season.joins("ann")
    season.at("2026-01-05T07:59")
    season.at("2026-01-05T08:00")

    waited(season, "2026-01-05T09:00")
    season.at("2026-01-05T09:00")
    season.at("2026-01-05T09:05")

    assert season.states("ann") == [("dropped", "expired")]
