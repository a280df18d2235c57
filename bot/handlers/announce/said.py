"""What an organiser wants with an announcement: read from a button's data, or from what was typed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.messages import Choice
from bot.services.people.words import bare
from bot.texts import LANGUAGES, words
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Iterator


_OPENS = "announce."
_TAP = re.compile(r"announce\.([a-z]+):([0-9]{1,9})(?:\.([0-9A-Za-z-]{1,20}))?")
_IN = re.compile(r"announce\.in:(.{1,200})", re.DOTALL)
_HEAD = re.compile(
    r"\s*(?P<head>(?:[^:：\n]{0,40}\b(?:team|group|role|name|unheard)\s*:)?[^:：\n]{1,200})[:：\n](?P<body>.*)",
    re.DOTALL | re.IGNORECASE,
)
_SPACED = re.compile(r"(?P<opener>\S+)[ \t]+(?P<body>\S.*)", re.DOTALL)
_OPENING = 300  # letters in which an announcement is seen to begin
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
    return _numbered_wish(text) or _opening(text)


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


def _opening(text: str) -> Said | None:
    """An announcement in one go: ประกาศถึงทีมเหนือ: … or ประกาศ พรุ่งนี้ …, or only whom it is for.

    Without a colon, or a line for its beginning, it is one only where it asks nothing: ประกาศผลวันไหน is a question.
    """
    found = _HEAD.fullmatch(text)
    opened = _opened(repair(found["head"])) if found else None
    if found and opened is not None and (not opened or _leads(opened)):
        return Said("new", rest=found["body"].strip(), whom=_whom(opened))
    whole = text.strip()
    opened = _opened(repair(whole[:_OPENING]))
    if not opened:
        return None
    if _leads(opened) and "\n" not in whole:
        return Said("new", whom=_whom(opened))
    spaced = _SPACED.fullmatch(whole)
    if spaced and _opened(spaced["opener"]) == "" and not _asking(whole):
        return Said("new", rest=spaced["body"])
    return None


def _opened(head: str) -> str | None:
    """What is said after ประกาศ at the beginning of `head`; None where it does not begin so."""
    for opener in _phrases("opens"):
        rest = head[len(opener) :]
        if head[: len(opener)].casefold() == opener and not (opener.isascii() and rest[:1].isalpha()):
            return rest.strip()
    return None


def _whom(opened: str) -> str:
    """Whom it is for, without the word before that."""
    before = next((to for to in _phrases("to") if opened.casefold().startswith(to)), "")
    return opened[len(before) :].strip()


def _leads(head: str) -> bool:
    return any(head.casefold().startswith(lead) for lead in _phrases("leads"))


def _asking(text: str) -> bool:
    return any(word in text.casefold() for word in _phrases("asking"))


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "announce.toml")) for language in LANGUAGES)


@cache
def _phrases(section: str) -> tuple[str, ...]:
    """The phrases of a section, the longest first."""
    return tuple(sorted({phrase for file in _files() for phrase in file[section]}, key=len, reverse=True))


@cache
def _known(section: str) -> dict[str, str]:
    return {key(phrase): name for phrase, name in _named(section)}


def _named(section: str) -> Iterator[tuple[str, str]]:
    for file in _files():
        for name, phrases in file[section].items():
            yield from ((phrase, name) for phrase in phrases)


@cache
def _numbered() -> re.Pattern[str]:
    verbs = "|".join(re.escape(phrase) for phrase, _ in sorted(_named("numbered"), key=lambda named: -len(named[0])))
    what = "|".join(re.escape(phrase) for phrase in _phrases("what"))
    number = r"(?:ที่|เลขที่|ฉบับที่|no\.?|#)?\s*(?P<number>[0-9]{1,9})"
    return re.compile(rf"(?P<verb>(?:{verbs})?)\s*(?:{what})\s*{number}", re.IGNORECASE)
