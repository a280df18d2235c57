"""Three clocks, all in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import RealClock, RehearsalClock, SetClock


NOON = datetime(2026, 1, 5, 12, tzinfo=ZoneInfo("Asia/Bangkok"))


def test_the_real_clock_is_in_utc() -> None:
    assert RealClock().now().tzinfo is UTC


def test_a_rehearsal_runs_from_its_start_at_its_speed() -> None:
    real = SetClock(datetime(2026, 11, 21, tzinfo=UTC))
    clock = RehearsalClock(NOON, speed=60, real=real)
    at_first = clock.now()
    real.set(real.now() + timedelta(seconds=2))

    assert (at_first, clock.now()) == (NOON, NOON + timedelta(minutes=2))
    assert clock.now().tzinfo is UTC


def test_a_time_without_a_zone_sets_no_clock() -> None:
    with pytest.raises(ValueError, match="a time without a zone"):
        SetClock(NOON.replace(tzinfo=None))
