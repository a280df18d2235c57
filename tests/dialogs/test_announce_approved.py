"""Where the programme asks for a second organiser's approval of an announcement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Card, Choice, Reply
from tests.dialogs.announce_talk import ASIDE, Bureau, about, button, confirming, shown
from tests.dialogs.office import PIM, SOM
from tests.dialogs.people_talk import OPEN
from tests.dialogs.test_announce import COST, TEXT, said
from tests.dialogs.test_announce_after import BEGINS


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
