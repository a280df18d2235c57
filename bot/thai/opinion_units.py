"""A comment cut into units: the words that opinions.toml knows, and what stands between them.

The cut is the cheapest over our words and PyThaiNLP's, where a word of ours costs half: that finds ดี in อาหารดี but
not in วิดีโอ, and needs no second lexicon in memory.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.thai.opinion_words import vocabulary
from bot.thai.text import key, thai_lexicon


if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLET = r"(?:(?<=^)|(?<=\s))(?:\d{1,2}[.)]|[-–—*])(?=\s|[\u0e01-\u0e4e])"
_STOP = r"(?<=[\u0e01-\u0e4ea-z]{3})\.(?=\s|$)"  # no abbreviation's (อ. ดร.)
_PIECE = re.compile(
    rf"(?P<strong>[\r\n;!?/|•●▪➢✓]+|{_BULLET}|{_STOP})"
    r"|(?P<gap>[\s,:()\[\]\"'“”‘’.+_~…=&-]+)"
    r"|(?P<latin>[a-z0-9%]+(?:[-'’.][a-z0-9]+)*)"
    r"|(?P<thai>[\u0e01-\u0e4e]+)"
    r"|(?P<sign>.)"
)
_OURS, _KNOWN, _UNKNOWN = 0.45, 1.0, 2.0  # what a word of each kind costs, and an unknown letter
_INSIDE = frozenset(
    "\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e45\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
_LEADING = frozenset("เแโใไ")
_WINDOW = 3  # units that may be one misspelt word
_SLIP = 6  # letters of a key that may have one slip in it


@dataclass(frozen=True, slots=True)
class Unit:
    """`known` is whether it is a word at all."""

    text: str
    start: int
    end: int
    marks: frozenset[str]
    known: bool = True

    def of(self, kind: str) -> tuple[str, ...]:
        """The themes of its marks of a kind: "theme", "hint" or "otherwise"."""
        return _themes(self.marks, kind)


@cache
def _themes(marks: frozenset[str], kind: str) -> tuple[str, ...]:
    return tuple(sorted(mark.removeprefix(f"{kind}:") for mark in marks if mark.startswith(f"{kind}:")))


_STRONG, _GAP, _BLANK, _POLITE = (frozenset({mark}) for mark in ("strong", "gap", "blank", "polite"))
_COMMA = frozenset({"gap", "comma"})


def cut(text: str) -> list[Unit]:
    """`text` (repaired, lower case) as units, breaks among them."""
    marks = vocabulary().marks
    units: list[Unit] = []
    at = 0
    while match := _PIECE.match(text, at):
        kind, start, at = match.lastgroup, match.start(), match.end()
        if kind == "thai":
            units += _thai(match[0], start)
        elif kind == "strong":
            units.append(Unit(match[0], start, at, _STRONG))
        elif kind == "gap":
            beside_latin = match[0] == " " and (text[start - 1 : start].isascii() or text[at : at + 1].isascii())
            mark = _BLANK if beside_latin else _GAP if match[0].isspace() else _COMMA
            units.append(Unit(match[0], start, at, mark))
        elif kind == "latin" and match[0].strip("5") == "":  # laughter
            units.append(Unit(match[0], start, at, _POLITE))
        elif phrase := _latin(text, start):
            at = start + len(phrase)
            units.append(Unit(phrase, start, at, marks[phrase]))
        elif kind == "latin" or unicodedata.category(match[0]) == "So":
            units.append(Unit(match[0], start, at, frozenset()))
    return units


def _latin(text: str, start: int) -> str:
    """The longest phrase of ours (too much) that stands here, whole words only; "" where there is none."""
    for phrase in reversed(vocabulary().trie.prefixes(text, start)):
        after = text[start + len(phrase) : start + len(phrase) + 1]
        if not (phrase[-1].isascii() and phrase[-1].isalnum() and after.isascii() and after.isalnum()):
            return phrase
    return ""


def _thai(run: str, offset: int) -> list[Unit]:
    return _mended(
        [
            Unit(word, offset + start, offset + start + len(word), marks, known)
            for word, start, marks, known in _cheapest(run)
        ]
    )


def _cheapest(run: str) -> Iterator[tuple[str, int, frozenset[str], bool]]:
    ours, lexicon = vocabulary(), thai_lexicon()
    cuts = [*(place for place in range(len(run)) if _is_cut(run, place)), len(run)]
    costs = dict.fromkeys(cuts, float("inf"))
    costs[0] = 0.0
    before: dict[int, int] = {}
    for start, after in pairwise(cuts):
        ends = [(start + len(word), _OURS) for word in ours.trie.prefixes(run, start)]
        ends += [(start + len(word), _KNOWN) for word in lexicon.prefixes(run, start)]
        for end, cost in (*ends, (after, _UNKNOWN)):
            if end in costs and costs[start] + cost < costs[end]:
                costs[end], before[end] = costs[start] + cost, start
    path = [len(run)]
    while path[-1]:
        path.append(before[path[-1]])
    for end, start in reversed(list(pairwise(path))):
        word = run[start:end]
        marks = ours.marks.get(word)
        yield word, start, marks or frozenset(), marks is not None or (len(word) > 1 and word in lexicon)


def _is_cut(run: str, place: int) -> bool:
    """Whether a word may begin at `place`: never between a consonant and its vowels and marks."""
    return place == 0 or (run[place] not in _INSIDE and run[place - 1] not in _LEADING)


def _mended(units: list[Unit]) -> list[Unit]:
    """`units` with the misspelt words of ours among them."""
    done: list[Unit] = []
    at = 0
    while at < len(units):
        for until in range(min(at + _WINDOW, len(units)), at, -1):
            window = units[at:until]
            if phrase := _misspelt(window):
                text = "".join(unit.text for unit in window)
                done.append(Unit(text, window[0].start, window[-1].end, vocabulary().marks[phrase]))
                at = until
                break
        else:
            done.append(units[at])
            at += 1
    return done


def _misspelt(window: list[Unit]) -> str:
    """Our word that `window` was to be; "" where it has its own sense."""
    known = all(unit.known for unit in window)
    if any(unit.marks for unit in window) or (known and len(window) == 1):
        return ""
    keys, spelt = vocabulary().keys, key("".join(unit.text for unit in window))
    if spelt in keys:
        return keys[spelt] if not known or len(spelt) >= _SLIP - 1 else ""
    if known or len(spelt) < _SLIP:
        return ""
    near = process.extractOne(spelt, list(keys), scorer=OSA.distance, score_cutoff=1)
    return keys[near[0]] if near else ""
