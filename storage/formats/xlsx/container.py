"""The container of a workbook, a zip of XML, looked through before anything reads it: how much there is, and of what.

What it says of itself is not believed: every part is inflated here, within bounds, and the cells are counted.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import unescape

from lxml import etree

from storage.formats.report import Unreadable, shown
from storage.formats.xlsx.grid import cell_name, letters


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.formats.xlsx.grid import Spot

LARGEST = 10_000_000
"""Bytes of the largest workbook that is read."""
INFLATED = 100_000_000
"""Bytes of all that is in it."""
_RATIO = 200  # how much smaller than its content an honest workbook is, at most, where it is large
_SMALL = 5_000_000
PARTS, SHEETS, ROWS, COLUMNS, CELLS = 1_000, 60, 10_000, 256, 250_000
"""How many files, sheets, rows, columns and cells with something in them it may have."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCAL = struct.Struct("<26xHH")  # where a local header says how long its name and its extra field are
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Contents(NamedTuple):
    """What was seen of a sheet by its name: the formulas that have no value, with why."""

    broken: dict[str, dict[Spot, str]]


def look(data: bytes) -> Contents:
    """See that `data` is a workbook that can be read without harm. Raises Unreadable, with what was expected."""
    if data.startswith(_OLE):
        raise Unreadable("xlsx-locked" if _ENCRYPTED in data else "xlsx-old", "")
    if not data.startswith(_ZIP):
        raise Unreadable("not-xlsx", "")
    if len(data) > LARGEST:
        raise Unreadable("too-big", "", found=f"{len(data) / 1_000_000:.1f}", high=str(LARGEST // 1_000_000))
    parts = dict(_parts(data))
    if _WORKBOOK not in parts:
        raise Unreadable("not-xlsx", "")
    sheets = list(_sheets(parts))
    if len(sheets) > SHEETS:
        raise Unreadable("too-many-sheets", "", found=str(len(sheets)), high=str(SHEETS))
    if sum(parts[path].count(b"<v>") for _, path in sheets if path in parts) > CELLS:  # quicker than one by one
        raise Unreadable("too-much", "")
    broken, cells = {}, 0
    for name, path in sheets:
        broken[name], count = _cells(name, parts.get(path, b"<none/>"))
        cells += count
    if cells > CELLS:
        raise Unreadable("too-much", "")
    return Contents(broken)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The XML of the workbook and its sheets, by name; everything else is inflated and let go."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError) as error:
        raise Unreadable("xlsx-broken", "") from error
    most = min(INFLATED, max(_SMALL, _RATIO * len(data)))
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > PARTS or packed > len(data) or sum(entry.file_size for entry in entries) > most:
        raise Unreadable("zip-bomb", "", high=str(INFLATED // 1_000_000))
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in _METHODS:
            raise Unreadable("xlsx-locked" if entry.flag_bits & 1 else "xlsx-broken", "")
        content = _inflated(data, entry)
        if entry.filename.endswith((".xml", ".rels", ".vml")) and re.search(rb"<!(DOCTYPE|ENTITY)", content):
            raise Unreadable("entities", "")
        if entry.filename in (_WORKBOOK, _LINKS) or entry.filename.startswith("xl/worksheets/"):
            yield entry.filename, content


def _inflated(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A part, inflated no further than it says itself."""
    try:
        name, extra = _LOCAL.unpack_from(data, entry.header_offset)
        start = entry.header_offset + _LOCAL.size + name + extra
        packed = data[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            content, more = packed, b""
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            content = inflater.decompress(packed, entry.file_size + 1)
            more = inflater.unconsumed_tail
    except (struct.error, zlib.error) as error:
        raise Unreadable("xlsx-broken", "") from error
    if len(content) > entry.file_size or more:
        raise Unreadable("zip-bomb", "", high=str(INFLATED // 1_000_000))
    return content


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and the part that it is in."""
    links = {link.get("Id"): link.get("Target", "") for link in _elements(parts.get(_LINKS, b""), "Relationship")}
    for sheet in _elements(parts[_WORKBOOK], "sheet"):
        of = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        target = links.get(of, "")
        yield sheet.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _elements(content: bytes, tag: str) -> Iterator[dict[str, str]]:
    """The attributes of each element `tag`."""
    try:
        for _, node in etree.iterparse(
            io.BytesIO(content), events=("end",), tag=f"{{*}}{tag}", resolve_entities=False, no_network=True
        ):
            yield {str(key): unescape(str(value)) for key, value in node.attrib.items()}
    except etree.XMLSyntaxError as error:
        raise Unreadable("xlsx-broken", "") from error


def _cells(sheet: str, content: bytes) -> tuple[dict[Spot, str], int]:
    """Which formulas have no value, and how many cells have something in them; Unreadable where one is too far off."""
    broken: dict[Spot, str] = {}
    row = column = -1
    count = 0
    try:
        for event, node in etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            tag=("{*}row", "{*}c"),
            resolve_entities=False,
            no_network=True,
        ):
            is_row = node.tag.endswith("}row")
            if event == "start":
                if is_row:
                    row, column = _number(node.get("r"), row + 1), -1
                continue
            if is_row:
                node.clear()
                continue
            at = _CELL.fullmatch(node.get("r") or "")
            column = _column(at[1]) if at else column + 1
            row = int(at[2]) - 1 if at else row
            found = {child.tag.rpartition("}")[2]: child for child in node}
            if found:
                count += 1
                _bounded(sheet, row, column)
            if (why := _broken(node, found)) and len(broken) < PARTS:
                broken[row, column] = why
            node.clear()
    except etree.XMLSyntaxError as error:
        raise Unreadable("xlsx-broken", "") from error
    return broken, count


def _broken(cell: etree._Element, found: dict[str, etree._Element]) -> str:
    value = found["v"].text if "v" in found else ""
    if cell.get("t") == "e":
        return shown(value or "#")
    return "=" if "f" in found and not value and cell.get("t") != "str" else ""


def _bounded(sheet: str, row: int, column: int) -> None:
    if row >= ROWS or column >= COLUMNS:
        values = {"sheet": shown(sheet), "found": cell_name(row, column), "rows": f"{ROWS:,}"}
        raise Unreadable("too-far", "", **values, columns=letters(COLUMNS - 1))


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _number(text: str | None, otherwise: int) -> int:
    return int(text) - 1 if text and text.isdecimal() else otherwise
