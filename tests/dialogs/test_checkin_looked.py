"""Organisers see who is there and who is not, and what was noted of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.handlers.checkin.days import day_of
from bot.handlers.checkin.words import alone
from bot.messages import Choice
from storage.programme import Group, Text
from tests.dialogs.door import CH, DA, KK, SOM, URBAN, WI, Door, aside
from tests.dialogs.people_talk import OPEN
from tests.dialogs.talk import ROOT


if TYPE_CHECKING:
    from pathlib import Path

BLIND = ROOT / "tests" / "benchmarks" / "blind"
OURS = ("missing", "late", "excused")

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


@pytest.mark.parametrize("said", ["ใครมาแล้วบ้าง", "ใครมาเรียนวันนี้บ้าง", "มีใครเข้าเรียนแล้วบ้างคะ"])
def test_who_has_come(door: Door, said: str) -> None:
    assert door.says("som", said) == aside(f"{URBAN}\n{COUNTS}\n• {KK}: มา 08.50 น.\n• {WI}: มาสาย 09.20 น.", MISSING)


def test_a_team_is_called_by_its_title(door: Door) -> None:
    team = Group("ทีมใต้", Text("ทีมใต้ทะเล", "Deep South"))
    door.imports(replace(OPEN, groups=(team,)))

    assert door.says("som", "ใครยังไม่มา").text.split("\n")[-1] == f"• {CH}: ทีมใต้ทะเล"


def test_who_is_late(door: Door) -> None:
    late = aside(f"{URBAN}\n{COUNTS}\n• {WI}: มาสาย 09.20 น.", MISSING, THERE)
    assert [door.says("som", said) for said in ("ใครมาสายบ้าง", "วันนี้มีใครสายบ้างคะ")] == [late, late]
    door.taps("som", door.says("som", "ชัยลาป่วย").choices[0])

    assert door.says("som", "ใครลาวันนี้") == aside(
        f"{URBAN}\nมาแล้ว 2 จาก 4 คน · สาย 1 · ลา 1 · ยังไม่มา 1\n• {CH}: ลา · ทีมงานบันทึกให้", MISSING, THERE
    )


@pytest.mark.parametrize("said", ["วิไลมาหรือยัง", "วิไลมายัง", "คุณวิไลเช็คอินยังคะ", "คุณวิไลเช็คอินหรือยังคะ", "วันนี้วิไลมาไหม"])
def test_how_it_is_with_one(door: Door, said: str) -> None:
    assert door.says("som", said) == aside(f"{URBAN}\n• {WI}: มาสาย 09.20 น.")


@pytest.mark.parametrize("said", ["มากี่คนแล้ว", "วันนี้มีคนมากี่คนแล้ว", "มีผู้เข้าอบรมมาแล้วกี่คน"])
def test_how_many(door: Door, said: str) -> None:
    assert door.says("som", said) == aside(f"{URBAN}\n{COUNTS}", MISSING, THERE)


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


NEXT = "UrbanTech for City Transformation\nวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น. · ห้องประชุมใหญ่ อุทยานนวัตกรรม"
CLINIC = "คลินิกโครงงานครั้งที่ 1\nวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 13.00–16.00 น. · ห้องปฏิบัติการนวัตกรรม ชั้น 3"
REFUSED = aside("ใครมา ใครขาด หรือใครลา น้องนัดบอกได้เฉพาะทีมงานหลักสูตรค่ะ ของท่านเองพิมพ์ ฉันเช็กอินหรือยัง หรือ การลาของฉัน ได้เลยนะคะ")


@pytest.mark.parametrize("said", ["มีใครลาบ้าง", "วันนี้ใครลาบ้างคะ", "มีใครลาไหม", "is anyone on leave"])
def test_where_nobody_is_it_is_said(door: Door, said: str) -> None:
    told = door.says("som", said)

    assert told == aside(f"{URBAN}\n{COUNTS}\nไม่มีใครลาค่ะ", MISSING, THERE)


def test_where_nobody_is_late_or_missing_it_is_said() -> None:
    door = Door()
    counts = "มาแล้ว 0 จาก 4 คน · ยังไม่มา 4"
    assert door.says("som", "ใครมาสายบ้าง") == aside(f"{URBAN}\n{counts}\nไม่มีใครมาสายค่ะ", MISSING, THERE)
    assert door.says("som", "ใครมาแล้วบ้าง") == aside(f"{URBAN}\n{counts}\nยังไม่มีใครมาค่ะ", MISSING)
    door.taps("som", door.says("som", "ทุกคนมาครบ").choices[0])

    assert door.says("som", "ใครยังไม่มา") == aside(f"{URBAN}\nมาแล้ว 4 จาก 4 คน · ยังไม่มา 0\nไม่มีใครที่ยังไม่มาค่ะ", THERE)


@pytest.mark.parametrize(
    "said", ["มีใครลาพรุ่งนี้บ้าง", "พรุ่งนี้ใครไม่มาบ้าง", "ใครลาวันศุกร์นี้บ้างคะ", "11 ตุลา มีใครลาบ้าง", "มีใครลาบ้าง"]
)
def test_who_is_on_leave_on_a_day_to_come(said: str) -> None:
    door = Door(now="2019-10-10T15:00", opens="")
    nobody = "ไม่มีใครลาค่ะ"
    assert door.says("som", said) == aside(f"{NEXT}\n{nobody}\n\n{CLINIC}\n{nobody}")
    door.says("ch", "ขอลาพรุ่งนี้บ่าย ติดประชุม")
    door.says("ch", "ส่งคำขอ")
    door.says("som", "อนุมัติคำขอลา 1")

    assert door.says("som", said) == aside(f"{NEXT}\n{nobody}\n\n{CLINIC}\n• {CH}: ลา")


def test_who_was_missing_on_a_day_before(door: Door) -> None:
    door.at("2019-10-12T09:00")
    told = door.says("som", "เมื่อวานใครขาดบ้าง").text

    assert told.startswith(f"{URBAN}\n{COUNTS}\n• {DA}: ทีมเหนือ\n• {CH}: ทีมใต้\n\n{CLINIC}")
    assert door.says("som", "วันจันทร์ที่ 14 ตุลาคม ใครขาดบ้าง") == aside("วันจันทร์ที่ 14 ตุลาคม 2562 ไม่มีรายการที่เช็กอินค่ะ")


@pytest.mark.parametrize("said", ["มีใครลาบ้าง", "ใครยังไม่มา", "เมื่อวานใครขาดบ้าง", "ใครมาสายบ้าง", "who is on leave"])
@pytest.mark.parametrize("who", ["kk", "stranger"])
def test_others_are_told_for_whom_that_is(door: Door, said: str, who: str) -> None:
    assert door.says(who, said) == REFUSED


def test_who_comes_on_another_day_is_a_question_about_the_programme(door: Door) -> None:
    assert not door.says("som", "วันศุกร์หน้าใครมาบ้าง").reading.aside


@pytest.mark.parametrize("path", sorted(BLIND.glob("*.questions.yaml")), ids=lambda path: path.name)
def test_no_question_of_the_blind_sets_is_one(path: Path) -> None:
    now = datetime.fromisoformat("2019-10-11T08:50+07:00")
    said = [text for each in yaml.safe_load(path.read_text("utf-8"))["conversations"] for text in _said(each)]

    assert len(said) > 20
    assert [text for text in said if alone("alone", text) in OURS or alone("alone", day_of(text, now)[0]) in OURS] == []


def _said(conversation: dict[str, Any]) -> list[str]:
    return [turn["q"] for turn in conversation.get("turns", [conversation])]
