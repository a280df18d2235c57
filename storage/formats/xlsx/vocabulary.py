"""The words of workbooks, of locales/*/workbook.toml, in both languages at once; and of rosters, of people.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz, process

from bot.texts import LANGUAGES, words


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Language
    from storage.formats.xlsx.understood import Name

_LIKE = 84  # per cent of two headings in common that are one, misspelt
_SHORT = 4  # letters, below which nothing is taken for a misspelling
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_COUNTS_NOTHING = re.compile(r"[\s\-‐-―_.:：*/\\()（）\[\]\"'“”‘’?•]+")
_BRACKETED = re.compile(r"[(（\[].*?[)）\]]")


class Meant(NamedTuple):
    """What words stand for; `sure` is False where they are only much like words that are known."""

    name: str
    sure: bool = True


@lru_cache(maxsize=20_000)
def norm(text: str) -> str:
    """`text` as it is compared: without capitals, blanks and the signs around words."""
    return _COUNTS_NOTHING.sub("", unicodedata.normalize("NFC", text).casefold().translate(_DIGITS))


def said(section: str, name: str, language: Language) -> str:
    """What we write ourselves for `name`: the heading of a column, the name of a sheet, a choice."""
    first: str = _tables(language, section)[name][0]
    return first


def listed(section: str, language: Language) -> dict[str, str]:
    """All names of a section in their order, with what we write for them."""
    return {name: phrases[0] for name, phrases in _tables(language, section).items()}


def phrases(section: str, name: str) -> tuple[str, ...]:
    """All words of both languages for `name`."""
    return tuple(phrase for language in LANGUAGES for phrase in _tables(language, section)[name])


@lru_cache(maxsize=20_000)
def meant(section: str, text: str) -> Meant | None:
    """What `text` stands for in a section: as it is, without what is in its brackets, or but for a slip or two."""
    known = _known(section)
    for form in (text, _BRACKETED.sub("", text)):
        key = norm(form) or form.strip()
        if key in known:
            return Meant(known[key])
    return _like(section, norm(_BRACKETED.sub("", text)))


def chosen(section: str, text: str) -> Meant | None:
    """What `text` stands for among the choices of a field; signs such as a tick are words here."""
    known = _known(f"choices.{section}")
    return Meant(known[text.strip()]) if text.strip() in known else meant(f"choices.{section}", text)


def begins(section: str, text: str) -> str:
    """The name in a section of which one of the words begins `text`; "" where none does."""
    key = norm(text)
    found = [(len(word), name) for word, name in _known(section).items() if word and key.startswith(word)]
    return max(found)[1] if found else ""


def headings() -> frozenset[str]:
    """All words for columns as they are written, in small letters."""
    return frozenset(form.strip().casefold() for name in tables() for form, _ in _forms(f"columns.{name}"))


@cache
def _known(section: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for form, name in _forms(section):
        known.setdefault(norm(form) or form.strip(), name)
        known.setdefault(form.strip(), name)
    return known


def _forms(section: str) -> Iterator[tuple[str, str]]:
    """What we write ourselves first: no other field's other words may take its place."""
    tables = [_tables(language, section) for language in LANGUAGES]
    yield from ((phrases[0], name) for table in tables for name, phrases in table.items())
    yield from ((phrase, name) for table in tables for name, phrases in table.items() for phrase in phrases[1:])


def _like(section: str, key: str) -> Meant | None:
    if len(key) < _SHORT:
        return None
    known = [word for word in _known(section) if len(word) >= _SHORT]
    best = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return Meant(_known(section)[best[0]], sure=False) if best else None


@cache
def _tables(language: Language, section: str) -> dict[str, Any]:
    if section == "columns.people":
        found: dict[str, Any] = tomllib.loads(words(language, "people.toml"))["columns"]
        return found
    table: Any = tomllib.loads(words(language, "workbook.toml"))
    for part in section.split("."):
        table = table[part]
    return dict(table)


def tables() -> tuple[Name, ...]:
    """The tables that headings may be of."""
    return ("programme", "contacts", "sessions", "venues", "speakers", "modules", "groups", "people", "faqs")
