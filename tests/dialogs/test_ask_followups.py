"""A question goes on from the one before for ten minutes, and is asked back after that."""

from __future__ import annotations

from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, CDE, ORCHARD, Talk


MONDAY = "2019-10-07T09:00"
UNCLEAR = "ขออภัยค่ะ น้องนัดไม่แน่ใจว่าถามถึงรายการไหน ลองพิมพ์ชื่อวิชาหรือวันที่ด้วยนะคะ\nที่ใกล้เคียงมีดังนี้ค่ะ"
BLOCKCHAIN_WHERE = said(f"{shown.BLOCKCHAIN.title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.BLOCKCHAIN.alone("where"))


def test_where_and_who_of_the_session_talked_about() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("เมืองผู้สูงอายุเรียนวันไหน")

    assert talk.say("ที่ไหนครับ").plain == said(
        f"{shown.AGING.title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.AGING.alone("where")
    )
    assert talk.say("ใครสอน").plain == said(f"{shown.AGING.title} โดย คณะวิทยากรสังคมสูงวัย ค่ะ", shown.AGING.alone("who"))
    assert talk.say("กี่โมงนะ").plain == said(f"{shown.AGING.title} จัด{shown.AGING.when} ค่ะ", shown.AGING.alone())


def test_the_same_asked_of_another_session() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("ดูงานภูเก็ตใส่ชุดอะไร")

    assert talk.say("แล้วบาร์เซโลนาล่ะ").plain == said(
        f"{shown.EXPO.title} การแต่งกาย: ชุดสุภาพ และเสื้อกันหนาว ค่ะ", shown.EXPO.alone("wear")
    )


def test_the_same_asked_of_another_day() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("ศุกร์หน้าเรียนอะไร")

    assert talk.say("แล้ววันศุกร์นี้ล่ะ").plain == said(
        "วันศุกร์ที่ 11 ตุลาคม 2562 มี 2 รายการค่ะ", shown.URBANTECH.listed(), shown.CLINIC_1.listed()
    )


def test_a_time_without_a_day_is_on_the_day_talked_about() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("วันศุกร์หน้ามีอะไร")

    for question, hours in (("แล้วตอนบ่ายล่ะ", "12.00–18.00 น."), ("บ่ายสองเรียนอะไร", "14.00 น.")):
        assert talk.say(question).plain == said(
            f"วันศุกร์ที่ 18 ตุลาคม 2562 เวลา {hours} มี 1 รายการค่ะ", shown.BLOCKCHAIN.alone()
        )


def test_what_is_asked_of_a_part_of_that_day() -> None:
    talk = Talk(CDE, now="2022-08-31T09:00")
    talk.say("วันศุกร์นี้มีอะไรบ้าง")

    assert talk.say("ช่วงบ่ายใครสอน").plain == said(
        f"{shown.ACTIVE.title} โดย รศ.ดร.ศุภวัฒนากร วงศ์ธนวสุ ค่ะ", shown.ACTIVE.alone("who")
    )


def test_one_of_several_by_its_place() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("ศุกร์นี้เรียนอะไร")

    assert talk.say("อันแรกใครสอน").plain == said(
        f"{shown.URBANTECH.title} โดย คณะวิทยากรเทคโนโลยีเมือง ค่ะ", shown.URBANTECH.alone("who")
    )


def test_before_after_and_on_the_same_day() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("บล็อกเชนเรียนวันไหน")

    assert talk.say("ก่อนหน้านั้นมีอะไร").plain == said("รายการก่อนหน้า วันศุกร์ที่ 18 ตุลาคม 2562 ค่ะ", shown.AGING.alone())
    assert talk.say("หลังจากนั้นมีอะไร").plain == said("รายการถัดไป วันศุกร์ที่ 18 ตุลาคม 2562 ค่ะ", shown.BLOCKCHAIN.alone())
    assert talk.say("วันเดียวกันมีอะไรอีก").plain == said(
        "วันศุกร์ที่ 18 ตุลาคม 2562 มี 2 รายการค่ะ", shown.AGING.listed(), shown.BLOCKCHAIN.listed()
    )


def test_what_was_said_is_remembered_for_ten_minutes() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("บล็อกเชนเรียนวันไหน")

    talk.later(10)
    assert talk.say("ใครสอน").plain == said(
        f"{shown.BLOCKCHAIN.title} โดย คณะวิทยากรจัดซื้อจัดจ้างโปร่งใส ค่ะ", shown.BLOCKCHAIN.alone("who")
    )
    talk.later(10)
    assert talk.say("ที่ไหน").plain == BLOCKCHAIN_WHERE
    talk.later(10.5)
    forgotten = talk.say("ที่ไหน")
    assert (forgotten.plain, forgotten.reading.understood, forgotten.reading.sessions) == (UNCLEAR, False, ())


def test_a_follow_up_without_a_talk_before_is_asked_back_and_bothers_nobody() -> None:
    talk = Talk(CCIO, now=MONDAY)

    assert talk.say("ใครสอน").plain == UNCLEAR
    assert talk.unanswered("ccio-2") == []


def test_each_person_has_a_talk_of_their_own() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("บล็อกเชนเรียนวันไหน", who="somchai")
    talk.say("ทริปภูเก็ตไปวันไหน", who="somying")

    assert talk.say("ที่ไหน", who="somchai").plain == BLOCKCHAIN_WHERE
    assert talk.say("ที่ไหน", who="somying").plain == said(
        f"{shown.PHUKET.title} จัดที่ ศูนย์ข้อมูลเมืองภูเก็ต ค่ะ", shown.PHUKET.alone("where")
    )


def test_a_name_that_two_people_bear_is_asked_about() -> None:
    talk = Talk(ORCHARD, now="2027-02-01T09:00")

    reply = talk.say("อาจารย์อรุณสอนวันไหน")

    assert reply.plain == "หมายถึงท่านใดคะ\n• ดร.อรุณ สายชล\n• ผศ.อรุณ ทองแท้"
    assert [choice.label for choice in reply.choices] == ["ดร.อรุณ สายชล", "ผศ.อรุณ ทองแท้"]
    soil = said(f"ดินดีในเมืองใหญ่ จัด{shown.SOIL.when} ค่ะ", shown.SOIL.alone())
    assert talk.tap(reply.choices[0]).plain == soil
    assert talk.say("ผศ.อรุณสอนอะไร").plain == said(
        "วันศุกร์ที่ 5 กุมภาพันธ์ 2570 มี 2 รายการค่ะ", shown.WATER.listed(), shown.GRAFT.listed()
    )


def test_a_title_tells_two_people_apart() -> None:
    talk = Talk(ORCHARD, now="2027-02-01T09:00")

    assert talk.say("ดร.อรุณสอนวันไหน").plain == said(f"ดินดีในเมืองใหญ่ จัด{shown.SOIL.when} ค่ะ", shown.SOIL.alone())
    assert talk.say("ผศ.อรุณสอนวันไหน").plain == said(
        "วันศุกร์ที่ 5 กุมภาพันธ์ 2570 มี 2 รายการค่ะ", shown.WATER.listed(), shown.GRAFT.listed()
    )
    assert talk.say("คุณมาลีสอนวันไหน").plain == said("มี 2 รายการค่ะ", shown.COMPOST.listed(), shown.MARKET.listed())


def test_what_was_to_be_confirmed_and_is_not_so() -> None:
    talk = Talk(CCIO, now=MONDAY)

    reply = talk.say("บล็อกเชนเรียนวันที่ 11 ใช่ไหม")

    assert reply.plain == said(f"ไม่ค่ะ\n{shown.BLOCKCHAIN.title} จัด{shown.BLOCKCHAIN.when} ค่ะ", shown.BLOCKCHAIN.alone())
    assert (reply.reading.understood, reply.reading.sessions) == (True, ("blockchain",))


def test_what_was_to_be_confirmed_and_is_so() -> None:
    reply = Talk(CCIO, now=MONDAY).say("บล็อกเชนเรียนวันที่ 18 ใช่ไหม")

    assert reply.text.split("\n")[0] == "ใช่ค่ะ"
    assert (reply.reading.understood, reply.reading.sessions) == (True, ("blockchain",))
