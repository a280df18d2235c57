"""An organiser changes the timetable in chat: what is said is shown as it was and would be."""

from __future__ import annotations

import pytest

from bot.messages import Reply
from tests.dialogs.changing import (
    AGING,
    ASIDE,
    AT_ONE,
    BLOCKCHAIN,
    CANCEL,
    CHANGE,
    CLINIC_1,
    HALL,
    IN_ONE,
    LAB,
    PHUKET,
    PHUKET_DAYS,
    TO_TWO,
    TO_TWO_IN_THE_LAB,
    URBAN,
    Changing,
    confirm,
    moved,
    shown,
)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ย้าย Blockchain ไป 14.00 ห้องแล็บ", TO_TWO_IN_THE_LAB),
        ("ช่วยย้ายบล็อกเชนไปบ่ายสองที่ห้องแลปหน่อยค่ะ", TO_TWO_IN_THE_LAB),
        ("ย้าย Blockchain บ่ายสอง ห้องแล็บ", TO_TWO_IN_THE_LAB),
        ("Blockchain ย้ายไป 14.00 ห้องแล็บ", TO_TWO_IN_THE_LAB),
        ("ขอเลื่อนคาบ Blockchain เป็นบ่ายสองได้ไหมคะ", TO_TWO),
        ("เปลี่ยนเวลา Blockchain เป็น 14.00-17.00 น.", TO_TWO),
        ("เลื่อน Blockchain ออกไป 1 ชั่วโมง", TO_TWO),
        ("move Blockchain to 2pm", TO_TWO),
        (
            "เลื่อน UrbanTech เป็นวันที่ 15 พ.ย. 9 โมงถึงเที่ยง",
            moved(
                URBAN,
                "เลื่อนเวลา",
                f"เดิม: วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น. · {HALL}",
                f"ใหม่: วันศุกร์ที่ 15 พฤศจิกายน 2562 เวลา 09.00–12.00 น. · {HALL}",
            ),
        ),
        (
            "ย้ายทริปภูเก็ตไปวันที่ 7-9 พ.ย.",
            moved(
                PHUKET,
                "เลื่อนเวลา",
                f"เดิม: {PHUKET_DAYS} · ศูนย์ข้อมูลเมืองภูเก็ต",
                "ใหม่: วันพฤหัสบดีที่ 7 พฤศจิกายน 2562 เวลา 08.30 น. ถึงวันเสาร์ที่ 9 พฤศจิกายน 2562 เวลา 16.00 น."
                " · ศูนย์ข้อมูลเมืองภูเก็ต",
            ),
        ),
        (
            "เลื่อน Blockchain ออกไป 1 สัปดาห์",
            moved(
                BLOCKCHAIN,
                "เลื่อนเวลา",
                *IN_ONE,
                f"ใหม่: วันศุกร์ที่ 25 ตุลาคม 2562 เวลา 13.00–16.00 น. · {HALL}",
                warned=f"เวลาซ้อนกับ {PHUKET} {PHUKET_DAYS}",
            ),
        ),
        (
            "ย้าย Blockchain ไป 11 โมง",
            moved(
                BLOCKCHAIN,
                "เลื่อนเวลา",
                *IN_ONE,
                f"ใหม่: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 11.00–14.00 น. · {HALL}",
                warned=f"ห้องซ้อนกับ {AGING} วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
            ),
        ),
        (
            "ยกเลิกคลินิกโครงงานครั้งที่ 1",
            (
                confirm(
                    f"ยกเลิก {CLINIC_1} นะคะ",
                    CLINIC_1,
                    "ยกเลิก",
                    "เดิม: วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 13.00–16.00 น.",
                    f"สถานที่: {LAB}",
                ),
                CANCEL,
            ),
        ),
        (
            "เปลี่ยนห้อง Aging Society เป็นห้องแล็บ",
            (
                confirm(
                    f"เปลี่ยนสถานที่ของ {AGING} ตามนี้นะคะ",
                    AGING,
                    "เปลี่ยนสถานที่",
                    "วันเวลา: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
                    f"เดิม: {HALL}",
                    f"ใหม่: {LAB}",
                ),
                CHANGE,
            ),
        ),
        (
            "เปลี่ยนห้อง Blockchain เป็นห้อง 405",
            (
                confirm(
                    f"เปลี่ยนสถานที่ของ {BLOCKCHAIN} ตามนี้นะคะ",
                    BLOCKCHAIN,
                    "เปลี่ยนสถานที่",
                    f"วันเวลา: {AT_ONE}",
                    f"เดิม: {HALL}",
                    "ใหม่: ห้อง 405",
                    warned="ห้อง 405 ยังไม่มีในหลักสูตร จะเพิ่มให้ใหม่ค่ะ",
                ),
                CHANGE,
            ),
        ),
        (
            "เปลี่ยนชื่อ Blockchain เป็น “สัญญาอัจฉริยะ”",
            (
                confirm(
                    f"เปลี่ยนชื่อ {BLOCKCHAIN} ตามนี้นะคะ",
                    "สัญญาอัจฉริยะ",
                    "เปลี่ยนชื่อ",
                    f"วันเวลา: {AT_ONE}",
                    f"สถานที่: {HALL}",
                    f"ชื่อเดิม: {BLOCKCHAIN}",
                ),
                CHANGE,
            ),
        ),
        (
            "เปลี่ยนวิทยากร Blockchain เป็น อ.พันธุ์อาจ และ นางสาวใหม่ มาแล้ว",
            (
                confirm(
                    f"เปลี่ยนวิทยากรของ {BLOCKCHAIN} ตามนี้นะคะ",
                    BLOCKCHAIN,
                    "เปลี่ยนวิทยากร",
                    f"วันเวลา: {AT_ONE}",
                    f"สถานที่: {HALL}",
                    "วิทยากร: เดิม คณะวิทยากรจัดซื้อจัดจ้างโปร่งใส → ใหม่ ดร.พันธุ์อาจ ชัยรัตน์, นางสาวใหม่ มาแล้ว",
                    warned="นางสาวใหม่ มาแล้ว ยังไม่มีในหลักสูตร จะเพิ่มให้ใหม่ค่ะ",
                ),
                CHANGE,
            ),
        ),
    ],
)
def test_a_command_is_shown_before_it_is_made(said: str, answered: tuple[str, list[str]]) -> None:
    assert shown(Changing().writes("som", said)) == answered


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ย้าย Blockchain ไป 13.00", f"{BLOCKCHAIN} เป็นอย่างนั้นอยู่แล้วค่ะ"),
        ("ย้าย Blockchain กลับ", f"{BLOCKCHAIN} เป็นอย่างนั้นอยู่แล้วค่ะ"),
        (
            "ย้าย Blockchain ไปเมื่อวาน",
            "วันอาทิตย์ที่ 6 ตุลาคม 2562 เวลา 13.00–16.00 น. ผ่านไปแล้วค่ะ รบกวนบอกวันเวลาใหม่อีกครั้งนะคะ",
        ),
        ("ย้ายปฐมนิเทศไปพรุ่งนี้", "พิธีเปิดและปฐมนิเทศ ผ่านไปแล้วค่ะ จึงเปลี่ยนไม่ได้"),
    ],
)
def test_what_makes_no_sense_is_said_so(said: str, answered: str) -> None:
    assert Changing().writes("som", said) == Reply(answered, reading=ASIDE)


@pytest.mark.parametrize("who", ["som", "kk"])
@pytest.mark.parametrize(
    "asked",
    [
        "Blockchain เลื่อนไหม",
        "ย้าย Blockchain ไปห้องไหน",
        "ยกเลิก Blockchain หรือเปล่า",
        "เลื่อน Blockchain เป็นวันไหนคะ",
        "has Blockchain been moved?",
    ],
)
def test_a_question_stays_one(who: str, asked: str) -> None:
    reply = Changing().writes(who, asked)

    assert not reply.reading.aside
    assert "change." not in str(reply.taps)


@pytest.mark.parametrize(
    "said", ["เปลี่ยนเป็นภาษาอังกฤษ", "เปลี่ยนหลักสูตร", "ยกเลิกการแจ้งเตือน", "ย้ายรถไปจอดตึกใหม่", "เลื่อนขั้นเดือนหน้า"]
)
def test_what_is_about_no_session_is_for_others(said: str) -> None:
    assert "change." not in str(Changing().writes("som", said).taps)
