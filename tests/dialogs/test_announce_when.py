"""When an announcement goes: at a time that is typed, after the quiet hours, or at once."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from tests.dialogs.announce_talk import Bureau, about, button, confirming, shown
from tests.dialogs.test_announce import COST, EIGHT, TEXT, TIMED, said


@pytest.fixture
def office() -> Bureau:
    """Monday, 9.00."""
    return Bureau()


def test_a_time_typed_under_it_is_when_it_goes(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {TEXT}")

    found = office.says("som", "พรุ่งนี้ 8 โมงเช้า")
    assert found == [shown(TEXT, 1), confirming(office.number(1), COST, when=EIGHT, **TIMED)]  # type: ignore[arg-type] # keywords of confirming
    assert office.presses("som", found[1].cards[0].choices[0]) == [
        about(f"ตั้งเวลาแล้วค่ะ จะส่ง{EIGHT}", 1, "รอส่ง", f"“{TEXT}”", "when", "text", "drop")
    ]
    office.goes()
    assert office.got("kk") == []
    office.at("2019-10-08T08:00")
    office.goes()
    assert office.got("kk") == [shown(TEXT, 1)]


def test_a_time_that_is_past_or_not_told_whole_is_asked_about(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {TEXT}")
    keep = button("show", 1, label="keep")
    at = {8: 1570755600, 12: 1570770000, 16: 1570784400}

    assert office.says("som", "ตั้งเวลา") == [
        said("จะให้ส่งเมื่อไรคะ เช่น พรุ่งนี้ 8 โมงเช้า", Choice("ส่งทันที", "ส่งทันทีประกาศที่ 1", "announce.once:1"), keep)
    ]
    assert office.says("som", "เมื่อวาน 8 โมงเช้า") == [said("เวลานั้นผ่านไปแล้วค่ะ จะให้ส่งเมื่อไรคะ", keep)]
    assert office.says("som", "วันศุกร์นี้") == [
        said(
            "หมายถึงเวลาไหนคะ",
            *(
                Choice(
                    f"ศ. 11 ต.ค. 2562 {hour:02}.00 น.",
                    f"วันศุกร์ที่ 11 ตุลาคม 2562 เวลา {hour:02}.00 น.",
                    f"announce.at:1.{seconds}",
                )
                for hour, seconds in at.items()
            ),
            keep,
        )
    ]
    assert office.says("som", "เมื่อไรก็ได้") == [said("ขอวันและเวลาด้วยค่ะ เช่น พรุ่งนี้ 8 โมงเช้า", keep)]
    found = office.says("som", "8 โมงเช้า")
    assert found == [
        said(
            "เวลานั้นผ่านไปแล้วค่ะ จะให้ส่งเมื่อไรคะ", Choice("อ. 8 ต.ค. 2562 08.00 น.", EIGHT, "announce.at:1.1570496400"), keep
        )
    ]
    assert office.presses("som", found[0].choices[0])[1] == confirming(office.number(1), COST, when=EIGHT, **TIMED)  # type: ignore[arg-type] # as above


def test_in_quiet_hours_their_end_is_offered(office: Bureau) -> None:
    office.at("2019-10-07T22:00")
    (_, asked) = office.says("som", f"ประกาศ: {TEXT}")
    half_past_six = "วันอังคารที่ 8 ตุลาคม 2562 เวลา 06.30 น."

    (offer,) = office.presses("som", asked.cards[0].choices[0])
    mark = asked.cards[0].choices[0].data.partition(".")[2].partition(".")[2]
    later = Choice("ส่ง 06.30 น.", "ส่งประกาศที่ 1 เวลา 06.30 น.", f"announce.rest:1.{mark}")
    now = Choice("ส่งเดี๋ยวนี้", "ส่งเดี๋ยวนี้ประกาศที่ 1", f"announce.now:1.{mark}")
    assert offer == said(f"ตอนนี้เป็นเวลาพักผ่อนของผู้เข้าอบรมค่ะ ส่ง{half_past_six} ดีไหมคะ", later, now, button("drop", 1))
    assert office.presses("som", later) == [
        about(f"ตั้งเวลาแล้วค่ะ จะส่ง{half_past_six}", 1, "รอส่ง", f"“{TEXT}”", "when", "text", "drop")
    ]


def test_in_quiet_hours_it_may_go_all_the_same(office: Bureau) -> None:
    office.at("2019-10-07T22:00")
    (_, asked) = office.says("som", f"ประกาศ: {TEXT}")
    (offer,) = office.presses("som", asked.cards[0].choices[0])

    assert office.presses("som", offer.choices[1]) == [
        about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", f"“{TEXT}”", "progress", "stop")
    ]
