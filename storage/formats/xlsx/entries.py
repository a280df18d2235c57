"""The rows of the tables as entries of a programme file: what has no column in the table stays as the store has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from storage.formats.report import shown
from storage.formats.words import slug
from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.tables import only, rows
from storage.formats.xlsx.values import lines, number, several, words
from storage.formats.xlsx.vocabulary import norm


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storage.formats.xlsx.grid import Value
    from storage.formats.xlsx.tables import Row, Table
    from storage.formats.xlsx.teller import Teller
    from storage.formats.xlsx.understood import Name

Raw = dict[str, Any]
Placed = tuple[Raw, "Row"]

_NAMED = {"venues": "name", "speakers": "name", "modules": "title", "groups": "title"}
_WORDS = {"venues": ("address",), "speakers": ("role",), "modules": (), "groups": ()}
_COORDINATES = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)")
_LONGEST = 32_767  # of what a cell of Excel can hold, as UTF-16 counts: an emoji is two
_MOBILE, _BANGKOK = 9, 8  # digits of a telephone number without its first nought


def bilingual(kept: object, said: dict[str, str] | None, row: Row, name: str) -> object:
    """The words of a field: those of the row, in both languages where the table has both, else with those kept."""
    if said is None:
        return kept
    before: dict[str, str] = {"th": "", "en": "", **(kept if isinstance(kept, dict) else {})}
    if row.table.has(name) and row.table.has(f"{name}_en"):
        return {key: before[key] if shows(before[key], text) else text for key, text in said.items()}
    text = said["th"] or said["en"]
    return before if text and any(shows(each, text) for each in before.values()) else said


def shows(kept: str, cell: str) -> bool:
    """Whether a cell has all of a text that it can hold."""
    return as_text(held(kept)) == cell


def held(text: str) -> str:
    """As much of a text as a cell of Excel can hold."""
    if len(text) <= _LONGEST // 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * _LONGEST].decode("utf-16-le", "ignore")


def as_kept(kept: object, cell: str) -> str:
    """What a cell says, as it is kept where that shows the same."""
    return kept if isinstance(kept, str) and shows(kept, cell) else cell


def listing(kept: object, row: Row, name: str) -> object:
    """The list in a cell; the one that is kept where the table has no column for it, or it says the same."""
    if not row.table.has(name):
        return kept
    said = [part for _, value in row.values(name) for part in several(_lined(value))]
    return kept if isinstance(kept, list) and [flat(each) for each in kept] == said else said


def _lined(value: Value) -> str:
    """A last line that is empty counts: it says that each line is one."""
    return value if isinstance(value, str) else flat(value)


def called(section: Name, tables: Sequence[Table], kept: Sequence[Raw], tell: Teller) -> list[Placed]:
    """Venues, speakers, modules or groups: each by its id, or by its name the one that is kept, or new."""
    main = _NAMED[section]
    by_code = {flat(entry["id"]): entry for entry in kept}
    by_name = {norm(text): flat(entry["id"]) for entry in kept for text in (entry.get(main) or {}).values() if text}
    made: list[Placed] = []
    taken = set(by_code)
    for row in _entries(tables, (main, f"{main}_en"), tell):
        said = words(row, main, plain=True) or {"th": "", "en": ""}
        name = said["th"] or said["en"]
        code = row.line("code") or by_name.get(norm(name), "")
        if not code:
            code = _free(slug(name) or section.removesuffix("s"), taken)
        taken.add(code)
        entry: Raw = dict(by_code.get(code, {}))
        entry = {"id": code, **entry, main: bilingual(entry.get(main), said, row, main)}
        entry["aliases"] = listing(entry.get("aliases"), row, "aliases")
        for field in _WORDS[section]:
            entry[field] = bilingual(entry.get(field), words(row, field), row, field)
        for field in ("url", "kind"):
            if row.table.has(field):
                entry[field] = as_kept(entry.get(field), row.line(field))
        if section == "venues":
            _locate(entry, row, tell)
        made.append(({key: value for key, value in entry.items() if value is not None}, row))
    return made


def _free(wanted: str, taken: set[str]) -> str:
    code, times = wanted, 1
    while code in taken:
        times += 1
        code = f"{wanted}-{times}"
    return code


def _entries(tables: Sequence[Table], needed: tuple[str, ...], tell: Teller) -> Iterator[Row]:
    """The rows that have what is needed; one that has but a remark is told to be passed over."""
    for table in tables:
        for row in rows(table):
            if any(row.line(name) for name in needed):
                yield row
            elif text := only(row):
                tell.warn("row-skipped", table.grid, row.number, _first(row), found=shown(text))
            else:
                name = next((name for name in needed if table.has(name)), needed[0])
                tell.error("missing", table.grid, row.number, row.column(name), field=table.words(name))


def _first(row: Row) -> int:
    return next((at for at, value in enumerate(row.table.grid.rows[row.number]) if flat(value)), 0)


def _locate(entry: Raw, row: Row, tell: Teller) -> None:
    """The coordinates: in two columns, or in one as maps give them."""
    table = row.table
    if table.has("latitude") and table.has("longitude"):
        found = (number(row, "latitude", tell), number(row, "longitude", tell))
        if (found[0] is None) != (found[1] is None):
            lacking = "latitude" if found[0] is None else "longitude"
            tell.error("missing", table.grid, row.number, table.of(lacking)[0], field=table.words(lacking))
        entry["location"] = None if None in found else {"latitude": found[0], "longitude": found[1]}
    elif table.has("location"):
        match = _COORDINATES.search(row.line("location"))
        if row.line("location") and match is None:
            where = (table.grid, row.number, row.column("location"))
            tell.warn("not-coordinates", *where, found=shown(row.line("location")))
        entry["location"] = {"latitude": float(match[1]), "longitude": float(match[2])} if match else None


def contacts(tables: Sequence[Table], kept: Sequence[Raw], tell: Teller) -> list[Placed]:
    before = {as_text(text): entry for entry in kept for text in (entry.get("name") or {}).values()}
    made: list[Placed] = []
    for row in _entries(tables, ("name", "name_en"), tell):
        said = words(row, "name", plain=True) or {"th": "", "en": ""}
        held = before.get(said["th"] or said["en"], {})
        reached = {"phone": phone(row, tell), "email": row.line("email")}
        entry: Raw = {"name": bilingual(held.get("name"), said, row, "name")}
        entry |= {field: as_kept(held.get(field), cell) for field, cell in reached.items()}
        made.append((entry, row))
    return made


def phone(row: Row, tell: Teller) -> str:
    """A telephone number; Excel takes the first nought from one that is typed as a number."""
    value, text = row.value("phone"), row.line("phone")
    if isinstance(value, float) and value.is_integer() and len(text) in (_MOBILE, _BANGKOK):
        tell.warn("assumed-phone", row.table.grid, row.number, row.column("phone"), found=text, meant=f"0{text}")
        return f"0{text}"
    return text


def faqs(tables: Sequence[Table], kept: Sequence[Raw], tell: Teller) -> list[Placed]:
    """Ready answers; a question under another with no answer of its own, or with the same merged cell, is one more."""
    before = {as_text(text): entry for entry in kept for text in (entry.get("answer") or {}).values()}
    made: list[Placed] = []
    for row in _entries(tables, ("questions", "answer", "answer_en"), tell):
        asked = [each for _, value in row.values("questions") for each in lines(_lined(value))]
        said = words(row, "answer", plain=True) or {"th": "", "en": ""}
        same = made and made[-1][1].table is row.table and _merged_with(row, made[-1][1])
        if asked and made and (same or (not any(said.values()) and made[-1][1].number == row.number - 1)):
            if not same:
                tell.warn("assumed-same-answer", row.table.grid, row.number, row.column("answer"))
            made[-1] = ({**made[-1][0], "questions": [*made[-1][0]["questions"], *asked]}, row)
            continue
        for lacking, name in ((not asked, "questions"), (not any(said.values()), "answer")):
            if lacking:
                tell.error("missing", row.table.grid, row.number, row.column(name), field=row.table.words(name))
        if asked and any(said.values()):
            held = before.get(said["th"] or said["en"], {})
            answer = bilingual(held.get("answer"), said, row, "answer")
            known = {flat(text): text for text in held.get("questions", ())}
            made.append(({"questions": [known.get(each, each) for each in asked], "answer": answer}, row))
    return made


def _merged_with(row: Row, other: Row) -> bool:
    """Whether both have their answer in one merged cell."""
    column, merged = row.column("answer"), row.table.grid.merged
    first = merged.get((row.number, column))
    return first is not None and first == merged.get((other.number, column))
