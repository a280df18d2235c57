"""What an organiser wants with a question: read from a button's data, or from what was typed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.messages import Choice
from bot.services.people.words import bare
from bot.texts import LANGUAGES, words
from bot.thai.text import key, repair


_OPENS = "question."
_TAP = re.compile(r"question\.([a-z]+):([0-9]{1,9})(?:\.([0-9]{1,9}))?")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True, slots=True)
class Said:
    """A wish, the number of the question that it is about (0: of none), and what was typed after that.

    `draft` counts the drafts of one answer: the button under a draft sends that one and no other.
    """

    wish: str
    number: int = 0
    rest: str = ""
    draft: int = 0


def choice(label: str, says: str, wish: str, number: int, draft: int = 0) -> Choice:
    return Choice(label, says, f"{_OPENS}{wish}:{number}" + (f".{draft}" if draft else ""))


def tapped(data: str) -> Said | None:
    """What a button of this room wants; None for any other."""
    found = _TAP.fullmatch(data)
    return Said(found[1], int(found[2]), draft=int(found[3] or 0)) if found else None


@lru_cache(maxsize=1000)
def typed(text: str) -> Said | None:
    """What was typed, where it is a wish of this room: in words alone, or with the number of a question."""
    if wish := _among("alone", text):
        return Said(wish)
    text = text.strip()
    found = _numbered().fullmatch(text.translate(_DIGITS))
    if found is None:
        return None
    wish = _known("numbered")[key(found["verb"])]
    return Said(wish, int(found["number"]), text[found.end("number") :].lstrip(" \n:,"))


def pressed(text: str) -> str:
    """The wish that `text` is where a message says about which question; "" where it is anything else."""
    return _among("numbered", text)


def drafted(text: str) -> str:
    """What is to be done with a draft: send, change or drop; "" where something else was typed."""
    return _among("draft", text)


def _among(section: str, text: str) -> str:
    """What `text` stands for in a section, with or without polite words around it; "" where it is not there."""
    wishes = _known(section)
    return next((wishes[said] for said in bare(repair(text)) if said in wishes), "")


@cache
def _phrases(section: str) -> dict[str, str]:
    """For each phrase in a section, what it stands for there."""
    return {
        phrase: name
        for language in LANGUAGES
        for name, phrases in tomllib.loads(words(language, "questions.toml"))[section].items()
        for phrase in phrases
    }


@cache
def _known(section: str) -> dict[str, str]:
    return {key(phrase): name for phrase, name in _phrases(section).items()}


@cache
def _numbered() -> re.Pattern[str]:
    verbs = "|".join(re.escape(phrase) for phrase in sorted(_phrases("numbered"), key=len, reverse=True))
    number = r"(?P<number>[0-9]{1,9})(?:[\s:,]+(?P<rest>.+))?"
    return re.compile(rf"(?P<verb>{verbs})\s*(?:ที่|ข้อที่|ข้อ|no\.?|#)?\s*{number}", re.IGNORECASE | re.DOTALL)
