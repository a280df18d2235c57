"""What can be named in a programme, and the ways in which it may be called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.thai.lexicon import lexicon
from bot.thai.people import parts_of
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterator


Kind = Literal["session", "speaker", "venue", "module", "group", "programme", "contact"]

_WHOLE = 100
_LEAST = 4  # letters (of the key) of a part that may stand for the whole
_EDGE = "กับ|และ|เพื่อ|ด้วย|สำหรับ|ของ|ใน|สู่|for|of|and|the|with|in"
_THAI = "[\u0e01-\u0e4e]"
_PARTS = re.compile(
    r"[:()\[\]\u201c\u201d\"/|]| [-\u2013\u2014] "
    rf"|(?<={_THAI}) +(?=[A-Za-z])|(?<=[A-Za-z0-9]) +(?={_THAI})"
)
_TRIM = re.compile(rf"^(?:(?:{_EDGE})(?:\s+|(?={_THAI})))+|\s+(?:{_EDGE})$", re.IGNORECASE)
_ROOM = re.compile(r"^(?:ห้อง|อาคาร|ตึก|ศูนย์|โรงแรม|สนาม|room|hall)\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be named: `names` and `aliases` in any language; `notes` are other words that are about it."""

    kind: Kind
    code: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found at [start, end) of what was read (a message may be read without its asides), and whom it may mean.

    `sure` is 100 for a name as it is written, 99 for a part of one, less for a guess at a misspelling.
    """

    kind: Kind
    codes: tuple[str, ...]
    start: int
    end: int
    sure: int
    name: str

    @property
    def rank(self) -> int:
        """0 for a whole name, 1 for a part of one or a guess."""
        return int(self.sure < _WHOLE)


def variants(entry: Entry) -> Iterator[tuple[int, str]]:
    """Every way to call the entry, with its rank: 0 for what the programme calls it, 1 for a part of that."""
    for name in (*entry.names, *entry.aliases):
        yield 0, name
    for name in entry.names:
        if entry.kind in {"speaker", "contact"}:
            yield from ((1, part) for part in parts_of(name))
            continue
        yield from ((0, part) for part in _BRACKETED.findall(name) if not _plain(part))
        if found := numbered(name):
            yield 1, found[0]
        pieces = (_TRIM.sub("", piece.strip()) for piece in _PARTS.split(name) if piece)
        yield from ((1, piece) for piece in pieces if _tells(piece))
        if entry.kind == "venue":
            yield from ((1, piece) for piece in _rooms(name) if _tells(piece))


def numbered(name: str) -> tuple[str, int] | None:
    """A numbered name without its number, and the number: คลินิกโครงงานครั้งที่ 2 is 2 of คลินิกโครงงาน."""
    found = lexicon().ordinals.search(name.lower())
    base = _TRIM.sub("", name[: found.start()].strip(" :-")) if found else ""
    if not found or not base or _plain(base):
        return None
    return base, lexicon().number(found[1])


def _rooms(name: str) -> Iterator[str]:
    """A place without its floor, its address and the word for what it is."""
    for piece in (
        name,
        name.split(" ชั้น ", maxsplit=1)[0],
        name.split(",", maxsplit=1)[0],
        name.split(" ", maxsplit=1)[0],
    ):
        yield piece
        yield _ROOM.sub("", piece)


def _tells(name: str) -> bool:
    return len(key(name)) >= _LEAST and not _plain(name)


def _plain(name: str) -> bool:
    """Whether `name` is made of question words alone, so that it names nothing: ศึกษาดูงาน, ครั้งที่ 2."""
    rest = lexicon().ordinals.sub(" ", name.lower())
    return all(unit.tags for unit in lexicon().units(rest))
