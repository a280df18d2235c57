"""A signed sheet is typed back in: shown, confirmed, noted as from paper, and taken back."""

from __future__ import annotations

import pytest

from bot.messages import Choice, Reply
from bot.services.checkin import Mark
from tests.dialogs.report_talk import ASIDE, NAMES, TITLE, WHEN, Office


HEAD = f"ใบเซ็นชื่อ 1 · {TITLE}\n{WHEN}"
ONE, TWO, THREE, FOUR, FIVE = NAMES
DONE = "บันทึกจากใบเซ็นชื่อ 1 แล้ว 3 คนค่ะ ถ้าผิด ย้อนกลับได้ภายใน 15 นาที"
EXPIRED = "รายการนี้หมดเวลาแล้วค่ะ พิมพ์ใบเซ็นชื่อกับลำดับมาใหม่ได้เลย"


@pytest.fixture
def office() -> Office:
    """The sheet of the first class was printed, and has the number 1; by now the class is over."""
    made = Office()
    made.writes("som", "ขอใบเซ็นชื่อ")
    made.at("2019-10-04T11:30")
    return made


def typed(office: Office, said: str = "ใบเซ็นชื่อ 1: 1-2 มา 3 สาย") -> Reply:
    return office.writes("som", said)


def test_what_will_be_noted_is_shown_first(office: Office) -> None:
    reply = typed(office)

    note, drop = reply.choices
    assert reply == Reply(
        f"{HEAD}\nมา (2 คน): 1. {ONE}, 2. {TWO}\nสาย (1 คน): 3. {THREE}\nบันทึกตามนี้นะคะ",
        choices=(
            Choice("บันทึก", "บันทึก", note.data),
            Choice("ไม่บันทึก", "ไม่บันทึก", drop.data),
        ),
        reading=ASIDE,
    )
    assert office.noted() == {}


def test_when_it_is_confirmed_it_is_noted_as_from_paper(office: Office) -> None:
    note, _ = typed(office).choices

    reply = office.taps("som", note)

    (undo,) = reply.choices
    assert reply == Reply(DONE, choices=(Choice("ย้อนกลับใบเซ็นชื่อ", "ย้อนกลับใบเซ็นชื่อ", undo.data),), reading=ASIDE)
    assert office.noted() == {
        ONE: ("present", "paper", "ใบที่ 1"),
        TWO: ("present", "paper", "ใบที่ 1"),
        THREE: ("late", "paper", "ใบที่ 1"),
    }


@pytest.mark.parametrize("said", ["บันทึก", "บันทึกเลยค่ะ", "ตกลง", "ใช่ค่ะ", "save it"])
def test_it_may_be_confirmed_in_words(office: Office, said: str) -> None:
    typed(office)

    assert office.writes("som", said).text == DONE


@pytest.mark.parametrize("said", ["ไม่บันทึก", "ยกเลิก", "ไม่"])
def test_it_may_be_left(office: Office, said: str) -> None:
    note, _ = typed(office).choices

    assert office.writes("som", said) == Reply("ไม่บันทึกแล้วค่ะ", reading=ASIDE)
    assert office.taps("som", note) == Reply(EXPIRED, reading=ASIDE)
    assert office.noted() == {}


def test_it_can_be_taken_back_for_a_while(office: Office) -> None:
    typed(office)
    (undo,) = office.writes("som", "บันทึก").choices

    assert office.taps("som", undo) == Reply("ย้อนกลับแล้ว 3 คนค่ะ เหมือนก่อนบันทึก", reading=ASIDE)
    assert office.noted() == {}
    assert office.taps("som", undo) == Reply(EXPIRED, reading=ASIDE)


def test_another_sheet_that_is_shown_does_not_take_that_away(office: Office) -> None:
    typed(office)
    office.writes("som", "บันทึก")
    typed(office, "ใบเซ็นชื่อ 1: 4 มา")

    assert office.writes("som", "ย้อนกลับใบเซ็นชื่อ").text == "ย้อนกลับแล้ว 3 คนค่ะ เหมือนก่อนบันทึก"
    assert office.writes("som", "บันทึก").text.startswith("บันทึกจากใบเซ็นชื่อ 1 แล้ว 1 คนค่ะ")
    assert list(office.noted()) == [FOUR]


def test_later_it_cannot(office: Office) -> None:
    typed(office)
    (undo,) = office.writes("som", "บันทึก").choices
    office.later(15.5)

    assert office.taps("som", undo) == Reply(EXPIRED, reading=ASIDE)
    assert len(office.noted()) == 3


def test_what_is_noted_otherwise_is_named_and_what_is_the_same_is_left(office: Office) -> None:
    office.marks(Mark("present", 1, "scanner"), ONE)
    office.marks(Mark("late", 1), TWO)

    reply = typed(office, "ใบเซ็นชื่อ 1: 1-2 มา")

    assert reply.text == (
        f"{HEAD}\nมา (1 คน): 2. {TWO}\nบันทึกไว้ตรงกันแล้ว 1 คน ไม่ต้องแก้\nต่างจากที่บันทึกไว้: 2. {TWO} (สาย → มา)\nบันทึกตามนี้นะคะ"
    )
    office.writes("som", "บันทึก")
    assert office.noted() == {ONE: ("present", "scanner", ""), TWO: ("present", "paper", "ใบที่ 1")}


def test_everybody_but_some(office: Office) -> None:
    assert typed(office, "ใบเซ็นชื่อ 1 มาทุกคน ยกเว้น 3, 5").text == (
        f"{HEAD}\nมา (3 คน): 1. {ONE}, 2. {TWO}, 4. {FOUR}\nบันทึกตามนี้นะคะ"
    )


def test_nothing_to_note(office: Office) -> None:
    office.marks(Mark("present", 1), ONE)

    assert typed(office, "ใบเซ็นชื่อ 1: 1 มา") == Reply(
        f"{HEAD}\nบันทึกไว้ตรงกันแล้ว 1 คน ไม่ต้องแก้\nไม่มีอะไรต้องบันทึกเพิ่มค่ะ", reading=ASIDE
    )


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ใบเซ็นชื่อ 9: 1 มา", "ไม่พบใบเซ็นชื่อเลขที่ 9 ค่ะ เลขที่ใบอยู่มุมขวาบนของกระดาษ"),
        ("ใบเซ็นชื่อ 1: 4-7 มา", "ใบนี้มี 5 ลำดับ ไม่มีลำดับ 6–7 ค่ะ ช่วยดูอีกครั้งนะคะ"),
        ("ใบเซ็นชื่อ 1: 1-3 มา 2 สาย", "ลำดับ 2 มีซ้ำกันค่ะ แก้แล้วพิมพ์มาใหม่ได้เลย"),
        (
            "ใบเซ็นชื่อ 1: 1-3 มา คุณหนึ่งสาย",
            (
                "น้องนัดอ่านไม่ออกว่าใครเป็นอย่างไรค่ะ ลองพิมพ์แบบนี้นะคะ\nใบเซ็นชื่อ 12: 1-15, 17 มา 18 สาย\n"
                "หรือ ใบเซ็นชื่อ 12 มาทุกคน ยกเว้น 3, 7"
            ),
        ),
        ("ใบเซ็นชื่อ 1", "ใบเซ็นชื่อ 1 มีใครมาบ้างคะ พิมพ์แบบนี้ได้เลย\nใบเซ็นชื่อ 1: 1-15, 17 มา 18 สาย"),
    ],
)
def test_what_cannot_be_noted_is_said_kindly(office: Office, said: str, answer: str) -> None:
    assert office.writes("som", said) == Reply(answer, reading=ASIDE)


def test_before_it_opens_nothing_is_noted(office: Office) -> None:
    office.writes("som", "ใบเซ็นชื่อวันศุกร์หน้า")

    assert typed(office, "ใบเซ็นชื่อ 2: 1 มา").text == (
        "ใบเซ็นชื่อ 2 ยังบันทึกไม่ได้ค่ะ เปิดเช็กอินวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 08.15 น."
    )


def test_it_is_for_whoever_organises_that_programme(office: Office) -> None:
    note, _ = typed(office).choices

    assert office.taps("kk", note).text.startswith("เรื่องนี้สำหรับทีมผู้จัดค่ะ")
    assert office.noted() == {}


def test_in_the_report_it_is_shown_as_what_it_is(office: Office) -> None:
    typed(office)
    office.writes("som", "บันทึก")

    assert office.writes("som", f"รายงานการเข้าเรียน {TITLE}").text == (
        f"{TITLE}\n{WHEN}\nมาแล้ว 3 จาก 5 คน · สาย 1 · ขาด 2\nขาด: {FOUR}, {FIVE}"
    )
