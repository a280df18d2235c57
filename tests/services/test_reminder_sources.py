"""What other rooms have to tell goes by the same clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services.reminders import Occasion, Wishes
from tests.services.season import Season, course, lesson


if TYPE_CHECKING:
    import pytest


A = "อีก 30 นาที เริ่ม 09.00 น."
DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-05T13:00"))


def test_what_other_rooms_have_to_tell_goes_to_everybody_in_the_programme() -> None:
    moment = Season(DAY).moment
    other = Occasion(
        "digest c 2026-01-05", "c", "digest", moment("2026-01-04T10:00"), moment("2026-01-04T20:00"), "2026-01-05"
    )
    season = Season(DAY, sources=[other])
    season.joins("ann", wishes=Wishes(off=frozenset({"digest", "evening"})))

    assert season.at("2026-01-04T09:59").following == other.due_at
    assert season.at("2026-01-04T10:00").told == 1
    assert season.at("2026-01-04T10:01").told == 0
    assert len(season.told("ann")) == 1
    season.sources.append(replace(other, key="digest c again", due_at=moment("2026-01-04T10:00")))
    assert season.at("2026-01-04T10:02").told == 1


def test_what_cannot_be_drawn_holds_up_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    moment = Season(DAY).moment
    broken = Occasion("digest c never", "c", "digest", moment("2026-01-05T08:30"), moment("2026-01-05T08:40"), "never")
    season = Season(DAY, course(lesson("x", "2026-01-05T09:00"), code="d"), sources=[broken])
    season.joins("ann")
    season.joins("bob", "d")
    season.at("2026-01-05T07:00")
    season.told("ann")
    season.told("bob")

    season.at("2026-01-05T08:30")
    assert (season.told("ann"), season.told("bob")) == ([A], [A])
    assert "digest c never" in caplog.text
