"""The words of locales/*/checkin.toml, in both languages at once."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.services.people.words import bare
from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Iterator


@lru_cache(maxsize=1000)
def alone(section: str, typed: str) -> str:
    """What `typed` stands for in a section, with or without polite words around it; "" where it is not there."""
    known = _known(section)
    return next((known[said] for said in bare(repair(typed)) if said in known), "")


@cache
def listed(section: str) -> tuple[str, ...]:
    """The phrases of a section (of a table: `table.section`), the longest first."""
    return tuple(sorted(set(_phrases(section)), key=len, reverse=True))


@cache
def any_of(section: str) -> re.Pattern[str]:
    """Any phrase of a section; an English one where words begin and end."""
    return re.compile("|".join(_pattern(phrase) for phrase in listed(section)) or "(?!)", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    escaped = re.escape(phrase)
    return rf"(?<![a-z]){escaped}(?![a-z])" if phrase.isascii() and phrase[-1].isalpha() else escaped


def _phrases(section: str) -> Iterator[str]:
    *tables, name = section.split(".")
    for document in _documents():
        found = document
        for table in tables:
            found = found[table]
        for phrase in found[name]:
            yield from expand(phrase)


@cache
def _known(section: str) -> dict[str, str]:
    return {
        key(each): name
        for document in _documents()
        for name, phrases in document[section].items()
        for phrase in phrases
        for each in expand(phrase)
    }


@cache
def _documents() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "checkin.toml")) for language in LANGUAGES)
