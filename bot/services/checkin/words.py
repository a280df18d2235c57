"""The words of locales/*/checkin.toml, in both languages at once."""

from __future__ import annotations

import tomllib
from functools import cache

from bot.texts import LANGUAGES, words
from bot.thai.coded import plain
from bot.thai.lexicon import expand
from bot.thai.text import key, repair


@cache
def phrases(section: str) -> tuple[str, ...]:
    """The keys of the phrases of a section, the longest first."""
    files = [tomllib.loads(words(language, "checkin.toml")) for language in LANGUAGES]
    found = {key(each) for file in files for phrase in file[section] for each in expand(phrase)}
    return tuple(sorted(found, key=len, reverse=True))


def begins(typed: str) -> bool:
    """Whether a word is there that is said with a code."""
    said = key(repair(typed))
    return any(word in said for word in phrases("with_code"))


def is_alone(typed: str, joined: str) -> bool:
    """Whether the letters and digits in what was typed, `joined`, are all that there is, but for polite words."""
    rest = key(plain(typed)).replace(key(joined), "", 1) if len(joined) > 1 else key(typed)
    return rest in ("", *phrases("polite"))


def starts(typed: str) -> bool:
    """Whether it begins with such a word."""
    return key(repair(typed)).startswith(phrases("checks"))


def bare(typed: str) -> str:
    """What was typed in its key, without the word that it begins with."""
    said = key(repair(typed))
    return next((said.removeprefix(word) for word in phrases("checks") if said.startswith(word)), said)
