"""What an organiser asks for, as typed: the wish, and the words for what it is about (locales/*/results.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand
from bot.thai.text import repair


What = Literal["excel", "share", "results", "comments", "names"]
_WHATS: tuple[What, ...] = ("excel", "share", "results", "comments")
_LONGEST = 150  # letters
_AROUND = " !.\n?"


@dataclass(frozen=True, slots=True)
class Wish:
    """`about` are the words for what it is about, "" for the whole; `names`: what each person answered."""

    what: What
    about: str = ""


@lru_cache(maxsize=1000)
def read(typed: str) -> Wish | None:
    """What is wanted; None where it is anything else. What it is about may still be nothing at all."""
    lowered = typed.lower()
    if len(typed) > _LONGEST or not any(signal in lowered for signal in _listed("signals")):
        return None
    if _any_of("asks").search(typed):
        return None
    text = _polished(typed)
    by_name = _any_of("by_name").search(text)
    if by_name:
        text = _polished(f"{text[: by_name.start()]} {text[by_name.end() :]}")
    for what in _WHATS:
        if found := _wishes(what).match(text):
            about = _about(text[found.end() :])
            return Wish("names" if by_name and what in ("results", "comments") else what, about)
    return None


def _about(rest: str) -> str:
    rest = rest.strip(_AROUND)
    while not _any_of("whole").fullmatch(rest) and (found := _any_of("about").match(rest)):
        rest = rest[found.end() :].strip(_AROUND)
    return "" if _any_of("whole").fullmatch(rest) else rest


def _polished(typed: str) -> str:
    """Repaired, without the words around it that ask politely, and say nothing else."""
    text = repair(typed).strip(_AROUND)
    while True:
        shorn = _shorn(text)
        if shorn == text:
            return text
        text = shorn


def _shorn(text: str) -> str:
    """A wish that begins like an opener (สรุปผลประเมิน) is left whole."""
    begun = any(_wishes(what).match(text) for what in _WHATS)
    if not begun and (found := _any_of("openers").match(text)) and found.end() < len(text):
        return text[found.end() :].strip(_AROUND)
    ends = (found for found in _any_of("tails").finditer(text) if found.end() == len(text))
    end = next(ends, None)
    return text[: end.start()].strip(_AROUND) if end and end.start() else text


@cache
def _wishes(what: What) -> re.Pattern[str]:
    raw = [each for file in _files() for each in file["wishes"][what]]
    return _pattern(raw)


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return _pattern([each for file in _files() for each in file[name]])


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(each for file in _files() for raw in file[name] for each in expand(raw))


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "results.toml")) for language in LANGUAGES)


def _pattern(raw: list[str]) -> re.Pattern[str]:
    """Any of these, the longest first; Latin letters are no part of a longer word, blanks may stand beside Thai."""
    phrases = sorted({" ".join(each.split()) for one in raw for each in expand(one)}, key=len, reverse=True)
    return re.compile("|".join(_word(each) for each in phrases if each), re.IGNORECASE)


def _word(phrase: str) -> str:
    inner = r"\s*".join(re.escape(part) for part in re.findall(r"[^\s\u0e00-\u0e7f]+|[\u0e00-\u0e7f]+", phrase))
    before = r"(?<![A-Za-z])" if phrase[0].isascii() and phrase[0].isalpha() else ""
    return f"{before}{inner}" + (r"(?![A-Za-z])" if phrase[-1].isascii() and phrase[-1].isalpha() else "")
