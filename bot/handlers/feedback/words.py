"""The words of locales/*/feedback.toml, in both languages at once."""

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


_MARKED = r"[★⭐\ufe0f\s]+"
_LEAST, _MOST = 1, 5


@lru_cache(maxsize=1000)
def alone(section: str, typed: str) -> str:
    """What `typed` stands for in a section, with or without polite words around it; "" where it is not there."""
    known = _known(section)
    return next((known[said] for said in bare(repair(typed)) if said in known), "")


@cache
def any_of(section: str) -> re.Pattern[str]:
    """Any phrase of a list, the longest first; an English one where words begin and end."""
    phrases = sorted({each for file in _files() for raw in file[section] for each in expand(raw)}, key=len)
    return re.compile("|".join(_pattern(phrase) for phrase in reversed(phrases)) or "(?!)", re.IGNORECASE)


def stars(typed: str) -> int | None:
    """How many stars that is, where it says nothing else: 4, ให้ 4 ดาว, ★★★★, ดีมาก."""
    text = repair(typed)
    if found := starred(text):
        rest = any_of("giving").sub(" ", found[1])
        return found[0] if not key(rest) or alone("light", rest) else None
    if re.fullmatch("[1-5]", text):
        return int(text)
    named = alone("stars", text)
    return int(named.removeprefix("s")) if named else None


def starred(text: str) -> tuple[int, str] | None:
    """The stars that are named as such, and what else is said; None where none are."""
    if found := re.search(_MARKED, text):
        for run in re.finditer(_MARKED, text):
            count = sum(letter in "★⭐" for letter in run[0])
            if _LEAST <= count <= _MOST:
                return count, f"{text[: run.start()]} {text[run.end() :]}".strip()
    pattern = rf"(?<![\d.])([1-5])\s*(?:{any_of('unit').pattern})(?:\s*(?:{any_of('full').pattern}))?"
    found = re.search(pattern, text, re.IGNORECASE)
    return (int(found[1]), f"{text[: found.start()]} {text[found.end() :]}".strip()) if found else None


def about(typed: str) -> tuple[str, int | None] | None:
    """What somebody wants to rate, in their words, and with how many stars if they say so; None: they do not."""
    text = repair(typed)
    found = starred(text)
    rest = found[1] if found else text
    opened = any_of("rating").match(rest)
    if opened is None and found is None:
        return None
    name = rest[opened.end() :] if opened else rest
    name = trimmed(any_of("giving").sub(" ", name, count=1) if found else name)
    return (name, found[0] if found else None) if name or found else None


def trimmed(name: str) -> str:
    """A name without what leads to it (วิชา), and what is polite behind it."""
    before = None
    while name != before:
        before = name
        lead = re.match(rf"\s*(?:{any_of('lead').pattern})\s*", name, re.IGNORECASE)
        name = name[lead.end() :] if lead else name
        tail = re.search(rf"\s*(?:{any_of('tail').pattern})\s*$", name, re.IGNORECASE)
        name = name[: tail.start()] if tail else name
    return name.strip(" “”\"'")


def _pattern(phrase: str) -> str:
    escaped = re.escape(phrase)
    return rf"(?<![a-z]){escaped}(?![a-z])" if phrase.isascii() and phrase[-1].isalpha() else escaped


@cache
def _known(section: str) -> dict[str, str]:
    return {name: phrase for name, phrase in _listed(section)}  # noqa: C416 - pairs of a generator


def _listed(section: str) -> Iterator[tuple[str, str]]:
    for file in _files():
        for name, phrases in file[section].items():
            for raw in phrases:
                for each in expand(raw):
                    yield key(each), name


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "feedback.toml")) for language in LANGUAGES)
