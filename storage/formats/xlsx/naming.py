"""What the names in cells stand for: venues, speakers and modules that are known by then, and those that are new."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from bot.thai.people import bare_name
from storage.formats.report import shown
from storage.formats.words import in_language, slug
from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.values import several
from storage.formats.xlsx.vocabulary import norm, phrases


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from storage.formats.xlsx.tables import Row
    from storage.formats.xlsx.teller import Teller

Raw = dict[str, Any]

_NEW = {"venues": "assumed-new-venue", "speakers": "assumed-new-speaker", "modules": "assumed-new-module"}
_LIKE = 90  # per cent of two names in common that are one, misspelt
_SHORT, _MANY = 6, 3_000  # letters of a name, and names, between which nothing is taken for a slip
_DASHES = ("-", "–", "—")
_MARKS = re.compile(r"[0-9]+|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.){1,4}[A-Za-z]*\.?|Jr\.?|Sr\.?|MBA|MD|PhD|RN|II|III")
_BRACKETED = re.compile(r"\s*[(（]([^()（）]+)[)）]\s*$")
_TEAM = re.compile(r"\s*\n\s*(?=และ)")  # และคณะ, on a line of its own
_SPEAKER_SEPARATORS = re.compile(r"\s*[\n;|]\s*|\s+/\s+")


_bare = lru_cache(maxsize=10_000)(bare_name)


class Known:
    """The entries of a section, with what they are called; those that cells name and that are not there are added.

    `raw` are entries as in a programme file: `id`, `name` or `title` by language, `aliases`.
    """

    def __init__(self, section: str, entries: Iterable[Raw], tell: Teller) -> None:
        self.section, self.entries, self._tell = section, list(entries), tell
        self.added: list[tuple[str, Row, int]] = []
        self._field = "title" if section == "modules" else "name"
        self._codes = {flat(str(entry.get("id", ""))): str(entry.get("id", "")) for entry in self.entries}
        self._called: dict[str, str] = {}
        self._names_of: dict[str, Raw] = {}
        for entry in self.entries:
            self._names_of.setdefault(str(entry.get("id", "")), entry.get(self._field) or {})
            for called in self._names(entry):
                self._called.setdefault(called, str(entry.get("id", "")))

    def _names(self, entry: Raw) -> Iterator[str]:
        yield norm(str(entry.get("id", "")))
        name = entry.get(self._field) or {}
        for called in (*name.values(), *entry.get("aliases", ())):
            yield norm(called)
            if self.section == "speakers":
                yield norm(_bare(called))

    def find(self, name: str) -> str:
        """The code of what is called so; "" where nothing is."""
        if name in self._codes:
            return self._codes[name]
        forms = (name, _bare(name)) if self.section == "speakers" else (name,)
        return next((self._called[norm(form)] for form in forms if norm(form) and norm(form) in self._called), "")

    def label(self, code: str) -> str:
        """What is written for an entry: its Thai or English name, by which it is found again; else its id."""
        name = self._names_of.get(code) or {}
        return next((said for said in (name.get("th"), name.get("en")) if said and self.find(flat(said)) == code), code)

    def code(self, name: str, row: Row, column: int, role: str = "") -> str:
        """The code of what a cell names; something new where nothing is called that, or nearly."""
        if found := self.find(name):
            return found
        where = (row.table.grid, row.number, column)
        if like := self._like(name):
            self._tell.warn("assumed-name", *where, found=shown(name), meant=shown(self._shown(like)))
            return like
        code = self.free(slug(_bare(name) if self.section == "speakers" else name))
        text = in_language(name)
        entry: Raw = {"id": code, self._field: {"th": text.th, "en": text.en}}
        if role:
            said = in_language(role)
            entry["role"] = {"th": said.th, "en": said.en}
        self.entries.append(entry)
        self.added.append((code, row, column))
        self._codes[code] = code
        for called in self._names(entry):
            self._called.setdefault(called, code)
        self._tell.warn(_NEW[self.section], *where, found=shown(name))
        return code

    def free(self, wanted: str) -> str:
        """An id that is not taken."""
        wanted = wanted or self.section.removesuffix("s")
        code, number = wanted, 1
        while code in self._codes:
            number += 1
            code = f"{wanted}-{number}"
        return code

    def _shown(self, code: str) -> str:
        entry = next(each for each in self.entries if each.get("id") == code)
        return next((said for said in (entry.get(self._field) or {}).values() if said), code)

    def _like(self, name: str) -> str:
        """A name that is nearly this one, and differs neither in a number nor in a letter that stands alone."""
        key = norm(name)
        if len(key) < _SHORT:
            return ""
        marks = _MARKS.findall(name)
        if len(self._called) > _MANY:
            return ""
        found = process.extractOne(key, self._called.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
        if found is None or len(found[0]) < _SHORT:
            return ""
        code = self._called[found[0]]
        names = next(each for each in self.entries if str(each.get("id", "")) == code)
        texts = [*(names.get(self._field) or {}).values(), *names.get("aliases", ()), code]
        return code if any(_MARKS.findall(text) == marks for text in texts) else ""


def one(row: Row, name: str, known: Known) -> str | None:
    """The code of what a cell names; None where the table has no such column."""
    if not row.table.has(name):
        return None
    text = row.line(name)
    return known.find(text) or (known.code(text, row, row.column(name)) if text and text not in _DASHES else "")


def written(codes: Iterable[str], known: Known) -> str:
    """The speakers of a session as they are written in one cell, a line each."""
    return "\n".join(known.label(code) for code in codes)


def speakers(row: Row, known: Known, tell: Teller) -> list[str] | None:
    """The codes of the speakers of a row: of a column each, or several in one."""
    if not row.table.has("speakers"):
        return None
    own_columns = len(row.table.of("speakers")) > 1
    codes: list[str] = []
    for column, value in row.values("speakers"):
        for name, role in _people(as_text(value), known, own_column=own_columns):
            code = known.find(name)
            if role and not code:
                tell.warn("assumed-role", row.table.grid, row.number, column, name=shown(name), role=shown(role))
            codes.append(code or known.code(name, row, column, role))
    return list(dict.fromkeys(codes))


def _people(text: str, known: Known, *, own_column: bool) -> Iterator[tuple[str, str]]:
    """Each name in a cell with the position that stands behind it, if any does."""
    if known.find(flat(text)):
        yield flat(text), ""
        return
    if text.strip() in _DASHES:
        return
    for part in _SPEAKER_SEPARATORS.split(_TEAM.sub(" ", text)):
        for each in [part] if known.find(flat(part)) else _apart(part):
            if known.find(each):
                yield each, ""
                continue
            bracket = _BRACKETED.search(each)
            name, role = (each[: bracket.start()], bracket[1]) if bracket else (each, "")
            names = _listed(name, known, own_column=own_column)
            for nth, (called, position) in enumerate(names):
                yield called, role if role and nth == len(names) - 1 else position


def _apart(text: str) -> list[str]:
    """Names with a word for and between them; nobody's own name is parted: it has blanks on both sides."""
    words = "|".join(re.escape(word) for word in phrases("texts", "and"))
    parts = re.split(rf"\s+(?:{words})(?:\s+|(?=[ก-๙]))(?!คณะ|ทีม)", flat(text))
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def _listed(text: str, known: Known, *, own_column: bool) -> list[tuple[str, str]]:
    """Names with commas between them: what follows one may be a degree, a position, or another name."""
    found: list[tuple[str, str]] = []
    for part in several(text.replace(";", ",")):
        if not found:
            found.append((part, ""))
        elif _DEGREE.fullmatch(part):
            found[-1] = (f"{found[-1][0]}, {part}", found[-1][1])
        elif not known.find(part) and (own_column or _is_position(part)):
            name, role = found[-1]
            found[-1] = (name, f"{role}, {part}" if role else part)
        else:
            found.append((part, ""))
    return found


def _is_position(text: str) -> bool:
    lowered = text.casefold()
    return any(lowered.startswith(word.casefold()) for word in phrases("texts", "positions"))
