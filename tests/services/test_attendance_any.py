"""Attendance of anybody anyhow: figures add up, and each is warned once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Address
from bot.services import checkin
from bot.services.attendance import Warner
from storage import outbox
from tests.services.hall import Hall
from tests.services.season import lesson
from tests.services.test_attendance import TEN, figures, marks, noted, office, rules, sessions


if TYPE_CHECKING:
    from bot.services.attendance import Row
    from storage.db import Database
    from storage.models import Status


def test_in_several_processes_everybody_is_warned_once(database: Database) -> None:
    hall = Hall(rules(*TEN), *(f"p{number}" for number in range(120)), "ben", database=database)
    hall.joins("olga", "c", role="organiser")
    marks(hall, "present", "ben", at="2026-01-05T09:00")
    hall.at("2026-01-05T12:40").closes()
    warners = [Warner(database, hall.get, lambda _say, _table: Said()) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda warner: warner.warn(hall.now), warners))
    told += [warner.warn(hall.now) for warner in warners]

    assert sum(told) == 121
    with database.read() as store:
        assert {len(outbox.sent_to(store, Address("line", name))) for name in hall.people if name != "ben"} == {1}


@given(
    st.lists(sessions, min_size=1, max_size=6),
    st.lists(noted, max_size=12),
    st.sampled_from(["sessions", "hours"]),
    st.sampled_from(["absent", "excused"]),
    st.sampled_from(["person", "team"]),
    st.integers(0, 8 * 24),
)
@settings(max_examples=60, deadline=None)
def test_figures_always_add_up(
    held: list[tuple[int, int, float]], lines: list[tuple[int, str, Status]], unit: str, leave: str, by: str, later: int
) -> None:
    about = [
        lesson(f"s{n}", f"2026-01-{5 + day:02}T{hour:02}:00", hours=hours) for n, (day, hour, hours) in enumerate(held)
    ]
    hall = office(rules(*about, counted_in=unit, leave_counts=leave, counted_by=by))
    for name in ("ann", "ben"):
        hall.joins(name, "c", team="north")
    for number, name, status in lines:
        session = about[number % len(about)]
        for window in checkin.windows(session, checkin.settings_of(rules(*about))):
            marks(hall, status, name, at=f"{window.starts:%Y-%m-%dT%H:%M}", session=session.code, point=window.code)
    hall.at("2026-01-05T00:00").now += timedelta(hours=later)
    for name in ("ann", "ben"):
        found = figures(hall, name)
        lost = sum(column.weight for column in found.missed)
        assert 0 <= found.attended <= found.held + 1e-9 <= found.whole + 2e-9
        assert found.attended <= found.reachable + 1e-9 <= found.whole + 2e-9
        assert found.held - found.attended == pytest.approx(lost)
        assert found.may_miss <= found.coming + 1e-9
    hall.database.close()


class Said:
    """Says next to nothing of any table."""

    def warning(self, row: Row) -> str:
        return row.member.name

    def at_risk(self) -> str:
        return "these"
