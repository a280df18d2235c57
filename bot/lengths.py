"""How long a text is by a platform's own count, and how it is cut: between words, and never inside a letter.

A letter is a grapheme cluster (Unicode Standard Annex 29): what people see as one, such as น้ำ.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Measure = Callable[[str], int]
    Words = Callable[[str], Sequence[str]]
    """The words of a text with everything between them: joined, they are the text."""


def clusters(text: str) -> list[str]:
    """The letters of `text`; joined, they are the text."""
    return regex.findall(r"\X", text)


def letters(text: str) -> int:
    """How many letters people see in `text`; LINE counts labels so."""
    return len(clusters(text))


def utf16(text: str) -> int:
    """How many UTF-16 units `text` has; LINE and Telegram count messages so."""
    return len(text.encode("utf-16-le", "replace")) // 2


def octets(text: str) -> int:
    """How many bytes `text` has in UTF-8."""
    return len(text.encode("utf-8", "replace"))


def cut(text: str, most: int, measure: Measure = letters) -> str:
    """`text`, or as many of its letters as fit with an ellipsis in place of the rest. `most` is at least 1."""
    if measure(text) <= most:
        return text
    kept = _fitting(clusters(text), most - measure("…"), measure)
    return f"{kept.rstrip()}…"


def pieces(text: str, most: int, measure: Measure, words: Words) -> list[str]:
    """`text` in pieces of at most `most`: cut between lines where that will do, or words, or letters where it must.

    Nothing is lost but the white space at a cut; a letter that is too long by itself is one. An empty text has none.
    """
    found, _ = _packed(text.strip(), most, measure, [_lines, words, clusters])
    return [piece.rstrip() for piece in found]


def _packed(text: str, most: int, measure: Measure, ways: Sequence[Words]) -> tuple[list[str], int]:
    """`text` in as few pieces as hold its parts, and what still fits into the last; the ways to cut are coarse to fine.

    A part that is too long by itself is cut in the next way. Each part is measured once for each way.
    """
    found: list[str] = []
    room = 0
    cut, *finer = ways
    for part in cut(text):
        if found and (size := measure(part)) <= room:
            found[-1] += part
            room -= size
        elif not (begun := part.lstrip()):
            room = 0  # white space at a cut: what comes next begins a piece
        elif finer and measure(begun) > most:
            more, room = _packed(begun, most, measure, finer)
            found += more
        else:
            found.append(begun)
            room = most - measure(begun)
    return found, room


def _lines(text: str) -> list[str]:
    """The lines of `text`, each after the first with the break before it."""
    return re.split("(?=\n)", text)


def _fitting(parts: Iterable[str], most: int, measure: Measure) -> str:
    """As many of the parts, from the first, as together measure at most `most`."""
    return "".join(_while(parts, most, measure))


def _while(parts: Iterable[str], most: int, measure: Measure) -> Iterator[str]:
    for part in parts:
        most -= measure(part)  # every measure here adds up over parts that end between letters
        if most < 0:
            return
        yield part
