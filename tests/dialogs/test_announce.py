"""Organisers announce in chat: written, looked at, confirmed; and nothing else that they say is taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Choice, Reply
from bot.services.people.enrolling import enrol
from tests.dialogs.announce_talk import ASIDE, NOTHING, TITLE, Bureau, about, button, confirming, shown
from tests.dialogs.office import PIM, SOM
from tests.dialogs.people_talk import KK
from tests.dialogs.talk import CDE, read


TEXT = "พรุ่งนี้เลื่อนเป็น 10 โมงที่ห้องแล็บ"
COST = "ส่งถึง 3 คน · LINE 3 ข้อความ"
TYPE = f"พิมพ์ข้อความประกาศถึง ทุกคนในหลักสูตร ได้เลยค่ะ ส่งรูป ไฟล์ หรือตำแหน่งมาก่อนก็ได้\n({TITLE})"
EIGHT = "วันอังคารที่ 8 ตุลาคม 2562 เวลา 08.00 น."
DROPPED = "ยกเลิกแล้ว ไม่ได้ส่งถึงใครค่ะ"


@pytest.fixture
def office() -> Bureau:
    """Monday, 9.00."""
    return Bureau()


def said(text: str, *choices: Choice) -> Reply:
    return Reply(text, choices=choices, reading=ASIDE)


def test_in_one_go_it_is_shown_and_sent_and_reported(office: Bureau) -> None:
    found = office.says("som", f"ประกาศ: {TEXT}")
    assert found == [shown(TEXT, 1), confirming(office.number(1), COST)]

    (send, *_) = found[1].cards[0].choices
    assert office.presses("som", send) == [about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", f"“{TEXT}”", "progress", "stop")]
    office.goes()
    assert [office.got(who) for who in ("kk", "som", "pim")] == [[shown(TEXT, 1)]] * 3
    assert office.says("som", "ผลการส่ง") == [
        about(
            "ส่งครบแล้วค่ะ\nส่งถึงแล้ว 3 คน\nรับทราบแล้ว 0 จาก 3 คน",
            1,
            "ส่งแล้ว",
            f"“{TEXT}”",
            "names",
            "chase",
            "correct",
            replaces=True,
        )
    ]


@pytest.mark.parametrize("words", ["ประกาศ", "ขอส่งประกาศหน่อยค่ะ", "ประกาศถึงทุกคน", "announce"])
def test_where_the_text_is_missing_it_is_asked_for_and_what_follows_is_the_text(office: Bureau, words: str) -> None:
    assert office.says("som", words) == [said(TYPE, NOTHING)]
    assert office.says("som", TEXT) == [shown(TEXT, 1), confirming(office.number(1), COST)]


@pytest.mark.parametrize(
    ("words", "to", "cost"),
    [
        (f"ประกาศถึง {KK}: {TEXT}", KK, "ส่งถึง 1 คน · LINE 1 ข้อความ"),
        (f"ประกาศถึงคุณกิ่งแก้ว กับ คุณสมหมาย\n{TEXT}", f"{KK}, {SOM}", "ส่งถึง 2 คน · LINE 2 ข้อความ"),
        (f"ประกาศถึงผู้จัด: {TEXT}", "ผู้จัด", "ส่งถึง 2 คน · LINE 2 ข้อความ"),
        (f"ประกาศเฉพาะไลน์: {TEXT}", "ทุกคนในหลักสูตร · ทาง LINE เท่านั้น", COST),
        (f"announce: {TEXT}", "ทุกคนในหลักสูตร", COST),
        (f"ประกาศ {TEXT}", "ทุกคนในหลักสูตร", COST),
        (f"ส่งประกาศ：{TEXT}", "ทุกคนในหลักสูตร", COST),
        (f"ประกาศ\n{TEXT}", "ทุกคนในหลักสูตร", COST),
        (f"ประกาศให้ทุกคน: {TEXT}", "ทุกคนในหลักสูตร", COST),
    ],
)
def test_whom_it_is_for_is_read_with_it(office: Bureau, words: str, to: str, cost: str) -> None:
    assert office.says("som", words) == [shown(TEXT, 1), confirming(office.number(1), cost, to)]


@pytest.mark.parametrize("text", ["พรุ่งนี้เริ่ม 10:30 น.", "ขอแจ้งว่า: งดเรียน", "งดเรียน\nพบกันใหม่วันศุกร์"])
def test_a_colon_or_a_line_in_the_text_divides_nothing(office: Bureau, text: str) -> None:
    assert [office.says("som", f"{opened}{text}")[0] for opened in ("ประกาศ ", "ประกาศ: ")] == [
        shown(text, 1),
        shown(text, 2),
    ]


def test_who_is_not_known_is_asked_for_again_and_the_text_is_kept(office: Bureau) -> None:
    assert office.says("som", f"ประกาศถึงทีมดาวอังคาร: {TEXT}") == [said("ไม่พบ ทีมดาวอังคาร ในหลักสูตรนี้ค่ะ", NOTHING)]
    assert office.says("som", "ผู้จัด") == [
        shown(TEXT, 1),
        confirming(office.number(1), "ส่งถึง 2 คน · LINE 2 ข้อความ", "ผู้จัด"),
    ]


def test_an_ordinary_question_is_answered_as_always_and_the_draft_stays(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {TEXT}")
    tomorrow = "วันอังคารที่ 8 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ"

    assert office.writes("som", "พรุ่งนี้เรียนอะไร").text == tomorrow
    assert office.writes("som", "พรุ่งนี้").text == tomorrow
    assert office.says("som", "ส่งเลย") == [about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", f"“{TEXT}”", "progress", "stop")]


def test_only_what_directly_follows_the_asking_is_the_text(office: Bureau) -> None:
    office.says("som", "ประกาศ")
    office.taps("som", Choice("", "พรุ่งนี้เรียนอะไร", "day:2019-10-08"))

    assert office.writes("som", TEXT).cards == ()
    with pytest.raises(Exception, match=r"announcing\.unknown"):
        office.number(1)


@pytest.mark.parametrize(
    "words",
    ["ประกาศนียบัตร: ต้องเข้าเรียนเท่าไร", "ประกาศผลวันไหน", "ประกาศนียบัตรได้เมื่อไหร่", "ประกาศผลสอบ วันไหนคะ", "มีประกาศอะไรไหม"],
)
def test_a_question_about_something_announced_is_a_question(office: Bureau, words: str) -> None:
    office.writes("som", words)

    with pytest.raises(Exception, match=r"announcing\.unknown"):
        office.number(1)


def test_others_cannot_announce(office: Bureau) -> None:
    assert office.writes("kk", f"ประกาศ: {TEXT}").text.startswith("การส่งประกาศเป็นหน้าที่ของทีมงานหลักสูตรค่ะ")
    office.says("som", f"ประกาศ: {TEXT}")

    assert office.presses("kk", button("send", 1)) == [said("เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ")]
    assert office.number(1).state == "draft"


def test_in_a_group_it_is_asked_to_be_done_in_private(office: Bureau) -> None:
    assert office.calls("som", f"ประกาศ: {TEXT}") == said("เรื่องของทีมงาน ขอคุยในแชตส่วนตัวนะคะ")


def test_it_can_be_left_at_any_step_and_what_was_typed_can_be_asked_instead(office: Bureau) -> None:
    office.says("som", "ประกาศ")
    assert office.says("som", "ยกเลิก") == [said(DROPPED)]

    office.says("som", "ประกาศ")
    office.says("som", "พรุ่งนี้เรียนอะไร")
    instead = Choice("ถามน้องนัดแทน", "พรุ่งนี้เรียนอะไร")
    assert office.says("som", "ยกเลิกค่ะ") == [said(DROPPED, instead)]
    assert office.taps("som", instead).text.startswith("วันอังคารที่ 8 ตุลาคม 2562 ไม่มีกำหนดการค่ะ")
    assert office.number(1).state == "cancelled"


def test_the_text_is_changed_or_added_to(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {TEXT}")
    keep = button("show", 1, label="keep")

    assert office.says("som", "แก้ข้อความ") == [
        said("พิมพ์ข้อความใหม่ทั้งหมดได้เลยค่ะ ถ้าจะเพิ่มต่อท้าย ให้ขึ้นต้นด้วย +", keep, button("drop", 1))
    ]
    assert office.says("som", "+ นำบัตรประชาชนมาด้วย")[0] == shown(f"{TEXT}\nนำบัตรประชาชนมาด้วย", 1)
    office.says("som", "แก้ข้อความ")
    assert office.says("som", "งดเรียนพรุ่งนี้") == [shown("งดเรียนพรุ่งนี้", 1), confirming(office.number(1), COST)]


def test_a_message_that_is_edited_changes_its_announcement(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {TEXT}", message="m1")

    (preview, asked) = office.edits("som", "m1", "ประกาศ: งดเรียนพรุ่งนี้")
    assert preview == shown("งดเรียนพรุ่งนี้", 1)
    assert replace(asked, replaces=False) == confirming(office.number(1), COST)


def test_whom_it_is_for_is_changed_by_button_or_in_words(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {TEXT}")
    titles = ["ทุกคน", "ผู้จัด", "ภาครัฐ", "ภาคการพัฒนา", "ภาคการลงทุน", "ภาคการศึกษา", "ภาคการบริการสาธารณะ", "ภาคประชาสังคม"]
    asked = said(
        "ส่งถึงใครคะ แตะเลือก หรือพิมพ์ชื่อกลุ่ม ชื่อคน หรือ เฉพาะ Telegram ก็ได้",
        *(Choice(title, title, f"announce.aim:1.{place}") for place, title in enumerate(titles)),
        button("show", 1, label="keep"),
    )

    assert office.says("som", "เปลี่ยนผู้รับ") == [asked]
    assert office.presses("som", asked.choices[1])[1] == confirming(
        office.number(1), "ส่งถึง 2 คน · LINE 2 ข้อความ", "ผู้จัด"
    )
    office.says("som", "เปลี่ยนผู้รับ")
    assert office.says("som", "คุณกิ่งแก้ว เฉพาะ LINE")[1] == confirming(
        office.number(1), "ส่งถึง 1 คน · LINE 1 ข้อความ", f"{KK} · ทาง LINE เท่านั้น"
    )


TIMED = {"labels": {"send": "later", "when": "retime"}}


def test_what_was_changed_since_is_shown_before_it_goes(office: Bureau) -> None:
    (_, first) = office.says("som", f"ประกาศ: {TEXT}")
    office.says("som", "แก้ข้อความ")
    office.says("som", "งดเรียนพรุ่งนี้")

    assert office.presses("som", first.cards[0].choices[0]) == [
        shown("งดเรียนพรุ่งนี้", 1),
        confirming(office.number(1), COST, said="ประกาศนี้เปลี่ยนไปจากที่เห็นก่อนหน้า รบกวนดูอีกครั้งก่อนส่งนะคะ"),
    ]


def test_sent_twice_it_goes_once(office: Bureau) -> None:
    (_, asked) = office.says("som", f"ประกาศ: {TEXT}")
    send = asked.cards[0].choices[0]

    first = office.presses("som", send)
    assert office.presses("som", send) == first
    office.goes()
    assert office.presses("som", send) == [said("ประกาศที่ 1 เริ่มส่งหรือยกเลิกไปแล้ว จึงแก้ไขไม่ได้ค่ะ")]
    assert len(office.got("kk")) == 1


def test_of_several_programmes_the_one_meant_is_asked_for() -> None:
    ccio, pms = ((("หลักสูตร", title),) for title in ("CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1"))
    office = Bureau()
    office.imports(read(CDE))
    with office.database.write() as store:
        enrol(store, "roster.csv", f"ชื่อ-สกุล,บทบาท\n{SOM},ผู้จัด\n".encode(), "cde-1")
    which = said(
        "จะประกาศในหลักสูตรไหนคะ",
        Choice("CCIO รุ่นที่ 2", "CCIO รุ่นที่ 2", "announce.in:ccio-2"),
        Choice("พมส. รุ่นที่ 1", "พมส. รุ่นที่ 1", "announce.in:cde-1"),
        NOTHING,
    )

    assert office.says("som", f"ประกาศ: {TEXT}") == [which]
    assert office.says("som", "รุ่น") == [which]
    assert office.says("som", "พมส")[1] == confirming(office.number(1), "ส่งถึง 1 คน · LINE 1 ข้อความ", more=pms)
    office.says("som", "ยกเลิก")
    assert office.says("som", f"ประกาศ: {TEXT}") == [which]
    assert office.presses("som", which.choices[0])[1] == confirming(office.number(2), COST, more=ccio)
    office.says("som", "ยกเลิก")
    assert office.says("som", f"ประกาศถึง {PIM}: {TEXT}")[1] == confirming(
        office.number(3), "ส่งถึง 1 คน · LINE 1 ข้อความ", PIM, more=ccio
    )


def test_a_long_text_goes_whole_and_one_that_is_too_long_is_refused(office: Bureau) -> None:
    long = "ข้อความยาว " * 300
    assert office.says("som", f"ประกาศ: {long}")[0] == shown(long.strip(), 1)
    too_long = "ก" * 4001
    assert office.says("som", f"ประกาศ: {too_long}") == [said("ข้อความยาว 4001 ตัวอักษร ประกาศได้ไม่เกิน 4000 ตัวอักษรค่ะ")]
    assert office.says("som", TEXT)[0] == shown(TEXT, 2)
