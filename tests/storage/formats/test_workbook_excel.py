"""What Excel is known to "repair", or to print badly: looked for in the written file itself."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from storage.formats import read
from storage.formats.xlsx.writing import write
from storage.programme import Text
from tests.storage.formats.shared import SAMPLES


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.programme import Programme

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
PLAIN = ["อ่านก่อน", "_"]  # what is read, and what is never shown
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
PEOPLE = [{"name": "=1+1", "role": "participant", "email": "a@example.org", "note": "\x07\ufffe"}]


def programme() -> Programme:
    found, _ = read(SAMPLES[0].name, SAMPLES[0].read_bytes())
    first, *others = found.sessions
    strange = replace(first, description=Text("😀" * 20_000, "x" * 40_000), title=Text("ก\x01ข _x0041_ & < > \" '"))
    return replace(found, sessions=(strange, *others))


@pytest.fixture(params=["empty", "filled", "filled in English"], scope="module")
def book(request: pytest.FixtureRequest) -> Book:
    if request.param == "empty":
        return Book(write(None))
    return Book(write(programme(), PEOPLE, "en" if "English" in request.param else "th"))


class Book:
    """The parts of a workbook; each that is XML is well-formed, or this raises ParseError."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            assert packed.testzip() is None
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.xml = {
            name: ET.fromstring(content)  # noqa: S314 - we have just written it
            for name, content in self.parts.items()
            if name.endswith((".xml", ".rels", ".vml"))
        }
        targets = {link.get("Id"): f"xl/{link.get('Target')}" for link in self.xml["xl/_rels/workbook.xml.rels"]}
        listed = self.xml["xl/workbook.xml"].iter(f"{NS}sheet")
        self.sheets = {str(sheet.get("name")): self.xml[targets[sheet.get(f"{REL}id")]] for sheet in listed}

    def tables(self) -> Iterator[tuple[str, ET.Element]]:
        yield from ((name, sheet) for name, sheet in self.sheets.items() if name not in {*PLAIN, "Read me first"})

    def texts(self) -> list[str]:
        shared = self.xml["xl/sharedStrings.xml"].iter(f"{NS}si")
        return ["".join(each.text or "" for each in one.iter(f"{NS}t")) for one in shared]


def _cells(where: str) -> set[tuple[int, int]]:
    """All cells of some ranges."""
    found = set()
    for part in where.split():
        match = RANGE.fullmatch(part)
        assert match
        left, top, right, bottom = match[1], int(match[2]), match[3] or match[1], int(match[4] or match[2])
        columns = range(_column(left), _column(right) + 1)
        found |= {(row, column) for row in range(top, bottom + 1) for column in columns}
    return found


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def test_every_part_is_told_of_and_led_to(book: Book) -> None:
    types = book.xml["[Content_Types].xml"]
    endings = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    named = {str(each.get("PartName")).removeprefix("/") for each in types if each.tag.endswith("Override")}
    untold = [name for name in book.parts if name not in named and name.rpartition(".")[2] not in endings]
    lost = []
    for name, root in book.xml.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for link in root.iter(LINK):
                target = str(link.get("Target"))
                path = target.removeprefix("../") if target.startswith("../") else f"{folder}/{target}".lstrip("/")
                path = f"xl/{path}" if target.startswith("../") else path
                if path not in book.parts:
                    lost.append((name, target))

    assert (untold, sorted(named - book.parts.keys()), lost) == ([], [], [])


def test_sheets_have_names_that_excel_takes(book: Book) -> None:
    names = list(book.sheets)
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name)] == []


def test_rows_and_cells_stand_in_their_order_and_hold_no_more_than_they_can(book: Book) -> None:
    for sheet in book.sheets.values():
        rows = [int(str(row.get("r"))) for row in sheet.iter(f"{NS}row")]
        assert rows == sorted(set(rows))
        for row in sheet.iter(f"{NS}row"):
            at = [next(iter(_cells(str(cell.get("r"))))) for cell in row.iter(f"{NS}c")]
            assert at == sorted(set(at))
            assert {number for number, _ in at} <= {int(str(row.get("r")))}
        assert not list(sheet.iter(f"{NS}f"))
        assert not list(sheet.iter(f"{NS}hyperlink"))
    assert max(len(text.encode("utf-16-le")) // 2 for text in book.texts()) <= 32_767
    shared = book.xml["xl/sharedStrings.xml"]
    used = sum(cell.get("t") == "s" for sheet in book.sheets.values() for cell in sheet.iter(f"{NS}c"))
    assert (shared.get("count"), shared.get("uniqueCount")) == (str(used), str(len(book.texts())))


def test_choices_are_short_led_to_a_sheet_and_one_to_a_cell(book: Book) -> None:
    for sheet in book.sheets.values():
        taken: set[tuple[int, int]] = set()
        rules = list(sheet.iter(f"{NS}dataValidation"))
        assert [len(rules)] == [int(str(each.get("count"))) for each in sheet.iter(f"{NS}dataValidations")] or not rules
        for rule in rules:
            formula = rule.findtext(f"{NS}formula1") or ""
            cells = _cells(str(rule.get("sqref")))
            name, _, where = formula.rpartition("!")
            assert len(formula) <= 255
            assert name.strip("'") in book.sheets
            assert _cells(where)
            assert not taken & cells
            taken |= cells


def test_names_are_legal_and_lead_to_a_sheet(book: Book) -> None:
    names = list(book.sheets)
    said = [
        (each.get("name"), names[int(str(each.get("localSheetId")))], each.text or "")
        for each in book.xml["xl/workbook.xml"].iter(f"{NS}definedName")
    ]
    assert len({each[:2] for each in said}) == len(said)
    for name, sheet, text in said:
        assert name in {"_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase"}
        assert text.rpartition("!")[0].strip("'") == sheet
    filters = {sheet for name, sheet, _ in said if name == "_xlnm._FilterDatabase"}
    assert filters == {name for name, sheet in book.sheets.items() if list(sheet.iter(f"{NS}autoFilter"))}
    assert {sheet for name, sheet, _ in said if name == "_xlnm.Print_Titles"} == {name for name, _ in book.tables()}


def test_every_sheet_fits_a_page_and_keeps_its_headings_in_sight(book: Book) -> None:
    for name, sheet in book.sheets.items():
        if name == "_":
            continue
        fits = [each.get("fitToPage") for each in sheet.iter(f"{NS}pageSetUpPr")]
        page = next(sheet.iter(f"{NS}pageSetup"))
        assert (fits, page.get("fitToHeight"), page.get("fitToWidth", "1")) == (["1"], "0", "1")
    for _, sheet in book.tables():
        panes = [(each.get("ySplit"), each.get("state")) for each in sheet.iter(f"{NS}pane")]
        assert (panes, next(sheet.iter(f"{NS}pageSetup")).get("orientation")) == ([("1", "frozen")], "landscape")


@pytest.mark.parametrize(("language", "look"), [("th", "[$-107041E]d mmm yyyy;@"), ("en", "d mmm yyyy")])
def test_days_and_times_are_excels_own(language: str, look: str) -> None:
    made = Book(write(programme(), language="en" if language == "en" else "th"))
    styles = made.xml["xl/styles.xml"]
    formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{NS}numFmt")}
    looks = [formats.get(each.get("numFmtId")) for each in next(styles.iter(f"{NS}cellXfs"))]
    cells = {
        str(cell.get("r")): (cell.get("t"), cell.findtext(f"{NS}v"), looks[int(str(cell.get("s")))])
        for cell in made.sheets["กำหนดการ" if language == "th" else "Sessions"].iter(f"{NS}c")
    }
    first = programme().sessions[0].start
    assert first.strftime("%Y-%m-%d %H:%M") == "2019-10-04 09:00"

    assert cells["A2"] == (None, "43742", look)
    assert cells["B2"] == (None, "0.375", "hh:mm")
