"""Dates and times are read as the reading policy says (date_rows.py), from any text, and span aware times."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts import words
from bot.thai.dates import When, bounds, read
from bot.thai.holidays import holiday
from tests.thai.date_rows import AFTERWARDS, IN_PROGRAMME, NO_DATES, WEDNESDAY
from tests.thai.date_ways import BETWEEN, WAYS


BANGKOK = ZoneInfo("Asia/Bangkok")
COURSE = (date(2019, 10, 4), date(2019, 12, 13))
WORDED = {-1: " past", 0: "", 1: " future"}
EXPRESSIONS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "thai_date_expressions.tsv"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)


def days(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first}..{last}"


def line(when: When) -> str:
    """All that was read, as one line: words = days times unit worded or other days."""
    parts = [f"{when.text} ="]
    if when.first and when.last:
        parts.append(days(when.first, when.last))
    if when.from_ and when.to:
        parts.append(f"{when.from_:%H:%M}" + ("" if when.from_ == when.to else f"-{when.to:%H:%M}"))
    parts.append(when.unit + WORDED[when.direction])
    if when.others:
        parts.append("or " + ", ".join(days(*other) for other in when.others))
    return " ".join(parts)


def lines(text: str, now: str, span: tuple[date, date] | None = None) -> list[str]:
    return [line(when) for when in read(text, at(now), span)]


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in WEDNESDAY])
def test_alone(text: str, expected: list[str]) -> None:
    assert lines(text, "2019-10-02T10:00") == expected


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for rows in WAYS.values() for text, *said in rows])
def test_ways_of_saying(text: str, expected: list[str]) -> None:
    assert lines(text, "2019-10-02T10:00") == expected


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in BETWEEN])
def test_on_a_day_between_those_said(text: str, expected: list[str]) -> None:
    assert lines(text, "2019-10-04T09:00") == expected


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in IN_PROGRAMME])
def test_in_a_programme(text: str, expected: list[str]) -> None:
    assert lines(text, "2019-10-07T09:00", COURSE) == expected


@pytest.mark.parametrize(("text", "expected"), [(text, list(said)) for text, *said in AFTERWARDS])
def test_after_the_programme(text: str, expected: list[str]) -> None:
    assert lines(text, "2020-03-15T22:00", COURSE) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert lines(text, "2019-10-02T10:00") == []


def test_places_are_those_of_the_text() -> None:
    text = "ขอตารางพรุ่งนี้บ่าย กับ \ufffc วันที่ 4"

    assert [(when.start, when.end, text[when.start : when.end]) for when in read(text, at("2019-10-02T10:00"))] == [
        (7, 19, "พรุ่งนี้บ่าย"),
        (26, 34, "วันที่ 4"),
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("พรุ่งนี้", "2019-10-03T00:00", "2019-10-04T00:00"),
        ("สัปดาห์หน้า", "2019-10-07T00:00", "2019-10-14T00:00"),
        ("พรุ่งนี้บ่าย", "2019-10-03T12:00", "2019-10-03T18:00"),
        ("พรุ่งนี้บ่ายสอง", "2019-10-03T14:00", "2019-10-03T14:01"),
        ("พรุ่งนี้ 9-11 โมง", "2019-10-03T09:00", "2019-10-03T11:00"),
        ("คืนนี้ 22.00-02.00 น.", "2019-10-02T22:00", "2019-10-03T02:00"),
    ],
)
def test_bounds_are_aware_and_end_exclusively(text: str, first: str, last: str) -> None:
    (when,) = read(text, at("2019-10-02T10:00"))

    assert bounds(when, BANGKOK) == (at(first), at(last))


def test_a_length_has_no_bounds() -> None:
    (when,) = read("30 นาที", at("2019-10-02T10:00"))

    with pytest.raises(ValueError, match="30 นาที"):
        bounds(when, BANGKOK)


def test_the_public_expressions() -> None:
    """The 56 expressions in the folder beside the repository, days and time of day."""
    if not EXPRESSIONS.exists():
        pytest.skip(f"needs {EXPRESSIONS.name}, which is not part of the repository")
    rows = [row.split("\t") for row in EXPRESSIONS.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    digits = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    read_now = {row[0]: read(row[0].translate(digits), at("2019-10-02T10:00")) for row in rows}

    assert {
        text: [(when.first, when.last, _span(when.from_, when.to)) for when in whens]
        for text, whens in read_now.items()
    } == {
        row[0]: [(date.fromisoformat(row[1]), date.fromisoformat(row[2] or row[1]), row[3])]
        for row in ([*row, "", "", ""][:4] for row in rows)
    }


def _span(from_: time | None, to: time | None) -> str:
    if from_ is None or to is None:
        return ""
    return f"{from_:%H:%M}" if from_ == to else f"{from_:%H:%M}-{to:%H:%M}"


LUNAR = {"makha": ("3", "4"), "visakha": ("6", "7"), "asalha": ("8", "8"), "krathong": ("12", "12")}
NEW_MOON = date(2000, 1, 6)
MONTH = 29.530588853  # days, the mean synodic month


@pytest.mark.parametrize("year", range(2019, 2031))
def test_full_moon_days(year: int) -> None:
    """The fifteenth of the waxing moon by PyThaiNLP's calendar, at most a day and a half from the mean full moon."""
    from pythainlp.util import to_lunar_date

    every = [
        date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]
    waxed = [
        (day, to_lunar_date(day).rpartition("เดือน")[2].strip()) for day in every if "ขึ้น 15 ค่ำ" in to_lunar_date(day)
    ]
    longer = sum(month == "8" for _, month in waxed) > 1

    for name, months in LUNAR.items():
        (day,) = [day for day, month in waxed if month == months[longer]][-1:]
        assert holiday(name, year) == (day, day)
        age = ((day - NEW_MOON).days - 0.25) % MONTH
        assert abs(age - MONTH / 2) < 1.5
    lent = day_after(holiday("asalha", year))
    assert holiday("lent", year) == (lent, lent)


def day_after(span: tuple[date, date] | None) -> date:
    assert span is not None
    return span[1] + timedelta(1)


def test_no_full_moon_day_is_guessed() -> None:
    assert holiday("krathong", 2031) is None


THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" 0123456789.-/:,()"))
PIECES = st.lists(
    st.sampled_from(
        [word for rows in (WEDNESDAY, *WAYS.values()) for text, *_ in rows for word in text.split()]
        + ["ถึง", "และ", "ที่", "-", ",", "(", ")", "\u0e48", "\u0301", "\ufffc", "99", "0", "31", "2562", "9999", "\n"]
    ),
    max_size=40,
)


def test_a_form_has_one_meaning() -> None:
    """Each form is in one table of one language, so that no word is read by chance."""
    places: dict[str, set[str]] = {}
    for language in ("th", "en"):
        tables = tomllib.loads(words(language, "dates.toml"))
        for table in set(tables) - {"beside", "day_name", "hour_mark", "numeral", "tens", "after_ten"}:
            for value, forms in tables[table].items():
                for form in forms:
                    places.setdefault(form.replace(" ", ""), set()).add(f"{language} {table} {value}")

    assert {form: said for form, said in places.items() if len(said) > 1} == {}


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=500) | THAI.map(lambda text: text[:500]) | PIECES.map("".join) | PIECES.map(" ".join),
    span=st.none() | st.just(COURSE),
)
def test_any_text_is_read(text: str, span: tuple[date, date] | None) -> None:
    """Mentions stand within the text, in order, apart from each other, and cut no mark from its letter."""
    whens = read(text, at("2019-10-02T10:00"), span)

    ends = [0, *(when.end for when in whens)]
    for when, before in zip(whens, ends, strict=False):
        assert before <= when.start < when.end <= len(text)
        assert when.text == text[when.start : when.end]
        assert "\ufffc" not in when.text
        assert not unicodedata.category(text[when.start]).startswith("M")
        assert when.end == len(text) or not unicodedata.category(text[when.end]).startswith("M")
        assert (when.first is None) == (when.last is None)
        assert when.first is None or when.last is None or when.first <= when.last
