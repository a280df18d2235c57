"""The words of locales/*/report.toml, in both languages at once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand
from bot.thai.text import repair


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "report.toml")) for language in LANGUAGES)


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a list, the longest first."""
    found = {" ".join(each.split()) for file in _files() for raw in file[name] for each in expand(raw)}
    return tuple(sorted(found, key=len, reverse=True))


def is_near(typed: str) -> bool:
    """Whether there is a word in it without which nothing of this is meant."""
    lowered = typed.lower()
    return any(signal in lowered for signal in listed("signals"))


@cache
def named(section: str) -> tuple[tuple[str, str], ...]:
    """The words of a section, the longest first, each with what it stands for."""
    found = {
        (" ".join(each.split()), name)
        for file in _files()
        for name, several in file[section].items()
        for raw in several
        for each in expand(raw)
    }
    return tuple(sorted(found, key=lambda each: len(each[0]), reverse=True))


@cache
def any_of(name: str) -> re.Pattern[str]:
    """One of a list's words, whole where it is of Latin letters."""
    return re.compile("|".join(map(as_pattern, listed(name))), re.IGNORECASE)


def as_pattern(word: str) -> str:
    """`word` as a pattern: blanks may stand between Thai and Latin; Latin letters are no part of a longer word."""
    inner = r"\s*".join(re.escape(part) for part in re.findall(r"[^\s\u0e00-\u0e7f]+|[\u0e00-\u0e7f]+", word))
    before = r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalpha() else ""
    return f"{before}{inner}" + (r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "")


def polished(typed: str) -> str:
    """What was typed, repaired, without the polite words around it."""
    text = repair(typed).strip(" !.\n")
    while True:
        shorn = _shorn(text)
        if shorn == text:
            return text
        text = shorn


def _shorn(text: str) -> str:
    for place in (re.match, _at_end):
        for name in ("openers",) if place is re.match else ("tails",):
            found = place(any_of(name), text)
            if found and len(found[0]) < len(text):
                return (text[found.end() :] if place is re.match else text[: found.start()]).strip(" !.\n")
    return text


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next((match for match in pattern.finditer(text) if match.end() == len(text)), None)
