"""The words of locales/*/people.toml, in both languages at once, by the keys under which spellings are compared."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache

from bot.texts import LANGUAGES, words
from bot.thai.text import key, repair


@cache
def known(section: str) -> dict[str, str]:
    """For the key of each phrase in a section, what it stands for there."""
    return {
        key(phrase): name
        for language in LANGUAGES
        for name, phrases in tomllib.loads(words(language, "people.toml"))[section].items()
        for phrase in phrases
    }


@lru_cache(maxsize=1000)
def wish(typed: str) -> str:
    """What `typed` wants, as [commands] names it; "" where it is anything else, or more than that."""
    wishes = known("commands")
    return next((wishes[said] for said in _stages(key(repair(typed))) if said in wishes), "")


def bare(typed: str) -> str:
    """The key of `typed` without the polite words around it."""
    return _stages(key(typed))[-1]


def _stages(said: str) -> list[str]:
    """`said` and what is left of it as polite words are taken off, one at a time."""
    stages = [said]
    while rest := _less(stages[-1]):
        stages.append(rest)
    return stages


def _less(said: str) -> str:
    for phrase, place in known("polite").items():
        if place == "before" and said.startswith(phrase):
            return said.removeprefix(phrase)
        if place == "after" and said.endswith(phrase):
            return said.removesuffix(phrase)
    return ""
