"""Leave over real platforms: asked for with a photo in one, decided on with a tap in the other."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.services.people.enrolling import enrol
from bot.services.people.inviting import Chosen, invite
from tests.dialogs.announce_talk import picture
from tests.dialogs.leave_talk import CLINIC, RULE, SENT
from tests.dialogs.office import ROSTER, SOM, TITLE
from tests.dialogs.over.house import house
from tests.dialogs.over.line import Line
from tests.dialogs.over.place import Seen
from tests.dialogs.over.telegram import Telegram
from tests.dialogs.people_talk import KK
from tests.dialogs.talk import CCIO


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.dialogs.over.house import House


NOW = "2019-10-07T09:00+07:00"
WHY = "เหตุผล: ติดประชุมสภา"
CARD = f"คำขอลาที่ 1 · {KK}\nคาบที่ลา: {CLINIC}\n{WHY}"
APPROVED = Seen(f"คำขอลาได้รับอนุมัติแล้วค่ะ\n• {CLINIC}\n{RULE}", ("การลาของฉัน",))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, CCIO, now=NOW) as opened:
        yield opened


def joins(at: Line | Telegram, name: str) -> None:
    with at.house.database.write() as store:
        enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        (made,) = invite(store, Chosen(names=(name,)), datetime.fromisoformat(NOW))
    at.opens()
    at.says(made.code)
    at.says("ยินยอม")


def confirm(*, paper: bool) -> Seen:
    how = "ถ้าถูกต้องแล้ว แตะ ส่งคำขอ ค่ะ" if paper else "ส่งรูปหรือไฟล์ประกอบมาเพิ่มได้ ถ้าถูกต้องแล้ว แตะ ส่งคำขอ ค่ะ"
    lines = ["ขอลาตามนี้นะคะ", f"• {CLINIC}", WHY, *(["เอกสารแนบ: รูปภาพ"] if paper else []), RULE, how]
    return Seen("\n".join(lines), ("ส่งคำขอ", "แก้", "ยกเลิก"))


def test_asked_in_line_with_a_photo_and_approved_in_telegram(here: House) -> None:
    member, team = Line(here), Telegram(here)
    joins(member, KK)
    joins(team, SOM)

    assert member.says("ขอลาวันศุกร์บ่าย ติดประชุมสภา") == confirm(paper=False)
    here.line.photo(member.me, content=picture())
    assert member.looks() == confirm(paper=True)
    assert member.taps("ส่งคำขอ") == Seen(SENT.format(1))

    assert team.looks() == Seen(
        f"{KK} ขอลาเรียนค่ะ\n({TITLE})\n\n{CARD}\nเอกสารแนบ: รูปภาพ\nเกณฑ์: {RULE}", ("อนุมัติ", "ไม่อนุมัติ", "ดูเอกสาร")
    )
    assert team.taps("อนุมัติ") == Seen(f"อนุมัติแล้วค่ะ และแจ้ง {KK} ให้ทราบแล้ว", ("ดูคำขอลา",))
    assert member.looks() == APPROVED


def test_asked_in_telegram_and_approved_in_line(here: House) -> None:
    member, team = Telegram(here), Line(here)
    joins(member, KK)
    joins(team, SOM)

    assert member.says("ขอลาวันศุกร์บ่าย ติดประชุมสภา") == confirm(paper=False)
    assert member.taps("ส่งคำขอ") == Seen(SENT.format(1))
    assert team.looks() == Seen(f"{KK} ขอลาเรียนค่ะ\n({TITLE})\n\n{CARD}\nเกณฑ์: {RULE}", ("อนุมัติ", "ไม่อนุมัติ"))
    assert team.taps("อนุมัติ") == Seen(f"อนุมัติแล้วค่ะ และแจ้ง {KK} ให้ทราบแล้ว", ("ดูคำขอลา",))
    assert member.looks() == APPROVED
