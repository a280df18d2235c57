"""Organisers decide on leave: the first decision counts, whoever asked hears of it, and nobody else may."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Picture

from bot.messages import Choice, File, Reply
from tests.dialogs.leave_talk import (
    APPROVE,
    ASIDE,
    CLINIC,
    DECLINE,
    MINE,
    PAPER,
    RULE,
    SENT,
    SHOW,
    Leaving,
    brought,
    card,
)
from tests.dialogs.office import PIM, SOM
from tests.dialogs.people_talk import KK, OPEN


if TYPE_CHECKING:
    from storage.programme import Programme


APPROVED = f"คำขอลาได้รับอนุมัติแล้วค่ะ\n• {CLINIC}\n{RULE}"
AFTER = "ถ้ามีข้อสงสัย พิมพ์ถามทีมงานได้เลยนะคะ"
ONLY = "ผู้จัดหลักสูตรเท่านั้นที่พิจารณาคำขอลาได้ค่ะ"
NO_SUCH = "ไม่พบคำขอลานี้ค่ะ"
TYPE = f"พิมพ์ข้อความถึง {KK} ว่าเหตุใดจึงไม่อนุมัติ ภายใน 10 นาที หรือแตะ ไม่ระบุเหตุผล ค่ะ"
REFUSE, BARE, BACK = (
    Choice("ไม่อนุมัติและส่ง", "ไม่อนุมัติและส่ง", "leave.refuse:1"),
    Choice("ไม่ระบุเหตุผล", "ไม่ระบุเหตุผล", "leave.bare:1"),
    Choice("ยังไม่ตัดสิน", "ยังไม่ตัดสิน", "leave.back:1"),
)


@pytest.fixture
def talk() -> Leaving:
    """Leave was asked for, and brought."""
    made = Leaving()
    made.asks()
    for who in ("som", "pim"):
        made.sent(who)
    return made


def about(text: str) -> Reply:
    return Reply(text, choices=(SHOW,), reading=ASIDE)


def told(text: str) -> Reply:
    return Reply(text, choices=(MINE,), reading=ASIDE)


def picture() -> bytes:
    kept = BytesIO()
    Picture.new("RGB", (40, 30), "white").save(kept, "PNG")
    return kept.getvalue()


def with_leave(**settings: object) -> Programme:
    return replace(OPEN, settings={**OPEN.settings, "attendance": settings})


def test_it_is_approved_with_a_tap_and_everybody_hears_of_it(talk: Leaving) -> None:
    assert talk.taps("som", APPROVE) == about(f"อนุมัติแล้วค่ะ และแจ้ง {KK} ให้ทราบแล้ว")

    assert talk.statuses() == {"project-clinic-1": "excused"}
    assert talk.sent("kk") == [told(APPROVED)]
    assert (talk.sent("som"), talk.sent("pim")) == ([], [about(f"{SOM} อนุมัติคำขอลาที่ 1 ของ {KK} แล้วค่ะ")])


def test_the_first_decision_counts(talk: Leaving) -> None:
    talk.taps("som", APPROVE)
    talk.sent("kk")

    for choice in (APPROVE, DECLINE, BARE, REFUSE):
        assert talk.taps("pim", choice) == about(f"{SOM} อนุมัติไปแล้วค่ะ")
    assert (talk.sent("kk"), talk.statuses()) == ([], {"project-clinic-1": "excused"})


def test_it_is_declined_with_a_note(talk: Leaving) -> None:
    assert talk.taps("som", DECLINE) == Reply(TYPE, choices=(BARE, BACK), reading=ASIDE)
    shown = talk.writes("som", "คาบนี้มีสอบ ขอให้มาค่ะ")
    text = f"ไม่อนุมัติคำขอลาของ {KK} พร้อมข้อความนี้นะคะ\n“คาบนี้มีสอบ ขอให้มาค่ะ”"
    assert shown == Reply(text, choices=(REFUSE, BARE, BACK), reading=ASIDE)
    assert talk.sent("kk") == []
    assert talk.taps("som", REFUSE) == about(f"ไม่อนุมัติค่ะ และแจ้ง {KK} ให้ทราบแล้ว")

    said = f"คำขอลาไม่ได้รับอนุมัติค่ะ\n• {CLINIC}\nข้อความจากทีมงาน: คาบนี้มีสอบ ขอให้มาค่ะ\n{AFTER}"
    assert talk.sent("kk") == [told(said)]
    assert talk.sent("pim") == [about(f"{SOM} ไม่อนุมัติคำขอลาที่ 1 ของ {KK} ค่ะ")]
    assert talk.statuses() == {}
    assert talk.writes("kk", "การลาของฉัน").cards == (card("ไม่อนุมัติ", more=(("ข้อความจากทีมงาน", "คาบนี้มีสอบ ขอให้มาค่ะ"),)),)
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ป่วยจริงค่ะ")
    assert talk.writes("kk", "ส่งคำขอ").plain == SENT.format(2)


@pytest.mark.parametrize("said", ["ไม่ระบุเหตุผล", "ไม่ต้องค่ะ"])
def test_or_without_one(talk: Leaving, said: str) -> None:
    talk.writes("som", "ไม่อนุมัติคำขอลา 1")
    talk.writes("som", said)

    assert talk.sent("kk") == [told(f"คำขอลาไม่ได้รับอนุมัติค่ะ\n• {CLINIC}\n{AFTER}")]


def test_or_not_yet(talk: Leaving) -> None:
    talk.taps("som", DECLINE)

    assert talk.taps("som", BACK) == about("ยังไม่ตัดสินค่ะ คำขอลายังรออยู่")
    assert talk.writes("som", "พรุ่งนี้เรียนอะไร").text.startswith("วันอังคารที่ 8 ตุลาคม 2562")
    assert talk.sent("kk") == []
    assert talk.writes("som", "คำขอลาที่รออนุมัติ") == Reply(
        "คำขอลาที่รออนุมัติ 1 รายการค่ะ", (card(KK, APPROVE, DECLINE),), reading=ASIDE
    )


def test_while_one_writes_the_other_decides(talk: Leaving) -> None:
    talk.taps("som", DECLINE)
    talk.taps("pim", APPROVE)
    talk.sent("kk")

    talk.writes("som", "มีสอบค่ะ")
    assert talk.writes("som", "ส่งเลย") == about(f"{PIM} อนุมัติไปแล้วค่ะ")
    assert (talk.sent("kk"), talk.statuses()) == ([], {"project-clinic-1": "excused"})


def test_what_was_taken_back_is_not_decided_on(talk: Leaving) -> None:
    talk.writes("kk", "ถอนคำขอลา 1")

    assert talk.taps("som", APPROVE) == about(f"{KK} ยกเลิกการลานี้ไปแล้วค่ะ")
    assert talk.statuses() == {}
    assert talk.writes("som", "คำขอลาที่รออนุมัติ").plain == "ไม่มีคำขอลาที่รออนุมัติค่ะ"


def test_nobody_else_may(talk: Leaving) -> None:
    for choice in (APPROVE, DECLINE, BARE, PAPER, SHOW, BACK, REFUSE):
        assert talk.taps("kk", choice).plain == ONLY
        assert talk.taps("guest", choice).plain == "เรื่องนี้น้องนัดทำให้ผู้ที่ลงทะเบียนแล้วค่ะ"
    for wish in ("approve", "withdraw", "paper"):
        assert talk.taps("som", Choice("", "", f"leave.{wish}:99")).plain == NO_SUCH
    assert talk.taps("som", Choice("", "", "leave.withdraw:1")).plain == NO_SUCH
    assert talk.writes("kk", "คำขอลาที่รออนุมัติ").plain != "คำขอลาที่รออนุมัติ 1 รายการค่ะ"
    assert talk.in_group("", sender="som", data="leave.approve:1").plain == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"
    assert (talk.statuses(), talk.sent("kk")) == ({}, [])


def test_the_paper_is_theirs_to_see() -> None:
    talk = Leaving()
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    talk.sends("kk", "file", b"%PDF-1.7\n", name="หนังสือเชิญ.pdf")
    talk.writes("kk", "ส่งคำขอ")
    file = File("หนังสือเชิญ.pdf", "application/pdf", "JVBERi0xLjcK", base64=True)
    text = f"เอกสารของคำขอลาที่ 1 จาก {KK} ค่ะ"

    assert talk.taps("som", PAPER) == Reply(text, files=(file,), choices=(SHOW,), reading=ASIDE)
    assert talk.taps("som", APPROVE).plain == f"อนุมัติแล้วค่ะ และแจ้ง {KK} ให้ทราบแล้ว"
    assert talk.taps("pim", SHOW) == Reply(
        "อนุมัติแล้ว", (card(KK, PAPER, more=(("เอกสารแนบ", "หนังสือเชิญ.pdf"),)),), reading=ASIDE
    )


def test_a_photo_is_shown_as_one() -> None:
    talk = Leaving()
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    talk.sends("kk", "photo", picture())
    talk.writes("kk", "ส่งคำขอ")
    shown = talk.taps("som", PAPER)

    assert [(image.alt, image.media_type) for image in shown.images] == [("รูปภาพ", "image/png")]
    assert talk.papers() == 0


def test_what_was_asked_without_a_paper_has_none(talk: Leaving) -> None:
    assert talk.taps("som", PAPER).plain == "คำขอลานี้ไม่มีเอกสารแนบค่ะ"


def test_by_the_programmes_rule_it_may_not_count_at_all() -> None:
    talk = Leaving()
    talk.imports(with_leave(leave_counts="excused", required_percent=75))
    talk.asks()
    talk.taps("som", APPROVE)
    rule = "ตามเกณฑ์ของหลักสูตร คาบที่ได้รับอนุมัติให้ลาไม่นำมานับในเกณฑ์เข้าเรียน 75% ค่ะ"

    assert talk.sent("kk") == [told(f"คำขอลาได้รับอนุมัติแล้วค่ะ\n• {CLINIC}\n{rule}")]


def test_it_comes_to_those_on_duty_and_where_none_is_to_all() -> None:
    talk = Leaving()
    talk.writes("pim", "ออกเวร")
    talk.asks()
    assert (talk.sent("som"), talk.sent("pim")) == ([brought()], [])
    talk.writes("som", "ออกเวร")
    talk.writes("kk", "ขอลาวันศุกร์เช้า ติดประชุมสภา")
    talk.writes("kk", "ส่งคำขอ")
    assert (len(talk.sent("som")), len(talk.sent("pim"))) == (1, 1)


def test_with_no_organiser_at_hand_it_waits() -> None:
    talk = Leaving("kk")

    assert talk.asks().plain == (
        "เก็บคำขอลาที่ 1 ไว้ให้ทีมงานแล้วค่ะ ได้ผลเมื่อไรจะแจ้งทันที\nถ้าเปลี่ยนใจ พิมพ์ ยกเลิกการลา ได้จนถึงเวลาเริ่มคาบนะคะ"
    )


def test_a_note_that_is_too_long_is_not_cut(talk: Leaving) -> None:
    talk.taps("som", DECLINE)

    assert talk.writes("som", "ยาว" * 200).plain == "ข้อความยาวเกิน 500 ตัวอักษร รบกวนย่อลงนะคะ"
    talk.writes("som", "มีสอบ")
    talk.writes("som", "มีสอบปลายภาคค่ะ")
    assert talk.writes("som", "ส่ง").plain == f"ไม่อนุมัติค่ะ และแจ้ง {KK} ให้ทราบแล้ว"
    assert "ข้อความจากทีมงาน: มีสอบปลายภาคค่ะ" in talk.sent("kk")[0].text.split("\n")


def test_of_too_many_in_an_hour_the_rest_wait_in_the_list(talk: Leaving) -> None:
    for number in range(1, 8):
        talk.writes("kk", f"ถอนคำขอลา {number}")
        talk.asks()
    brought_ = [reply for reply in talk.sent("som") if "ขอลาเรียน" in reply.text]

    assert (len(brought_), talk.writes("som", "คำขอลาที่รออนุมัติ").text) == (4, "คำขอลาที่รออนุมัติ 1 รายการค่ะ")
