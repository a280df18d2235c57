"""After an announcement was confirmed: approval, progress, who got it, chasing, correcting, stopping, listing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Card, Choice, Reply
from storage import quotas
from tests.dialogs.announce_talk import ASIDE, Bureau, about, button, confirming, shown
from tests.dialogs.office import PIM, SOM
from tests.dialogs.people_talk import KK, OPEN
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
    assert office.says("som", "ดูความคืบหน้า") == [reports(f"{going}\nรอส่ง 3 คน", "progress", "stop")]
    office.got("kk")
    assert office.presses("som", button("progress", 1)) == [
        reports(f"{going}\nส่งถึงแล้ว 1 คน\nรอส่ง 2 คน\nรับทราบแล้ว 0 จาก 1 คน", "progress", "stop")
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


# Where the programme asks for a second organiser's approval


@pytest.fixture
def strict() -> Bureau:
    made = Bureau()
    made.imports(replace(OPEN, settings={**OPEN.settings, "announcements": {"approval": True}}))
    return made


def asks(office: Bureau, number: int = 1, text: str = TEXT) -> Reply:
    """What another organiser gets."""
    (mark,) = {choice.data.rpartition(".")[2] for choice in confirming(office.number(number), "").cards[0].choices}
    facts = (("ถึง", "ทุกคนในหลักสูตร"), ("ส่งเมื่อ", "ทันทีที่ได้รับอนุมัติ"))
    buttons = (button("approve", number, mark), button("decline", number, mark))
    card = Card(f"ประกาศที่ {number} · รออนุมัติ", COST, facts, buttons)
    return Reply(f"{SOM} ขออนุมัติส่งประกาศนี้ค่ะ\n\n{text}", (card,), reading=ASIDE)


def test_another_organiser_approves_it(strict: Bureau) -> None:
    asked = strict.says("som", f"ประกาศ: {TEXT}")
    assert asked == [
        shown(TEXT, 1),
        confirming(strict.number(1), COST, when="ทันทีที่ได้รับอนุมัติ", labels={"send": "ask"}),
    ]
    waits = f"ส่งให้ {PIM} พิจารณาแล้วค่ะ อนุมัติเมื่อไรจะส่งทันทีหรือตามเวลาที่ตั้งไว้ แล้วแจ้งให้ทราบนะคะ"
    assert strict.presses("som", asked[1].cards[0].choices[0]) == [about(waits, 1, "รออนุมัติ", BEGINS, "drop")]
    (request,) = strict.sent("pim")
    assert request == asks(strict)
    assert strict.presses("som", request.cards[0].choices[0]) == [said("ประกาศนี้ต้องให้ผู้จัดอีกท่านเป็นผู้อนุมัติค่ะ")]
    assert strict.presses("pim", request.cards[0].choices[0]) == [
        about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", BEGINS, "progress", "stop")
    ]
    assert strict.sent("som") == [said(f"{PIM} อนุมัติประกาศที่ 1 แล้วค่ะ")]
    strict.goes()
    assert strict.got("kk") == [shown(TEXT, 1)]
    (once_more,) = strict.presses("pim", request.cards[0].choices[0])
    assert once_more == strict.says("pim", "ผลการส่ง")[0]


def test_another_organiser_sends_it_back_and_says_why(strict: Bureau) -> None:
    strict.presses("som", strict.says("som", f"ประกาศ: {TEXT}")[1].cards[0].choices[0])
    (request,) = strict.sent("pim")

    assert strict.presses("pim", request.cards[0].choices[1]) == [
        said(
            "พิมพ์เหตุผลหรือสิ่งที่อยากให้แก้ได้เลยค่ะ",
            Choice("ส่งคืนโดยไม่บอกเหตุผล", "ส่งคืนประกาศที่ 1", "announce.back:1"),
        )
    ]
    assert strict.says("pim", "ห้องแล็บปิดค่ะ") == [said("ส่งประกาศที่ 1 คืนให้ผู้เขียนแล้วค่ะ")]
    told = f"{PIM} ยังไม่อนุมัติประกาศที่ 1 ค่ะ\n“ห้องแล็บปิดค่ะ”\nแก้แล้วส่งใหม่ได้นะคะ"
    assert strict.sent("som") == [about(told, 1, "ยังไม่ส่ง", BEGINS, "show", "drop")]
    assert strict.says("som", "ดูประกาศที่ 1")[0] == shown(TEXT, 1)


def test_what_was_changed_after_asking_is_not_approved_unseen(strict: Bureau) -> None:
    strict.presses("som", strict.says("som", f"ประกาศ: {TEXT}")[1].cards[0].choices[0])
    (old,) = strict.sent("pim")
    strict.says("som", "แก้ข้อความประกาศที่ 1")
    strict.says("som", "งดเรียนพรุ่งนี้")

    assert strict.presses("pim", old.cards[0].choices[0]) == [said("ประกาศที่ 1 ไม่ได้รออนุมัติอยู่ค่ะ")]
    strict.says("som", "ส่งเลย")
    assert strict.presses("pim", old.cards[0].choices[0]) == [replace(asks(strict, text="งดเรียนพรุ่งนี้"), reading=ASIDE)]


# LINE's quota


@pytest.fixture
def poor() -> Bureau:
    """Of 300 messages 62 are left, of which 60 are kept for reminders."""
    made = Bureau()
    for who in ("kk", "som", "pim"):
        made.got(who)
    with made.database.write() as store:
        quotas.keep(store, "line", quotas.Seen(300, 238, 60, quotas.month_of(made.now), made.now))
    return made


def test_what_would_use_the_reserve_is_not_sent_and_two_ways_are_offered(poor: Bureau) -> None:
    cost = "ส่งถึง 3 คน · LINE 3 ข้อความ เหลือ 62 จาก 300"
    asked = poor.says("som", f"ประกาศ: {TEXT}")
    assert asked == [shown(TEXT, 1), confirming(poor.number(1), cost)]
    poor.got("som")

    only = Choice("เฉพาะ Telegram", "ส่งประกาศที่ 1 เฉพาะ Telegram", "announce.only:1.telegram")
    urge = Choice("ใช้โควตาสำรอง", "ใช้โควตาสำรองส่งประกาศที่ 1", "announce.urge:1")
    assert poor.presses("som", asked[1].cards[0].choices[0]) == [
        said(
            "ประกาศนี้ใช้ข้อความ LINE 3 ข้อความ เดือนนี้เหลือ 62 ข้อความ ซึ่งกันไว้เตือนนัด 60 ข้อความ "
            "ส่งเฉพาะทาง Telegram หรือใช้โควตาสำรองได้ค่ะ",
            only,
            urge,
            button("drop", 1),
        )
    ]
    poor.got("som")
    assert poor.presses("som", only)[1] == confirming(
        poor.number(1),
        "ส่งถึง 0 คน",
        "ทุกคนในหลักสูตร · ทาง Telegram เท่านั้น",
        more=(("ส่งไม่ถึง", "ไม่ได้ใช้น้องนัดทาง Telegram 3 คน"),),
    )


def test_the_reserve_is_used_where_that_is_wanted(poor: Bureau) -> None:
    poor.says("som", f"ประกาศ: {TEXT}")
    poor.says("som", "ส่งเลย")
    poor.got("som")

    (_, asked) = poor.says("som", "ใช้โควตาสำรองส่งประกาศที่ 1")
    assert asked == confirming(
        poor.number(1),
        "ส่งถึง 3 คน · LINE 3 ข้อความ เหลือ 62 จาก 300",
        said="ใช้โควตาสำรองของ LINE ได้แล้ว ส่งเลยไหมคะ",
    )
    assert poor.presses("som", asked.cards[0].choices[0]) == [
        about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", BEGINS, "progress", "stop")
    ]
