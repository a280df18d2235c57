"""How an announcement is begun in words: ประกาศ …, แจ้งทุกคนว่า …, ส่งข้อความถึงทีมเหนือ: …."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand


if TYPE_CHECKING:
    from collections.abc import Iterator


_LONGEST = 200  # letters of whom it is for
_SPLITS = 6  # places at which that may end, of each kind
_QUESTION = 40  # letters after ประกาศ and a blank; more asks the readers and not the bot
_SHORT = 4  # letters by which a name alone says whom something is for
_DIVIDED = ("line", "that")  # how whom it is for may end: at a colon or a line, before ว่า
_HEAD = re.compile(r"(?:[^:：\n]{0,40}\b(?:team|group|role|name|unheard)\s*:)?[^:：\n]*[:：\n]", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\Z")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read it: whom it is for, in the words that were typed ("": nobody is named), and what it says."""

    whom: str
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """`ways`: of these, the first whose `whom` is known is meant; the last one is, where none is and it is `sure`.

    Not `sure`: it is no announcement unless somebody is known. `plain`: it begins with the word ประกาศ, and a colon, a
    line or ว่า stands before its text. `loose`: that word does not stand by itself, so that it may be something else.
    """

    ways: tuple[Way, ...]
    sure: bool = True
    plain: bool = False
    loose: bool = False


@lru_cache(maxsize=200)
def opening(text: str) -> Opening | None:
    """None where `text` begins no announcement. To be believed from organisers alone."""
    whole = text.strip()
    if found := re.match(rf"{_before()}(?:{_any('opens')})", whole, re.IGNORECASE):
        return _announced(whole[found.end() :])
    if found := re.match(
        rf"{_before()}(?P<verb>{_any('tells')})\s*(?P<to>(?:(?:{_any('to')})\s*)*)", whole, re.IGNORECASE
    ):
        writes = re.fullmatch(_any("writes"), found["verb"], re.IGNORECASE) is not None and bool(found["to"])
        return _told(whole[found.end() :], writes=writes)
    return None


def _announced(after: str) -> Opening | None:
    """What follows the word ประกาศ."""
    polite = re.match(rf"\s*{_fillers()}(?=\s|{_any('that')}|[:：]|$)", after)
    rest = after[polite.end() :] if polite else after
    glued = not polite and not rest[:1].isspace()
    rest = rest.lstrip(" \t")
    if not rest.strip():
        return Opening((Way("", ""),))
    if lead := re.match(rf"(?P<urgent>{_any('urgent')})?\s*(?={_any('leads')})", rest, re.IGNORECASE):
        return _aimed(re.sub(rf"^(?:(?:{_any('to')})\s*)+", "", rest[lead.end() :]), (lead["urgent"] or "").strip())
    if divided := re.match(r"[:：\n]" if glued else r"[:：\n]|[-–—](?=\s)", rest):
        return Opening((Way("", rest[divided.end() :].strip()),), plain=True)
    that = re.match(_any("that"), rest)
    text = rest[that.end() if that else 0 :].lstrip(" \t\n.,:：").rstrip()
    glued = glued and not that
    return Opening((Way("", text),), loose=glued) if text and not _asks(text, glued=glued) else None


def _aimed(said: str, urgent: str) -> Opening:
    """Whom it is for follows, and perhaps what it says, which is then as `urgent` as was said."""
    whole = Way(_bare(said), "")
    ways = [
        (kind, Way(way.whom, f"{urgent}: {way.text}" if urgent and way.text else way.text)) for kind, way in _ways(said)
    ]
    divided = [way for kind, way in ways if kind in _DIVIDED]
    one_line = [whole] if whole.whom and "\n" not in said.strip() else []
    last = [*divided, *one_line, *(way for _, way in reversed(ways)), whole][:1]
    return Opening((*one_line, *(way for _, way in ways), *last), plain=bool(divided))


def _told(said: str, *, writes: bool) -> Opening | None:
    """After แจ้ง or บอก, which may begin anything: whom it is for is to be known, and something to be said.

    After words that do write to somebody (`writes`), whom that is for is enough.
    """
    ways = [(kind, way) for kind, way in _ways(said) if not _is_nothing(way.text) and _is_whom(way.whom, kind)]
    named = [way for kind, way in ways if kind in _DIVIDED and (writes or _is_people(way.whom))]
    whole = []
    if writes and "\n" not in said.strip() and _bare(said) and not _asks(said, glued=True):
        whole = [Way(_bare(said), "")]
    found = (*whole, *(way for _, way in ways), *[*named, *whole][:1])
    return Opening(found, sure=bool(named or whole), loose=True) if found else None


def _ways(said: str) -> Iterator[tuple[str, Way]]:
    """Whom it is for may end at a colon or a line, before ว่า, at a blank, or with a word for everybody."""
    start = said[:_LONGEST]
    head, glued = _HEAD.match(said), re.match(rf"(?:{_any('everybody')})", said, re.IGNORECASE)
    blanks = [("blank", *found.span()) for found in islice(re.finditer(r"[ \t]+(?=\S)", start), _SPLITS)]
    places = [
        *([("clock" if _CLOCK.search(head[0]) else "line", head.end() - 1, head.end())] if head else []),
        *(("that", *found.span()) for found in islice(re.finditer(_any("that"), start), _SPLITS)),
        *reversed(blanks),
        *([("blank", glued.end(), glued.end())] if glued else []),
    ]
    for kind, end, begin in places:
        if 0 < len(whom := _bare(said[:end])) <= _LONGEST:
            yield kind, Way(whom, _text(said[begin:]))


def _text(said: str) -> str:
    """What is announced, without the words that join it to whom it is for."""
    said = said.strip()
    joined = re.match(rf"(?:{_fillers()})?\s*(?:{_any('that')}|[:：])|{_fillers()}(?=\s|$)", said)
    return said[joined.end() if joined else 0 :].strip()


def _is_nothing(text: str) -> bool:
    return len(text) <= _QUESTION and not re.sub(rf"{_any('fillers')}|{_any('nothing')}", "", text).strip()


def _is_whom(whom: str, kind: str) -> bool:
    """By a word such as ทีม or คุณ; a name alone must be long enough, and ว่า or a colon must follow it."""
    return _is_people(whom) or (kind in _DIVIDED and len(whom) >= _SHORT)


def _is_people(whom: str) -> bool:
    return re.match(_any("people"), whom, re.IGNORECASE) is not None


def _bare(whom: str) -> str:
    """Without the polite words behind it; anything too long is nobody."""
    if len(whom) > 2 * _LONGEST:
        return ""
    return re.sub(rf"\s*{_fillers()}$", "", whom.strip()).strip()


def _asks(text: str, *, glued: bool) -> bool:
    """Whether it asks the bot: ประกาศผลวันไหน. ใครยังไม่ส่งงาน … is said to those who did not."""
    if glued and (re.match(_any("compounds"), text, re.IGNORECASE) or not _LETTER.match(text)):
        return True
    if glued and not re.search(r"\s", text) and re.match(_any("results"), text):
        return True
    if re.match(_any("asking"), text, re.IGNORECASE):
        return True
    ends = re.search(
        rf"(?:{_any('asking')}|{_any('who')})\s?(?:{_any('asked')}|\s|[.!?])*$|[?？]$", text[-_QUESTION:], re.IGNORECASE
    )
    return ends is not None and (glued or len(text) <= _QUESTION)


def known(section: str) -> tuple[str, ...]:
    """The phrases of a section in both languages, the longest first."""
    return tuple(sorted({each for phrase in _all(section) for each in expand(phrase)}, key=len, reverse=True))


@cache
def files() -> tuple[dict[str, Any], ...]:
    """The words of this room, a document for each language."""
    return tuple(tomllib.loads(words(language, "announce.toml")) for language in LANGUAGES)


def _all(section: str) -> Iterator[str]:
    for document in files():
        yield from document[section]


@cache
def _any(section: str) -> str:
    """A pattern of any phrase in a section."""
    return "|".join(map(_pattern, known(section))) or "(?!)"


def _pattern(phrase: str) -> str:
    """However แ was typed; and an English word is whole."""
    return re.escape(phrase).replace("แ", "(?:แ|เเ)") + ("(?![A-Za-z])" if phrase[-1:].isascii() else "")


@cache
def _before() -> str:
    """What may stand before: a picture, a mark, polite words."""
    return rf"(?:[^\w\u0e00-\u0e7f])*(?:(?:{_any('before')})\s*)*"


@cache
def _fillers() -> str:
    return rf"(?:{_any('fillers')})(?:\s*(?:{_any('fillers')}))*"
