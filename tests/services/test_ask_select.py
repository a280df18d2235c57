"""Which sessions are meant: by day, by number, by what comes next."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.services.ask import Guide
from bot.services.ask.select import named, next_day, numbered, on, relative, same_day
from bot.thai import dates
from tests.dialogs.talk import CCIO, CDE, ORCHARD, read


BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2019, 10, 7, 9, tzinfo=BANGKOK)


@pytest.fixture(scope="module")
def ccio() -> Guide:
    return Guide(read(CCIO))


def codes(sessions: object) -> list[str]:
    assert isinstance(sessions, tuple)
    return [session.code for session in sessions]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("11 ตุลาคม", ["urbantech", "project-clinic-1"]),
        ("11 ตุลาคม ตอนเช้า", ["urbantech"]),
        ("25 ตุลาคม", ["phuket-visit"]),
        ("19 พฤศจิกายน", ["smart-city-expo"]),
        ("8 ตุลาคม", []),
    ],
)
def test_the_sessions_of_a_day(ccio: Guide, said: str, expected: list[str]) -> None:
    found, _ = on(dates.read(said, NOW, ccio.span), ccio, ccio.held)

    assert codes(found) == expected


def test_an_hour_abroad_is_the_hour_there(ccio: Guide) -> None:
    found, _ = on(dates.read("19 พฤศจิกายน เวลา 10.00 น.", NOW, ccio.span), ccio, ccio.held)

    assert codes(found) == ["smart-city-expo"]


def test_a_time_is_put_to_the_day_talked_about(ccio: Guide) -> None:
    (afternoon,) = dates.read("ตอนบ่าย", NOW, ccio.span)

    found, _ = on([same_day(afternoon, ("2019-10-18",))], ccio, ccio.held)

    assert codes(found) == ["blockchain"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("คลินิกโครงงานครั้งที่ 2", ["project-clinic-2"]),
        ("เวิร์กช็อปมีวันไหนบ้าง", ["civic-workshop", "project-clinic-1", "project-clinic-2"]),
        ("ดร.พันธุ์อาจ", ["orientation", "divercity", "closing"]),
        ("เรียนที่ห้องแล็บวันไหน", ["civic-workshop", "project-clinic-1", "project-clinic-2"]),
        ("ดูงานต่างประเทศ", ["smart-city-expo"]),
    ],
)
def test_what_is_named(ccio: Guide, question: str, expected: list[str]) -> None:
    chosen = named(ccio.reader.read(question, NOW, ccio.span), ccio)

    assert chosen is not None
    assert codes(chosen.sessions) == expected


def test_nothing_is_named(ccio: Guide) -> None:
    assert named(ccio.reader.read("พรุ่งนี้เรียนอะไร", NOW, ccio.span), ccio) is None


def test_the_number_in_a_series_else_the_place_in_time(ccio: Guide) -> None:
    cde = Guide(read(CDE))

    clinics = tuple(session for session in ccio.held if session.code.startswith("project-clinic"))
    assert codes(numbered(2, ccio, clinics)) == ["project-clinic-2"]
    assert codes(numbered(3, cde, cde.held)) == ["declaration"]
    assert codes(numbered(99, cde, cde.held)) == []


def test_what_begins_together_comes_next_together() -> None:
    guide = Guide(read(ORCHARD))
    noon = datetime(2027, 2, 5, 12, 30, tzinfo=BANGKOK)

    found = relative(guide.reader.read("ต่อไปมีอะไร", noon, guide.span), guide.held, noon)

    assert found is not None
    assert codes(found) == ["compost", "graft"]


def test_the_next_day_is_whole_and_passes_over_what_is_cancelled(ccio: Guide) -> None:
    orchard = Guide(read(ORCHARD))

    assert codes(next_day(ccio, NOW)) == ["urbantech", "project-clinic-1"]
    assert codes(next_day(orchard, datetime(2027, 2, 19, 12, 30, tzinfo=BANGKOK))) == ["roof-visit"]
    assert codes(next_day(ccio, datetime(2020, 1, 1, tzinfo=BANGKOK))) == []
