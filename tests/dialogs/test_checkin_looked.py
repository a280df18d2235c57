"""Organisers see who is there and who is not, and what was noted of one person."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from tests.dialogs.door import CH, DA, KK, SOM, URBAN, WI, Door, aside


MISSING, THERE = (Choice(label, label) for label in ("ใครยังไม่มา", "ใครมาแล้วบ้าง"))


@pytest.fixture
def door() -> Door:
    """One has come in time, one late."""
    made = Door()
    made.says("kk", made.code())
    made.at("2019-10-11T09:20")
    made.says("wi", made.code())
    return made


COUNTS = "มาแล้ว 2 จาก 4 คน · สาย 1 · ยังไม่มา 2"


@pytest.mark.parametrize("said", ["ใครยังไม่มา", "ใครยังไม่มาบ้างคะ", "ใครยังไม่เช็คอิน", "who is missing?"])
def test_who_is_missing(door: Door, said: str) -> None:
    assert door.says("som", said) == aside(f"{URBAN}\n{COUNTS}\n• {DA}: ทีมเหนือ\n• {CH}: ทีมใต้", THERE)


def test_who_has_come(door: Door) -> None:
    assert door.says("som", "ใครมาแล้วบ้าง") == aside(
        f"{URBAN}\n{COUNTS}\n• {KK}: มา 08.50 น.\n• {WI}: มาสาย 09.20 น.", MISSING
    )


def test_who_is_late(door: Door) -> None:
    late = aside(f"{URBAN}\n{COUNTS}\n• {WI}: มาสาย 09.20 น.", MISSING, THERE)
    assert [door.says("som", said) for said in ("ใครมาสายบ้าง", "วันนี้มีใครสายบ้างคะ")] == [late, late]
    door.taps("som", door.says("som", "ชัยลาป่วย").choices[0])

    assert door.says("som", "ใครลาวันนี้") == aside(
        f"{URBAN}\nมาแล้ว 2 จาก 4 คน · สาย 1 · ลา 1 · ยังไม่มา 1\n• {CH}: ลา · ทีมงานบันทึกให้", MISSING, THERE
    )


@pytest.mark.parametrize("said", ["วิไลมาหรือยัง", "คุณวิไลเช็คอินหรือยังคะ", "วันนี้วิไลมาไหม"])
def test_how_it_is_with_one(door: Door, said: str) -> None:
    assert door.says("som", said) == aside(f"{URBAN}\n• {WI}: มาสาย 09.20 น.")


def test_how_many(door: Door) -> None:
    assert door.says("som", "มากี่คนแล้ว") == aside(f"{URBAN}\n{COUNTS}", MISSING, THERE)


def test_nobody_else_is_told(door: Door) -> None:
    for who in ("kk", "stranger"):
        for said in ("ใครยังไม่มา", "มากี่คนแล้ว", "วิไลมาหรือยัง", "ใครมาสายบ้าง", f"ประวัติเช็กอินของ {WI}"):
            told = door.says(who, said).plain
            assert not [name for name in (DA, CH, WI, "จาก 4 คน", "09.20") if name in told]


def test_when_nothing_is_on(door: Door) -> None:
    door.at("2019-10-12T09:00")

    assert door.says("som", "ใครยังไม่มา") == aside("ตอนนี้ยังไม่มีรายการที่เช็กอินได้ค่ะ")


def test_the_log_of_one(door: Door) -> None:
    door.says("wi", door.code())
    door.says("wi", "สวัสดีค่ะ")
    yes = door.says("som", "วิไลมา เพราะเครื่องสแกนเสีย").choices[0]
    undo = door.taps("som", yes).choices[0]
    door.later(1)
    door.taps("som", undo)

    day, title = "ศ. 11 ต.ค. 2562", "UrbanTech for City Transformation"
    log = aside(
        f"บันทึกการเช็กอินของ {WI}\n"
        f"• {day} 09.20 น. เช็กอินด้วยรหัสบนจอ มาสาย · {title}\n"
        f"• {day} 09.20 น. เช็กอินด้วยรหัสบนจอ ไม่สำเร็จ (เช็กอินซ้ำ) · {title}\n"
        f"• {day} 09.20 น. ทีมงานบันทึก มา · {title} · โดย {SOM} · เหตุผล: เครื่องสแกนเสีย\n"
        f"• {day} 09.21 น. ย้อนกลับ · {title} · โดย {SOM}"
    )
    assert door.says("som", "ประวัติเช็กอินของวิไล") == log
    assert door.says("som", "ขอดูบันทึกการเช็กอิน วิไล ค่ะ") == log
    assert door.says("som", f"ประวัติเช็กอินของ {CH}") == aside(f"ยังไม่มีบันทึกการเช็กอินของ {CH} ค่ะ")


def test_of_several_one_is_chosen(door: Door) -> None:
    assert door.says("som", "ประวัติเช็กอินของใจงาม") == aside(
        "หมายถึงท่านไหนคะ",
        *(Choice(name, f"ประวัติเช็กอินของ {name}") for name in (KK, DA)),
    )
