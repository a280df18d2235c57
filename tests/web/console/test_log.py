"""The page of who did what, when: what was noted, and what other tables prove, in one list."""

from __future__ import annotations

import ast
import re
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

from bot.services import log
from bot.services.log import KINDS, Deed
from bot.services.log.noting import commanded
from storage import people
from tests.web.console.office import Office, office, queries, words
from tests.web.console.work import work


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.db import Database
    from tests.web.console.client import Client

ROOT = Path(__file__).resolve().parents[3]


def lines(client: Client, asked: str = "") -> list[str]:
    """Each line of the list, in words; without the look at it that is noted by itself."""
    rows = re.findall(r'<tr role="row">\s*<td(.*?)</tr>', client.get(f"/console/c/log{asked}").text, re.DOTALL)
    cells = [[re.sub(r"<[^>]*>", " ", f"<td{cell}") for cell in row.split("</td>")[:3]] for row in rows]
    said = [" | ".join(" ".join(unescape(cell).split()) for cell in row) for row in cells]
    return [each for each in said if "เปิดดูข้อมูล" not in each]


@contextmanager
def working(database: Database | None = None) -> Iterator[Office]:
    with office(database=database) as here:
        work(here)
        yield here


@pytest.fixture
def busy() -> Iterator[Office]:
    with working() as here:
        yield here


ALL = [
    "จ. 5 ม.ค. 2569 09.06 น. | ระบบ | รายการ something.old",
    "จ. 5 ม.ค. 2569 09.06 น. | อดุลย์ | เปลี่ยนบทบาทของคนในรายชื่อ เกี่ยวกับ ดร.กิ่งแก้ว ใจงาม",
    "จ. 5 ม.ค. 2569 09.05 น. | อรสา | ทำใบเซ็นชื่อของ วิชา b",
    "จ. 5 ม.ค. 2569 09.05 น. | อรสา | จอเช็กอินของ เมืองอัจฉริยะกับข้อมูลเปิด เปิดรับ",
    "จ. 5 ม.ค. 2569 09.04 น. | แซม | ให้เช็กอินใน เมืองอัจฉริยะกับข้อมูลเปิด นอกเวลาหรือนอกกติกา 1 คน เกี่ยวกับ นายสมหมาย ตั้งต้น",
    "จ. 5 ม.ค. 2569 09.04 น. | อรสา | ยกเลิกการลงเวลาใน เมืองอัจฉริยะกับข้อมูลเปิด 1 รายการ เกี่ยวกับ นายสมหมาย ตั้งต้น",
    "จ. 5 ม.ค. 2569 09.04 น. | อรสา | ลงเวลาด้วยมือใน เมืองอัจฉริยะกับข้อมูลเปิด: สาย 1 คน เกี่ยวกับ นายสมหมาย ตั้งต้น",
    "จ. 5 ม.ค. 2569 09.04 น. | อรสา | ลงเวลาด้วยมือใน เมืองอัจฉริยะกับข้อมูลเปิด: มา 2 คน",
    "จ. 5 ม.ค. 2569 09.03 น. | อรสา | ตอบคำถาม เกี่ยวกับ นายสมหมาย ตั้งต้น",
    "จ. 5 ม.ค. 2569 09.03 น. | อดุลย์ | เพิ่มคำตอบพร้อมใช้ “จอดรถที่ไหน”",
    "จ. 5 ม.ค. 2569 09.02 น. | ระบบ | หยุดส่งประกาศที่ 1 “พรุ่งนี้รถออก 7 โมง”",
    "จ. 5 ม.ค. 2569 09.02 น. | อดุลย์ | ประกาศที่ 1 “พรุ่งนี้รถออก 7 โมง” เริ่มส่ง",
    "จ. 5 ม.ค. 2569 09.02 น. | อรสา | เขียนประกาศที่ 1 “พรุ่งนี้รถออก 7 โมง”",
    "จ. 5 ม.ค. 2569 09.01 น. | อดุลย์ | แจ้งการเปลี่ยนแปลงกำหนดการ (ฉบับที่ 2)",
    "จ. 5 ม.ค. 2569 09.01 น. | อรสา | แก้ไขกำหนดการ (ฉบับที่ 2)",
    "จ. 5 ม.ค. 2569 09.00 น. | อรสา | อนุมัติการลา เกี่ยวกับ ดร.กิ่งแก้ว ใจงาม",
    "จ. 5 ม.ค. 2569 09.00 น. | ดร.กิ่งแก้ว ใจงาม | ขอลา",
]


def test_everything_is_in_one_list_the_newest_first(database: Database) -> None:
    with working(database) as here:
        assert lines(here.client()) == ALL


def test_owners_see_what_was_done_in_no_programme_too(busy: Office) -> None:
    assert lines(busy.client("otto")) == [
        ALL[0],
        "จ. 5 ม.ค. 2569 09.06 น. | อดุลย์ | ลบข้อมูลของบุคคลหนึ่ง",
        *ALL[1:],
    ]


def test_it_is_filtered_by_subject_person_and_day(busy: Office) -> None:
    olga = busy.client()
    asked = ("?kind=programme", "?kind=people", "?kind=questions", "?day=2026-01-04")
    found = {each: lines(olga, each) for each in asked}

    assert found == {
        "?kind=programme": [ALL[13], ALL[14]],
        "?kind=people": [ALL[1]],
        "?kind=questions": [ALL[8], ALL[9]],
        "?day=2026-01-04": [],
    }
    assert lines(olga, f"?who={busy.people['sam']}") == [ALL[4]]
    assert lines(olga, f"?who={busy.people['otto']}&kind=announcements&day=2026-01-05") == [ALL[11]]


def test_what_is_asked_wrongly_is_not_asked(busy: Office) -> None:
    olga = busy.client()
    wrong = ["?kind=x", "?who=x", "?who=0x1", "?day=2026-13-01", "?day=x", "?page=0", "?page=-1", "?page=๑"]

    assert [asked for asked in wrong if lines(olga, asked) != ALL] == []


def test_it_is_leafed_through(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        for number in range(60):
            log.note(store, Deed("answer.added", here.clock.now() + timedelta(seconds=number), "c", None, str(number)))
        for number in range(60):
            log.note(store, Deed("answer.added", here.clock.now(), "d", None, str(number)))
    asked = ("?kind=questions", "?kind=questions&page=2")
    pages = [[re.findall(r"“(.*)”", line)[0] for line in lines(olga, each)] for each in asked]

    assert pages == [[str(number) for number in range(59, 9, -1)], [str(number) for number in range(9, -1, -1)]]
    assert 'href="?kind=questions&amp;page=2"' in olga.get("/console/c/log?kind=questions").text
    assert 'rel="next"' not in olga.get("/console/c/log?kind=questions&page=2").text


def test_the_store_is_asked_as_often_for_many_people_as_for_few(here: Office, olga: Client) -> None:
    counts = []
    for more in (300, 2_700):
        here.crowd(more)
        with here.database.write() as store:
            for number in range(more // 10):
                log.note(store, Deed("person.role", here.clock.now(), "c", here.people["otto"], about=number % 5 + 1))
        olga.get("/console/c/log")
        with queries() as asked:
            olga.get("/console/c/log")
        counts.append(asked.count)

    assert counts[0] == counts[1] <= 30


def test_whoever_looks_is_in_it(olga: Client) -> None:
    olga.get("/console/c/log")
    page = olga.get("/console/c/log").text

    assert "เปิดดูข้อมูลบุคคลในหน้า บันทึกการใช้งาน" in page


def test_what_a_command_showed_is_not_said_to_be_of_the_clock(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        commanded(store, "c", "attendance", here.clock.now())

    assert words(olga.get("/console/c/log")).endswith(
        "จ. 5 ม.ค. 2569 08.50 น. ผู้ดูแลเครื่อง (ใช้คำสั่ง) เปิดดูข้อมูลบุคคลในหน้า การเข้าเรียน"
    )


def test_somebody_who_was_erased_has_a_made_up_name(busy: Office) -> None:
    with busy.database.write() as store:
        people.forget(store, busy.people["ann"], "ผู้ที่ลบข้อมูลแล้ว")

    assert lines(busy.client())[-1] == "จ. 5 ม.ค. 2569 09.00 น. | ผู้ที่ลบข้อมูลแล้ว | ขอลา"


def deeds_in_the_code() -> set[str]:
    """What is noted anywhere: the first word of each `Deed`, the third of each `Done`."""
    nth = {"Deed": 0, "Done": 2, "_deeds": 0}
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")]
    calls = [
        (call.func.id, call.args)
        for code in (path.read_text(encoding="utf-8") for path in files)
        if any(f"{name}(" in code for name in nth)
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in nth
    ]
    named = [given[nth[name]] for name, given in calls if len(given) > nth[name]]
    return {str(each.value) for each in named if isinstance(each, ast.Constant)}


def test_each_deed_has_a_sentence_and_a_subject() -> None:
    entries = polib.pofile(str(ROOT / "locales" / "th" / "deeds.po"))
    sentences, kinds = {entry.msgid for entry in entries}, frozenset[str]().union(*KINDS.values())
    deeds = deeds_in_the_code()

    assert "people.seen" in deeds
    assert [deed for deed in sorted(deeds) if f"deeds.{deed}" not in sentences] == []
    assert [deed for deed in sorted(deeds) if deed.partition(".")[0] not in kinds] == []
