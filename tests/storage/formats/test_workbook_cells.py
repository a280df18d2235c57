"""Dates and times in cells, as people write them and as Excel keeps them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts import texts
from storage.formats.xlsx.moments import moment
from tests.storage.formats.workbooks import TODAY


if TYPE_CHECKING:
    from storage.formats.xlsx.grid import Value

DAYS: list[tuple[Value, str]] = [
    ("4 ต.ค. 62", "2019-10-04 2019-10-04 assumed-century"),
    ("4 ตค 62", "2019-10-04 2019-10-04 assumed-century"),
    ("๔ ต.ค. ๖๒", "2019-10-04 2019-10-04 assumed-century"),
    ("4-ต.ค.-62", "2019-10-04 2019-10-04 assumed-century"),
    ("4-Oct-19", "2019-10-04 2019-10-04 assumed-century"),
    ("วันศุกร์ที่ 4 ตุลาคม 2562", "2019-10-04 2019-10-04 assumed-buddhist"),
    ("ศ. 4 ต.ค. 2562", "2019-10-04 2019-10-04 assumed-buddhist"),
    ("4 ตุลาคม พ.ศ. 2562", "2019-10-04 2019-10-04 assumed-buddhist"),
    ("4/10/2562", "2019-10-04 2019-10-04 assumed-buddhist"),
    ("4.10.62", "2019-10-04 2019-10-04 assumed-century"),
    ("2562-10-04", "2019-10-04 2019-10-04 assumed-buddhist"),
    ("2019-10-04", "2019-10-04 2019-10-04"),
    ("October 4, 2019", "2019-10-04 2019-10-04"),
    ("24-26 ต.ค. 2562", "2019-10-24 2019-10-26 assumed-buddhist"),
    (date(2562, 10, 4), "2019-10-04 2019-10-04 assumed-buddhist"),
    (date(2019, 10, 4), "2019-10-04 2019-10-04"),
    (datetime(2562, 10, 4), "2019-10-04 2019-10-04 assumed-buddhist"),  # noqa: DTZ001 - as Excel has it
    (43742.0, "2019-10-04 2019-10-04 assumed-serial"),
    ("31 ก.พ. 2562", "nothing"),
    ("ตุลาคม 2562", "nothing"),
    ("วันที่ 1", "nothing"),
    ("พรุ่งนี้", "nothing"),
    ("พิธีเปิด", "nothing"),
    (12.0, "nothing"),
    (True, "nothing"),
]
HOURS: list[tuple[Value, str]] = [
    ("09.00-12.00 น.", "09:00 12:00"),
    ("07:45 - 10.30", "07:45 10:30"),
    ("09.00 น. – 12.00 น.", "09:00 12:00"),
    ("09.00 ถึง 12.00", "09:00 12:00"),
    ("0900-1200", "09:00 12:00"),
    ("9:00 AM - 12:00 PM", "09:00 12:00"),
    ("22.00-01.00", "22:00 01:00"),
    ("23.00-24.00", "23:00 00:00"),
    ("09.00 น. เป็นต้นไป", "09:00"),
    ("9 โมงเช้า", "09:00"),
    ("บ่าย 2 โมง", "14:00"),
    ("8.30", "08:30"),
    ("09.00-12.00 และ 13.00-16.00", "09:00 16:00 assumed-one-span"),
    (time(9, 30), "09:30"),
    (time(9, 29, 59, 999_000), "09:30"),
    (timedelta(hours=9, minutes=30), "09:30"),
    (0.375, "09:00 assumed-clock"),
    (9.3, "09:30 assumed-clock"),
    (13.0, "13:00 assumed-clock"),
    (1330.0, "13:30 assumed-clock"),
    ("เช้า", "nothing"),
    ("พัก 15 นาที", "nothing"),
    (99.0, "nothing"),
]


@pytest.mark.parametrize(("value", "meant"), DAYS, ids=str)
def test_days(value: Value, meant: str) -> None:
    found = moment(value, TODAY)

    notes = [code for code, _ in found.notes]
    assert " ".join([f"{found.first} {found.last}", *notes] if found.first else ["nothing"]) == meant


@pytest.mark.parametrize(("value", "meant"), HOURS, ids=str)
def test_hours(value: Value, meant: str) -> None:
    found = moment(value, TODAY, clock=True)

    hours = [f"{at:%H:%M}" for at in (found.from_, found.to) if at is not None]
    assert " ".join([*hours, *(code for code, _ in found.notes)] or ["nothing"]) == meant


def test_both_in_one_cell() -> None:
    found = moment("4 ต.ค. 2562 เวลา 09.00 - 12.00 น.", TODAY)

    assert (found.first, found.from_, found.to) == (date(2019, 10, 4), time(9), time(12))


def test_a_year_that_is_not_said_is_one_of_the_others() -> None:
    span = (date(2019, 10, 1), date(2019, 12, 31))

    assert moment("4 พ.ย.", TODAY, span).first == date(2019, 11, 4)
    assert moment("4 พ.ย.", TODAY).first == date(2027, 11, 4)
    assert moment("4 พ.ย.", TODAY).yearless


@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)), language=st.sampled_from(["th", "en"]))
@settings(max_examples=150, deadline=None)
def test_any_day_as_we_write_it_is_read_back(day: date, language: str) -> None:
    say = texts("th" if language == "th" else "en")

    assert [moment(text, TODAY).first for text in (say.day(day), say.short_day(day), day.isoformat())] == [day] * 3


@given(value=st.text(max_size=40) | st.floats() | st.integers() | st.datetimes() | st.times() | st.timedeltas())
@settings(max_examples=200, deadline=None)
def test_anything_may_stand_in_a_cell(value: Value) -> None:
    for clock in (False, True):
        found = moment(value, TODAY, clock=clock)
        assert (found.first is None) == (found.last is None)
