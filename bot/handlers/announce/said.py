"""What an organiser wants with an announcement: read from a button's data, or from what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.handlers.announce.opening import files, known, opening
from bot.messages import Choice
from bot.services.people.words import bare
from bot.thai.lexicon import expand
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Iterator


_OPENS = "announce."
_TAP = re.compile(r"announce\.([a-z]+):([0-9]{1,9})(?:\.([0-9A-Za-z-]{1,20}))?")
_IN = re.compile(r"announce\.in:(.{1,200})", re.DOTALL)
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True, slots=True)
class Said:
    """A wish, the number of the announcement that it is about (0: of none, or the one at hand), and what goes with it.

    `whom` is what was typed of whom it is for, `rest` its text, or a programme's code. `mark` is of the button: which
    version of a draft it was under, a moment, a page.
    """

    wish: str
    number: int = 0
    rest: str = ""
    whom: str = ""
    mark: str = ""


def choice(label: str, says: str, wish: str, number: int, mark: str = "") -> Choice:
    return Choice(label, says, f"{_OPENS}{wish}:{number}" + (f".{mark}" if mark else ""))


def choice_in(label: str, says: str, programme: str) -> Choice:
    """The button that says which programme (by its code) is meant."""
    return Choice(label, says, f"{_OPENS}in:{programme}")


def tapped(data: str) -> Said | None:
    """What a button of this room wants; None for any other."""
    if found := _IN.fullmatch(data):
        return Said("in", rest=found[1])
    found = _TAP.fullmatch(data)
    return Said(found[1], int(found[2]), mark=found[3] or "") if found else None


@lru_cache(maxsize=200)
def typed(text: str) -> Said | None:
    """What was typed, where it is a wish of this room by itself, whatever was said before."""
    if wish := among("alone", text):
        return Said(wish)
    if said := _numbered_wish(text):
        return said
    begun = opening(text)
    return Said("new", rest=begun.ways[-1].text, whom=begun.ways[-1].whom) if begun and begun.sure else None


def begins(text: str) -> bool:
    """Whether what was typed, perhaps under a picture, is the beginning of an announcement."""
    found = typed(text)
    return found is not None and found.wish == "new"


def among(section: str, text: str) -> str:
    """What `text` stands for in a section, with or without polite words around it; "" where it is not there."""
    wishes = _known(section)
    return next((wishes[said] for said in bare(repair(text)) if said in wishes), "")


def _numbered_wish(text: str) -> Said | None:
    found = _numbered().fullmatch(text.strip().translate(_DIGITS))
    if found is None:
        return None
    verb = key(found["verb"])
    wish = _known("numbered").get(verb) if verb else "show"
    return Said(wish, int(found["number"])) if wish else None


@cache
def _known(section: str) -> dict[str, str]:
    return {key(phrase): name for phrase, name in _named(section)}


def _named(section: str) -> Iterator[tuple[str, str]]:
    for file in files():
        for name, phrases in file[section].items():
            yield from ((each, name) for phrase in phrases for each in expand(phrase))


@cache
def _numbered() -> re.Pattern[str]:
    verbs = "|".join(re.escape(phrase) for phrase, _ in sorted(_named("numbered"), key=lambda named: -len(named[0])))
    what = "|".join(re.escape(phrase) for phrase in known("what"))
    number = r"(?:ที่|เลขที่|ฉบับที่|no\.?|#)?\s*(?P<number>[0-9]{1,9})"
    return re.compile(rf"(?P<verb>(?:{verbs})?)\s*(?:{what})\s*{number}", re.IGNORECASE)
