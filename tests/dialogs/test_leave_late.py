"""Leave by the clock: what is on, what has begun, what is over, what comes next."""

from __future__ import annotations

import pytest

from tests.dialogs.leave_talk import (
    AGING,
    BLOCKCHAIN,
    CLINIC,
    URBAN,
    WITHDRAW,
    Leaving,
    card,
    confirm,
    said,
)
from tests.dialogs.people_talk import KK


NEXT = "\n".join(f"• {each}" for each in (URBAN, CLINIC, AGING, BLOCKCHAIN))
SLOTS = ["ศ. 11 ต.ค. 09.00 น.", "ศ. 11 ต.ค. 13.00 น.", "ศ. 18 ต.ค. 09.00 น.", "ศ. 18 ต.ค. 13.00 น.", "ยกเลิก"]
NONE_YET = "ยังไม่เคยขอลาค่ะ ถ้าจะลา พิมพ์ได้เลย เช่น ขอลาวันศุกร์บ่าย"


@pytest.fixture
def talk() -> Leaving:
    return Leaving()


def test_while_something_is_on_that_is_meant_and_the_rest_of_the_day(talk: Leaving) -> None:
    begun = "UrbanTech for City Transformation เริ่มไปแล้ว จึงขอลาล่วงหน้าไม่ได้ค่ะ"
    talk.at("2019-10-11T09:30")
    assert said(talk.writes("kk", "ป่วยค่ะ มาไม่ได้")) == confirm(CLINIC, why="ป่วย", lead=begun)
    talk.writes("kk", "ยกเลิก")
    talk.at("2019-10-11T13:30")

    late = talk.writes("kk", "ป่วยค่ะ มาไม่ได้")
    assert late.plain == f"คาบนี้เริ่มไปแล้ว จึงขอลาล่วงหน้าไม่ทันแล้วค่ะ\n• {CLINIC}\nให้แจ้งทีมงานตามที่พิมพ์มาเลยไหมคะ"
    assert said(talk.writes("kk", "ขอลา"))[0].startswith("จะขอลาวันไหนหรือคาบไหนคะ")


def test_where_nothing_is_on_the_next_ones_are_offered(talk: Leaving) -> None:
    asked = talk.writes("kk", "พรุ่งนี้ไปไม่ได้ค่ะ มีราชการด่วน")

    assert said(asked) == (
        f"วันอังคารที่ 8 ตุลาคม 2562 ไม่มีคาบที่เช็กชื่อ จึงไม่ต้องลาค่ะ\nคาบต่อไปมีดังนี้ จะขอลาคาบไหนไหมคะ\n{NEXT}",
        SLOTS,
    )
    assert said(talk.taps("kk", asked.choices[3])) == confirm(BLOCKCHAIN, why="มีราชการด่วน")


def test_what_has_begun_is_left_out_and_said(talk: Leaving) -> None:
    talk.at("2019-10-11T10:00")

    assert said(talk.writes("kk", "วันนี้ลาป่วยค่ะ")) == confirm(
        CLINIC, why="ลาป่วย", lead="UrbanTech for City Transformation เริ่มไปแล้ว จึงขอลาล่วงหน้าไม่ได้ค่ะ"
    )


def test_too_late_it_goes_to_the_team_as_a_note(talk: Leaving) -> None:
    talk.at("2019-10-11T10:00")
    late = talk.writes("kk", "ขอลาเช้านี้ค่ะ รถเสีย")

    assert said(late) == (
        f"คาบนี้เริ่มไปแล้ว จึงขอลาล่วงหน้าไม่ทันแล้วค่ะ\n• {URBAN}\nให้แจ้งทีมงานตามที่พิมพ์มาเลยไหมคะ",
        ["ส่งให้ทีมงาน", "ยกเลิก"],
    )
    assert talk.taps("kk", late.choices[0]).plain == "แจ้งทีมงานแล้วค่ะ"
    assert talk.sent("som")[0].text.startswith(f"{KK} ถามว่า\n“ขอลาเช้านี้ค่ะ รถเสีย”")
    assert talk.writes("kk", "การลาของฉัน").plain == NONE_YET


def test_what_begins_while_it_is_confirmed_is_not_sent(talk: Leaving) -> None:
    talk.at("2019-10-11T12:58")
    talk.writes("kk", "ขอลาบ่ายนี้ ปวดท้อง")
    talk.later(3)

    assert talk.writes("kk", "ส่งคำขอ").plain == (
        "คาบที่ขอลาเริ่มไปแล้ว จึงยังไม่ได้ส่งคำขอค่ะ พิมพ์บอกอีกครั้งได้ แล้วน้องนัดจะแจ้งทีมงานให้นะคะ"
    )
    assert talk.sent("som") == []


def test_once_it_has_begun_it_stays(talk: Leaving) -> None:
    talk.asks()
    talk.writes("som", "อนุมัติคำขอลา 1")
    talk.at("2019-10-11T13:00")

    assert talk.taps("kk", WITHDRAW).plain == "คำขอลานี้ยกเลิกไม่ได้แล้วค่ะ"
    assert talk.writes("kk", "การลาของฉัน").cards == (card("อนุมัติแล้ว"),)
    assert talk.statuses() == {"project-clinic-1": "excused"}


def test_after_the_last_session_there_is_nothing_to_ask_for(talk: Leaving) -> None:
    talk.at("2019-12-14T09:00")

    assert talk.writes("kk", "ขอลาค่ะ").plain == "หลักสูตรนี้ไม่มีคาบที่ต้องลาแล้วค่ะ"
