"""The words of locales/*/leave.toml, in both languages at once."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import Any

from bot.services.people.words import bare
from bot.texts import LANGUAGES, words
from bot.thai.lexicon import MASK, expand
from bot.thai.text import key, repair


_GAP = rf"[\s{MASK}]*"


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "leave.toml")) for language in LANGUAGES)


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a list, the longest first."""
    found = {each.lower() for file in _files() for phrase in file[name] for each in expand(phrase)}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def any_of(name: str) -> str:
    """A pattern for any word of a list: a blank in it may be typed or not, and something masked may stand there.

    An English word is not found within another.
    """
    return "|".join(_pattern(each) for each in listed(name)) or "(?!)"


@cache
def found(name: str) -> re.Pattern[str]:
    return re.compile(any_of(name))


@cache
def run_of(*names: str, ends: bool = False) -> re.Pattern[str]:
    """Words of these lists and what is no letter, one after the other; `ends`: to the end of the text."""
    longest_first = sorted({each for name in names for each in listed(name)}, key=len, reverse=True)
    words_ = "|".join(map(_pattern, longest_first))
    # Never tried again in another way: some words are made of others, and the ways double with each.
    return re.compile(rf"(?:[^\w\u0e01-\u0e4e.()“”]|{words_})++" + ("$" if ends else ""))


def _pattern(phrase: str) -> str:
    parts = [re.escape(part) for part in phrase.split()]
    if "a" <= phrase[:1] <= "z":
        spaced = r"\s+".join(parts)
        return rf"(?<![a-z]){spaced}(?![a-z])"
    return _GAP.join(parts)


@cache
def _known(section: str) -> dict[str, str]:
    return {
        key(each): name
        for file in _files()
        for name, phrases in file[section].items()
        for phrase in phrases
        for each in expand(phrase)
    }


@lru_cache(maxsize=1000)
def alone(section: str, text: str) -> str:
    """What `text` stands for in a section, with or without polite words around it; "" where it is not there."""
    wishes = _known(section)
    return next((wishes[said] for said in bare(repair(text)) if said in wishes), "")


@cache
def _numbered() -> re.Pattern[str]:
    verbs = sorted(
        {phrase for file in _files() for several in file["numbered"].values() for phrase in several}, key=len
    )
    verb = "|".join(re.escape(phrase) for phrase in reversed(verbs))
    return re.compile(rf"(?P<verb>{verb})\s*(?:ที่|no\.?|#)?\s*(?P<number>[0-9]{{1,9}})", re.IGNORECASE)


def numbered(text: str) -> tuple[str, int] | None:
    """A wish, and the number of the request that it is about."""
    match = _numbered().fullmatch(repair(text))
    if match is None:
        return None
    return _known("numbered")[key(match["verb"])], int(match["number"])
