"""Files that are no workbooks, or would do harm: each is refused, with what was expected."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.formats import read
from storage.formats.xlsx import container, delimited
from storage.formats.xlsx.understanding import understand
from storage.formats.xlsx.writing import write
from storage.programme import Text
from tests.storage.formats.workbooks import TODAY, timetable, workbook


SAMPLE = Path(__file__).resolve().parents[3] / "storage" / "samples" / "ccio-2.yaml"
COLUMNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GOOD = workbook({"กำหนดการ": [["วันที่", "เวลา", "หัวข้อ"], ["4/10/2562", "09.00-10.00", "ก"]]})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def repacked(parts: dict[str, bytes], *, without: tuple[str, ...] = ()) -> bytes:
    """The good workbook with some of its parts others, or not there."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in without:
                new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def understated(data: bytes, name: str, size: int) -> bytes:
    """The same file, in which a part says that it is smaller than it is, with a sum that fits what it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        content = book.read(name)
    where = data.rindex(name.encode()) - 46  # its entry in the directory
    return (
        data[: where + 16]
        + struct.pack("<L", zlib.crc32(content[:size]))
        + data[where + 20 : where + 24]
        + (struct.pack("<L", size) + data[where + 28 :])
    )


SHEET = "xl/worksheets/sheet1.xml"
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(cells: str) -> bytes:
    return f'<?xml version="1.0"?><worksheet xmlns="{_NS}"><sheetData>{cells}</sheetData></worksheet>'.encode()


HARM = [
    ("x.xlsx", b"", "not-xlsx"),
    ("x.xlsx", b"hello", "not-xlsx"),
    ("x.xlsx", b"PK\x03\x04", "xlsx-broken"),
    ("x.xlsx", GOOD[:-50], "xlsx-broken"),
    ("x.xls", OLE, "xlsx-old"),
    ("x.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "xlsx-locked"),
    ("x.xlsx", repacked({}, without=("xl/workbook.xml",)), "not-xlsx"),
    ("x.xlsx", repacked({SHEET: b"<worksheet"}), "xlsx-broken"),
    ("x.xlsx", repacked({SHEET: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet("")}), "entities"),
    ("x.xlsx", repacked({"xl/media/a.bin": bytes(container.INFLATED)}), "zip-bomb"),
    ("x.xlsx", repacked({SHEET: sheet("") + b" " * 6_000_000}), "zip-bomb"),
    ("x.xlsx", understated(repacked({SHEET: sheet("") + b" " * 4_000_000}), SHEET, 500), "zip-bomb"),
    ("x.xlsx", repacked({f"xl/{number}": b"" for number in range(1_001)}), "zip-bomb"),
    ("x.xlsx", repacked({SHEET: sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>')}), "too-far"),
    ("x.xlsx", repacked({SHEET: sheet('<row r="20000"><c><v>1</v></c></row>')}), "too-far"),
    ("x.xlsx", workbook({f"s{number}": [["a"]] for number in range(61)}), "too-many-sheets"),
    ("x.xlsx", b"PK\x03\x04" + bytes(container.LARGEST), "too-big"),
    ("x.xlsx", workbook({"s": [["a", "b"], [1, 2]]}), "no-table"),
    ("x.csv", b"\xff\xfe\x00", "encoding"),
    ("x.csv", b"a," * 300, "too-far"),
    ("x.csv", b"a\n" * 10_001, "too-far"),
    ("x.csv", b'a,"b' + b"c" * 200_000, "syntax"),
    ("x.json", b"{", "no-table"),
    ("x.json", b"[" * 100_000, "no-table"),
]


@pytest.mark.parametrize(("name", "data", "code"), HARM, ids=[f"{each[2]}-{nr}" for nr, each in enumerate(HARM)])
def test_what_would_do_harm_is_refused(name: str, data: bytes, code: str) -> None:
    found = understand(name, data, TODAY)

    assert (found.programme, [fault.code for fault in found.faults]) == (None, [code])


def test_cells_without_anything_may_be_anywhere() -> None:
    """Offices colour whole columns."""
    empty = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        content = book.read(SHEET).replace(b"</sheetData>", empty.encode() + b"</sheetData>")

    assert timetable(understand("x.xlsx", repacked({SHEET: content}), TODAY)) == ["2019-10-04 09:00–10:00 | ก"]


@given(st.binary(max_size=300), st.integers(0, len(GOOD) - 1), st.sampled_from(["x.xlsx", "x.csv", "x.json", "x"]))
@settings(max_examples=120, deadline=None)
def test_nothing_is_raised_whatever_the_bytes(noise: bytes, at: int, name: str) -> None:
    for data in (noise, GOOD[:at] + noise + GOOD[at + len(noise) :]):
        found = understand(name, data, TODAY)
        assert found.programme is not None or found.faults


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
@settings(max_examples=120, deadline=None)
def test_nothing_is_raised_whatever_stands_in_a_table(rows: list[list[str]]) -> None:
    head = ["วันที่", "เวลา", "หัวข้อ", "สถานที่", "วิทยากร"]
    found = understand("x.csv", delimited.written([head, *rows]), TODAY)

    assert found.programme is not None


FORMULAS = ['=HYPERLINK("http://x","y")', "+1+1", "-1", "@SUM(A1)", "\tx", "'=1", "''", "'plain"]


def test_no_cell_of_ours_is_a_formula() -> None:
    """In CSV an apostrophe goes before it, and is gone when it is read; in Excel it is written as text."""
    written = delimited.written([FORMULAS])

    assert written.decode("utf-8-sig").startswith("\"'=HYPERLINK")
    assert delimited.grid(written).rows == [FORMULAS]


def test_no_cell_of_a_workbook_of_ours_is_one() -> None:
    programme, _ = read("x.yaml", SAMPLE.read_bytes())
    titles = zip(programme.sessions, FORMULAS, strict=False)
    harmful = replace(programme, sessions=tuple(replace(each, title=Text(text)) for each, text in titles))

    with zipfile.ZipFile(io.BytesIO(write(harmful, [{"name": text} for text in FORMULAS]))) as book:
        cells = b"".join(book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        words = book.read("xl/sharedStrings.xml").decode()
    assert (b"<f>" in cells, b"<hyperlink" in cells) == (False, False)
    assert "=HYPERLINK(" in words


def test_more_cells_than_anybody_fills_are_not_read() -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{name}{row}"><v>1</v></c>' for name in COLUMNS) + "</row>"
        for row in range(1, 10_001)
    )
    found = understand("x.xlsx", repacked({SHEET: sheet(rows)}), TODAY)

    assert [fault.code for fault in found.faults] == ["too-much"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp874", "utf-16"])
def test_csv_is_read_as_excel_in_thailand_writes_it(delimiter: str, encoding: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in [["วันที่", "เวลา", "หัวข้อ"], ["4 ต.ค. 62", "09.00-10.00 น.", "ก"]])

    assert timetable(understand("x.csv", text.encode(encoding), TODAY)) == ["2019-10-04 09:00–10:00 | ก"]
