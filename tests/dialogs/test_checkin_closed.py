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
