"""After an announcement was confirmed: progress, who got it, chasing, correcting, stopping, listing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Card, Choice, Reply
from storage import audit, people
from tests.dialogs.announce_talk import ASIDE, Bureau, about, button, confirming, shown
from tests.dialogs.office import PIM, SOM
from tests.dialogs.people_talk import KK
from tests.dialogs.test_announce import COST, EIGHT, TEXT, TIMED, said


BEGINS = f"“{TEXT}”"


@pytest.fixture
def office() -> Bureau:
    """It has been sent."""
    made = Bureau()
    sends(made, f"ประกาศ: {TEXT}")
    return made


def sends(office: Bureau, words: str, who: str = "som") -> None:
    asked = office.says(who, words)[-1]
    office.presses(who, asked.cards[0].choices[0])
    office.goes()


def reports(lines: str, *wishes: str, number: int = 1, state: str = "ส่งแล้ว", begins: str = BEGINS) -> Reply:
    return about(lines, number, state, begins, *wishes, replaces=True)


def acknowledged(number: int = 1) -> Choice:
    return Choice("รับทราบ", "รับทราบ", f"ack:announcement {number}")


def test_progress_is_told_while_it_goes_and_the_result_after(office: Bureau) -> None:
    going = "กำลังส่งค่ะ ดำเนินการแล้ว 3 คน เหลืออีกประมาณไม่ถึงหนึ่งนาที"
    assert office.says("som", "ดูความคืบหน้า") == [reports(f"{going}\nรอส่ง 3 คน", "progress", "stop", state="กำลังส่ง")]
    office.got("kk")
    assert office.presses("som", button("progress", 1)) == [
        reports(f"{going}\nส่งถึงแล้ว 1 คน\nรอส่ง 2 คน\nรับทราบแล้ว 0 จาก 1 คน", "progress", "stop", state="กำลังส่ง")
    ]
    office.does("pim", "blocked")
    office.got("som")
    office.presses("kk", acknowledged())
    assert office.says("pim", "สวัสดี") is not None
    assert office.presses("som", button("progress", 1)) == [
        reports("ส่งครบแล้วค่ะ\nส่งถึงแล้ว 2 คน\nบล็อกน้องนัด 1 คน\nรับทราบแล้ว 1 จาก 2 คน", "names", "chase", "correct")
    ]


def test_who_got_it_is_listed_by_name(office: Bureau) -> None:
    office.got("kk")
    office.later(5)
    office.presses("kk", acknowledged())

    assert office.says("som", "ดูรายชื่อประกาศที่ 1") == [
        Reply(
            f"รายชื่อของประกาศที่ 1 ค่ะ\n• {KK} · รับทราบ จ. 7 ต.ค. 2562 09.05 น.\n• {SOM} · รอส่ง\n• {PIM} · รอส่ง",
            choices=(Choice("กลับไปดูผล", "ดูความคืบหน้าประกาศที่ 1", "announce.progress:1"),),
            reading=ASIDE,
        )
    ]


def test_one_button_chases_those_who_have_not_acknowledged(office: Bureau) -> None:
    for who in ("kk", "som", "pim"):
        office.got(who)
    office.presses("kk", acknowledged())

    found = office.presses("som", button("chase", 1))
    again = shown(f"แจ้งซ้ำ: {TEXT}", 2)
    keys = Choice("รับทราบ", "รับทราบ", "ack:announcement 2|announcement 1")
    again = replace(again, cards=(Card("", choices=(keys,)),))
    assert found == [
        again,
        confirming(
            office.number(2),
            "ส่งถึง 2 คน · LINE 2 ข้อความ",
            "ผู้ที่ยังไม่รับทราบประกาศที่ 1",
            said="แจ้งซ้ำเฉพาะคนที่ยังไม่รับทราบ ตามข้อความข้างบน ส่งเลยไหมคะ",
            wishes=("send", "when", "text", "drop"),
        ),
    ]
    office.presses("som", found[1].cards[0].choices[0])
    office.goes()
    assert [office.got(who) for who in ("kk", "som", "pim")] == [[], [again], [again]]
    office.presses("pim", keys)
    assert office.says("som", "ผลการส่งประกาศที่ 1") == [
        reports("ส่งครบแล้วค่ะ\nส่งถึงแล้ว 3 คน\nรับทราบแล้ว 2 จาก 3 คน", "names", "chase", "correct")
    ]


def test_a_correction_goes_to_whoever_got_it(office: Bureau) -> None:
    for who in ("kk", "som", "pim"):
        office.got(who)

    assert office.says("som", "แก้ไขประกาศที่ 1") == [
        said(
            "พิมพ์ข้อความที่ถูกต้องทั้งหมดได้เลยค่ะ",
            Choice("ใช้ตามเดิม", "ดูความคืบหน้าประกาศที่ 1", "announce.progress:1"),
        )
    ]
    found = office.says("som", "พรุ่งนี้เรียน 9 โมงตามเดิม")
    corrected = shown("แก้ไขประกาศ: พรุ่งนี้เรียน 9 โมงตามเดิม", 2)
    keys = Choice("รับทราบ", "รับทราบ", "ack:announcement 2|announcement 1")
    corrected = replace(corrected, cards=(Card("", choices=(keys,)),))
    assert found == [
        corrected,
        confirming(
            office.number(2),
            COST,
            "ผู้ที่ได้รับประกาศที่ 1",
            said="แก้ไขให้ทุกคนที่ได้รับ ตามข้อความข้างบน ใน Telegram จะแก้ข้อความเดิมให้ ส่งเลยไหมคะ",
            wishes=("send", "when", "text", "drop"),
        ),
    ]
    office.presses("som", found[1].cards[0].choices[0])
    office.goes()
    assert office.got("kk") == [corrected]


def test_a_correction_can_be_left(office: Bureau) -> None:
    office.says("som", "แก้ไขประกาศที่ 1")

    assert office.says("som", "ยกเลิก") == [said("ได้ค่ะ ไม่ได้เปลี่ยนอะไร")]
    assert office.number(1).state == "sent"


def test_it_is_stopped_half_way(office: Bureau) -> None:
    office.got("kk")

    assert office.says("pim", "หยุดส่ง") == [
        about("หยุดส่งแล้วค่ะ ดึงกลับได้ 2 ข้อความ ส่งออกไปแล้ว 1 ข้อความ", 1, "หยุดส่งแล้ว", BEGINS, "progress", "correct")
    ]
    assert office.presses("som", button("progress", 1)) == [
        reports(
            "หยุดส่งแล้วค่ะ\nส่งถึงแล้ว 1 คน\nหยุดไว้ ไม่ได้ส่ง 2 คน\nรับทราบแล้ว 0 จาก 1 คน",
            "names",
            "chase",
            "correct",
            state="หยุดส่งแล้ว",
        )
    ]


def test_who_stopped_it_and_who_cancelled_one_is_in_the_log(office: Bureau) -> None:
    office.says("pim", "หยุดส่ง")
    office.says("som", "ประกาศ: ฉบับร่าง")
    office.says("som", "ยกเลิก")

    with office.database.read() as store:
        kept = [deed for _, deed in reversed(audit.of_programme(store, office.number(1).programme))]
        found = [deed for deed in kept if deed.what != "consent.given"]
        names = [people.get(store, deed.person).name for deed in found if deed.person]
    assert [(deed.what, deed.subject) for deed in found] == [
        ("announcement.stopped", "1"),
        ("announcement.cancelled", "2"),
    ]
    assert names == [PIM, SOM]


def test_they_are_listed_with_what_can_be_done(office: Bureau) -> None:
    office.says("som", "ประกาศ: ฉบับร่าง")
    office.says("som", "พรุ่งนี้ 8 โมงเช้า")
    office.says("som", "ส่งเลย")
    office.says("pim", "ประกาศ: ของพิมพ์")
    waits = Card(
        "ประกาศที่ 2 · รอส่ง",
        "“ฉบับร่าง”",
        (("ส่งเมื่อ", EIGHT),),
        (button("show", 2), button("when", 2), button("drop", 2)),
    )
    went = Card(
        "ประกาศที่ 1 · ส่งแล้ว",
        BEGINS,
        (("ส่งเมื่อ", "วันจันทร์ที่ 7 ตุลาคม 2562 เวลา 09.00 น."),),
        (button("progress", 1), button("correct", 1)),
    )

    assert office.says("som", "ประกาศล่าสุด") == [Reply("ประกาศล่าสุด 2 รายการค่ะ", (waits, went), reading=ASIDE)]
    assert office.says("som", "ประกาศที่รอส่ง") == [Reply("ประกาศที่รอส่ง 1 รายการค่ะ", (waits,), reading=ASIDE)]
    assert office.says("som", "ดูประกาศที่ ๒") == [
        shown("ฉบับร่าง", 2),
        replace_title(confirming(office.number(2), COST, when=EIGHT, **TIMED), "ประกาศที่ 2 · รอส่ง"),  # type: ignore[arg-type] # keywords of confirming
    ]
    office.says("pim", "ยกเลิกประกาศที่ 2")
    assert office.says("som", "ประกาศที่รอส่ง") == [said("ไม่มีประกาศที่รอส่งค่ะ")]


def test_a_draft_is_listed_for_a_day(office: Bureau) -> None:
    office.says("som", "ประกาศ: ฉบับร่าง")

    assert office.writes("som", "ประกาศที่รอส่ง").text == "ประกาศที่รอส่ง 1 รายการค่ะ"
    office.later(24 * 60)
    assert office.says("som", "ประกาศที่รอส่ง") == [said("ไม่มีประกาศที่รอส่งค่ะ")]


def replace_title(reply: Reply, title: str) -> Reply:
    return replace(reply, cards=(replace(reply.cards[0], title=title),))


def test_before_there_is_any_that_is_said() -> None:
    office = Bureau()
    none = "ยังไม่มีประกาศค่ะ พิมพ์ ประกาศ: ตามด้วยข้อความ เพื่อส่งถึงทุกคน"

    assert [office.says("som", words) for words in ("ประกาศล่าสุด", "ผลการส่ง", "หยุดส่ง")] == [[said(none)]] * 3
    assert office.says("som", "ผลการส่งประกาศที่ 9") == [said("ไม่มีประกาศที่ 9 ค่ะ")]


def test_another_organisers_announcement_is_not_changed_but_may_be_cancelled(office: Bureau) -> None:
    office.says("som", "ประกาศ: ฉบับร่าง")
    office.says("som", "พรุ่งนี้ 8 โมงเช้า")
    office.says("som", "ส่งเลย")

    assert office.says("pim", "แก้ข้อความประกาศที่ 2") == [said("ประกาศที่ 2 แก้ได้เฉพาะผู้ที่เขียนค่ะ")]
    assert office.says("pim", "ดูประกาศที่ 2") == [
        about(f"ประกาศนี้รอส่งค่ะ กำหนดส่ง: {EIGHT}", 2, "รอส่ง", "“ฉบับร่าง”", "show", "drop")
    ]
    assert office.says("pim", "ยกเลิกประกาศที่ 2") == [said("ยกเลิกแล้ว ไม่ได้ส่งถึงใครค่ะ")]
    assert office.number(2).state == "cancelled"


def test_an_organiser_who_is_none_any_more_does_nothing_by_old_buttons(office: Bureau) -> None:
    office.says("som", "ลบข้อมูล")
    office.says("som", "ยืนยันลบข้อมูล")

    assert office.presses("som", button("stop", 1)) == [said("เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ")]
