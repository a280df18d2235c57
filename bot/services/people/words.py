"""The words of locales/*/people.toml, in both languages at once, by the keys under which spellings are compared.

And the wishes of rooms that people have but one way to ask of: all that is typed is one of the phrases of its file.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Inbound


_LONGEST = 60  # letters of a wish with all its polite words


@cache
def known(section: str) -> dict[str, str]:
    """For the key of each phrase in a section, what it stands for there."""
    return dict(_phrases(section))


@cache
def _phrases(section: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key(each), name)
        for language in LANGUAGES
        for name, phrases in tomllib.loads(words(language, "people.toml"))[section].items()
        for phrase in phrases
        for each in expand(phrase)
    )


@lru_cache(maxsize=1000)
def wish(typed: str) -> str:
    """What `typed` wants, as [commands] names it; "" where it is anything else, or more than that."""
    wishes = known("commands")
    return next((wishes[said] for said in bare(repair(typed)) if said in wishes), "")


def wanted(here: Inbound, room: str) -> str:
    """The wish in locales/*/`room`.toml that somebody types, or taps as a button's mere words; "" where it is none."""
    return wish_in(room, here.text) if here.kind in ("text", "tap") and not here.data else ""


@lru_cache(maxsize=4000)
def wish_in(room: str, typed: str) -> str:
    """What `typed` wants, as locales/*/`room`.toml names it; "" where it is anything else, or more than that."""
    wishes = _wishes(room)
    return next((wishes[said] for said in bare(repair(typed)) if said in wishes), "")


@cache
def _wishes(room: str) -> dict[str, str]:
    return {
        key(each): name
        for language in LANGUAGES
        for name, phrases in tomllib.loads(words(language, f"{room}.toml")).items()
        for phrase in phrases
        for each in expand(phrase)
    }


def bare(typed: str) -> list[str]:
    """The key of `typed`, and what is left of it without one or more of the polite words around it."""
    stages = [key(typed)]
    if len(stages[0]) > _LONGEST:
        return stages
    for said in stages:
        stages += [rest for rest in _less(said) if rest not in stages]
    return stages


def _less(said: str) -> Iterator[str]:
    """What is left of `said` without its first or last polite word; which that is may be read in several ways.

    Where two words meet in the same consonant, the key has it once: it may be of either.
    """
    for phrase, place in _phrases("polite"):
        if place == "before" and said.startswith(phrase):
            yield said.removeprefix(phrase)
            yield said[len(phrase) - 1 :]
        if place == "after" and said.endswith(phrase):
            yield said.removesuffix(phrase)
            yield said[: len(said) - len(phrase) + 1]
