"""What the cells of an entry say: choices, yes and no, numbers, lists, and words in two languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storage.formats.report import shown
from storage.formats.words import in_language, slug
from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.understood import WORD
from storage.formats.xlsx.vocabulary import begins, chosen, listed


if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.formats.xlsx.tables import Row
    from storage.formats.xlsx.teller import Teller

UNATTENDED = frozenset({"break", "deadline", "travel"})
"""Kinds at which nobody's attendance is taken, unless the file says so."""
_DASHES = frozenset({"-", "–", "—"})
_COMMAS = re.compile(r"\s*[,;،、]\s*")
_LINES = re.compile(r"[\n;|]")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|[•*·-])\s+")


def words(row: Row, name: str, *, plain: bool = False) -> dict[str, str] | None:
    """The words of a field in both languages; None where the table has no column for it.

    Where there is one column for both, the letters decide the language, if `plain`.
    """
    thai, english = row.table.has(name), row.table.has(f"{name}_en")
    if not thai and not english:
        return None
    said = {"th": row.text(name), "en": row.text(f"{name}_en")}
    if plain and not (thai and english):
        text = in_language(said["th"] or said["en"])
        return {"th": text.th, "en": text.en}
    return said


def choice(section: str, row: Row, name: str, tell: Teller) -> str:
    """What a cell chooses, "" where it is empty; what it says itself where that is no known choice, and so told."""
    text = row.line(name)
    if not text or text in _DASHES:
        return ""
    found = chosen(section, text)
    grid, at = row.table.grid, row.column(name)
    if found is None:
        known = ",".join(_own(section, each) for each in _names(section))
        tell.error("not-choice", grid, row.number, at, found=shown(text), known=known)
        return ""
    if not found.sure:
        tell.warn("assumed-choice", grid, row.number, at, found=shown(text), meant=_own(section, found.name))
    return found.name


def kind_of(row: Row, tell: Teller | None = None) -> str:
    """The kind of a session: its cell's, a word of its own too; else what its title begins with; else a lecture."""
    text = row.line("kind")
    if text and text not in _DASHES:
        found = chosen("kind", text)
        if found is None:
            return slug(text)
        if tell and not found.sure:
            where = (row.table.grid, row.number, row.column("kind"))
            tell.warn("assumed-choice", *where, found=shown(text), meant=_own("kind", found.name))
        return found.name
    named = begins("titles", row.line("title")) or begins("titles", row.line("title_en"))
    if named and tell:
        where = (row.table.grid, row.number, row.column("title"))
        tell.warn("assumed-kind", *where, meant=_own("kind", named))
    return named or "lecture"


def yes_no(row: Row, name: str, tell: Teller) -> bool | None:
    """None where nothing is said."""
    value = row.value(name)
    if isinstance(value, bool):
        return value
    said = choice("yes", row, name, tell)
    return said == "yes" if said else None


def number(row: Row, name: str, tell: Teller) -> float | None:
    """A number, with a point; None where there is none."""
    value = row.value(name)
    if value == "" or isinstance(value, bool):
        return None
    try:
        return float(as_text(value).replace(",", "."))
    except ValueError:
        tell.error("not-number", row.table.grid, row.number, row.column(name), found=shown(flat(value)))
        return None


def several(text: str) -> list[str]:
    """The words of a list in one cell: a line each, or with commas between them where all are on one line."""
    if not text.strip() or text in _DASHES:
        return []
    parts = text.split("\n") if "\n" in text else _COMMAS.split(text)
    return [part for each in parts if (part := " ".join(each.split()))]


def joined(words: Sequence[str]) -> str:
    """A list for one cell, as `several` reads it; a last line that is empty says that each line is one."""
    plain = all(word not in _DASHES and not _COMMAS.search(word) for word in words)
    return ", ".join(words) if plain else "\n".join([*words, ""])


def lines(text: str) -> list[str]:
    """The questions in a cell, which may have commas: a line each, without the numbers before them."""
    if text.endswith("\n"):
        return [part for each in text.split("\n") if (part := " ".join(each.split()))]
    return [part for each in _LINES.split(text) if (part := _NUMBERED.sub("", " ".join(each.split())))]


def lined(questions: Sequence[str]) -> str:
    """Questions for one cell, as `lines` reads them."""
    text = "\n".join(questions)
    return text if lines(text) == list(questions) else f"{text}\n"


def _own(section: str, name: str) -> str:
    """What we write for a choice, in the language of whoever reads of it."""
    return f"{WORD}choices.{section}:{name}"


def _names(section: str) -> list[str]:
    return [*listed(f"choices.{section}", "th")]
