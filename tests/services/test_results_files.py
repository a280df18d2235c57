"""Results as files: the workbook read back as Excel would, and every answer as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from bot.services.results import raw, workbook
from bot.texts import texts
from tests import stores
from tests.services.rated import FIRST, Rated


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@pytest.fixture(scope="module")
def rated() -> Iterator[Rated]:
    made = Rated(stores.in_memory())
    made.of("chain", (5, "อาหารอร่อยมาก"), (4, "=1+2"), (2, "แอร์หนาวไป"), asked=8)
    made.of("tax", (1, "แอร์หนาวไป"), 1)
    made.form({"friend": 10, "level": 3}, {"friend": 9, "best": ["ดูงาน"]}, {"friend": 3, "best": ["ดูงาน", "เวิร์กช็อป"]})
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def book(rated: Rated) -> bytes:
    written, told = io.BytesIO(), list[int]()
    found = rated.overview()
    with rated.database.read() as store:
        workbook.write(store, texts("th"), found, FIRST, written, told.append)
    assert sum(told) == workbook.length(found) == 9
    return written.getvalue()


def _sheet(book: bytes, name: str) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_what_is_in_the_workbook(book: bytes) -> None:
    names = ["สรุป", "รายวิชา", "วิทยากร", "โมดูล", "แบบประเมิน", "ประเด็น", "ความเห็น", "คำตอบ"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == names
    summary = _sheet(book, "สรุป")
    assert summary[0][0] == "หลักสูตรเมือง"
    assert summary[1][0] == "สรุป · ข้อมูล ณ วันพุธที่ 1 กรกฎาคม 2569 เวลา 09.00 น."
    assert summary[2] == ["ตอบ", 5.0, "ตอบแล้ว 5 จาก 10 ครั้งที่ถาม (50%)"]
    assert summary[3] == ["เฉลี่ย", 3.67, "จาก 5 ดาว"]
    assert summary[10] == [
        "คะแนนแนะนำเพื่อน (NPS)",
        33.0,
        "แนะนำ (9–10) 2 · เฉย ๆ (7–8) 0 · ไม่แนะนำ (0–6) 1 · จาก 3 คำตอบ",
    ]


def test_sessions_with_too_few_answers_are_named_and_not_shown(book: bytes) -> None:
    _, _, _, chain, tax, *_ = _sheet(book, "รายวิชา")
    assert chain[:5] == ["พ. 1 ก.ค. 2569", "Blockchain เพื่อเมือง", "เมืองดิจิทัล", "ดร.กิ่งแก้ว ใจงาม", 8.0]
    assert chain[5:15] == [3.0, "38%", 3.67, 4.0, 0.0, 1.0, 0.0, 1.0, 1.0, "เร็วไป 1"]
    assert tax[4:] == [2.0, 2.0, "100%", "", "", "", "", "", "", "", "", 0.0, "ยังไม่แสดงผล เพราะยังมีไม่ถึง 3 คำตอบ"]
    comments = [row[3] for row in _sheet(book, "ความเห็น")[3:]]
    assert sorted(map(str, comments)) == ["=1+2", "อาหารอร่อยมาก", "แอร์หนาวไป"]


def test_forms_question_by_question(book: bytes) -> None:
    rows = [row[1:] for row in _sheet(book, "แบบประเมิน")[3:]]
    assert ["จะแนะนำเพื่อนไหม", 10.0, 1.0, "33%"] in rows
    assert ["จะแนะนำเพื่อนไหม", "คะแนนแนะนำเพื่อน (NPS)", 33.0, ""] in rows
    assert ["ความยาก", "ยังไม่แสดงผล เพราะยังมีไม่ถึง 3 คำตอบ", "", ""] in rows
    assert ["ชอบอะไร", "ดูงาน", 2.0, "67%"] in rows


def test_no_cell_is_a_formula_or_a_link(book: bytes) -> None:
    with ZipFile(io.BytesIO(book)) as parts:
        content = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
    assert b"<f>" not in content
    assert b"<hyperlink" not in content


def test_every_answer_as_csv_without_whose_it_is(rated: Rated) -> None:
    written, told = io.BytesIO(), list[int]()
    with rated.database.read() as store:
        assert raw.write(store, texts("th"), rated.overview(), written, told.append) == 6
    assert sum(told) == 6
    text = written.getvalue().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert head == [
        *("วิชาหรือแบบประเมิน", "วันที่", "โมดูล", "วิทยากร", "ดาว", "เหตุผลที่ให้น้อย", "ความเห็น"),
        *("แบบประเมินท้ายหลักสูตร: จะแนะนำเพื่อนไหม", "แบบประเมินท้ายหลักสูตร: ความยาก"),
        *("แบบประเมินท้ายหลักสูตร: ชอบอะไร", "แบบประเมินท้ายหลักสูตร: อยากบอกอะไร"),
    ]
    about = ["Blockchain เพื่อเมือง", "2026-07-01", "เมืองดิจิทัล", "ดร.กิ่งแก้ว ใจงาม"]
    assert sorted(rows[:3]) == [
        [*about, "2", "เร็วไป", "แอร์หนาวไป", "", "", "", ""],
        [*about, "4", "", "'=1+2", "", "", "", ""],
        [*about, "5", "", "อาหารอร่อยมาก", "", "", "", ""],
    ]
    form = ["แบบประเมินท้ายหลักสูตร", "2026-07-10", "", "", "", "", ""]
    assert sorted(rows[3:]) == [
        [*form, "10", "3", "", ""],
        [*form, "3", "", "ดูงาน, เวิร์กช็อป", ""],
        [*form, "9", "", "ดูงาน", ""],
    ]
    assert "ผู้เรียนที่" not in text
