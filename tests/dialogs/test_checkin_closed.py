"""A class is over: whoever did not come is absent, and sees so."""

from __future__ import annotations

from tests.dialogs.door import Door, aside


def test_the_clock_closes_a_class_at_which_somebody_was() -> None:
    door = Door()
    door.says("kk", door.code())
    door.at("2019-10-11T12:00")
    door.closes()
    assert door.statuses() == {"kk": "present"}

    door.later(1)
    door.closes()
    door.closes()
    assert door.statuses() == {"kk": "present", "wi": "absent", "da": "absent", "ch": "absent"}
    assert door.says("wi", "ฉันเช็กอินหรือยัง") == aside(
        "การเช็กอินของท่านวันนี้ค่ะ\n"
        "• UrbanTech for City Transformation (09.00–12.00 น.): ขาด\n"
        "• คลินิกโครงงานครั้งที่ 1 (13.00–16.00 น.): ยังไม่ได้เช็กอิน"
    )


def test_where_only_leave_or_a_slip_was_noted_nobody_took_attendance() -> None:
    door = Door()
    door.taps("som", door.says("som", "วิไลลาป่วย").choices[0])
    undo = door.taps("som", door.says("som", "ชัยมา").choices[0]).choices[0]
    door.taps("som", undo)
    door.at("2019-10-11T12:30")
    door.closes()

    assert door.statuses() == {"wi": "excused"}


def test_who_was_marked_by_an_organiser_was_there_too() -> None:
    door = Door()
    door.taps("som", door.says("som", "ทุกคนมายกเว้นวิไล").choices[0])
    door.at("2019-10-11T12:30")
    door.closes()

    assert door.statuses() == {"kk": "present", "da": "present", "ch": "present", "wi": "absent"}


def test_once_it_is_closed_the_absent_are_corrected_with_a_reason() -> None:
    door = Door()
    door.says("kk", door.code())
    door.at("2019-10-11T12:30")
    door.closes()
    assert door.says("som", "มาครบทุกคน วิชา UrbanTech").text.split("\n")[0] == (
        "มีบันทึกเดิมอยู่แล้ว ขอเหตุผลที่แก้ด้วยค่ะ พิมพ์มาได้เลยนะคะ"
    )
    door.taps("som", door.says("som", "จอดับทั้งเช้า").choices[0])

    assert door.statuses() == dict.fromkeys(["kk", "wi", "da", "ch"], "present")
    assert door.says("wi", "ฉันเช็กอินหรือยัง").text.split("\n")[1] == (
        "• UrbanTech for City Transformation (09.00–12.00 น.): มา 09.00 น. · ทีมงานบันทึกให้"
    )
