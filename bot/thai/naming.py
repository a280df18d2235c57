"""Whom of a list words name: by a whole name, a first or a last one, titles aside, however spelt; or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.thai.people import bare_name, parts_of
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_LEAST = 3  # letters of a part of a name by which somebody is found
_MARKS = re.compile(r"[,;/\n]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Those who are `people` for sure; words that name any of `several`; and words that name nobody."""

    people: tuple[int, ...] = ()
    several: tuple[tuple[str, tuple[int, ...]], ...] = ()
    unknown: tuple[str, ...] = ()

    def __add__(self, other: Named) -> Named:
        people = tuple(dict.fromkeys((*self.people, *other.people)))
        return Named(people, self.several + other.several, self.unknown + other.unknown)


class Roll:
    """Names (with titles) by numbers of their own."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._known = [(number, key(bare_name(name)), {key(part) for part in parts_of(name)}) for number, name in names]

    def named(self, said: str, between: re.Pattern[str]) -> Named:
        """Whom `said` names; `between` stands between names, and may stand in one."""
        found = Named()
        for part in _MARKS.split(said):
            if part.strip():
                found += self._of(part.strip(), between)
        return found

    def _of(self, part: str, between: re.Pattern[str]) -> Named:
        if known := self._one(part):
            return _as_named(part, known)
        for pieces in (*_halves(part, between), part.split()):
            if len(pieces) > 1 and not (found := self._all(pieces, between)).unknown:
                return found
        return Named(unknown=(part,))

    def _all(self, pieces: list[str], between: re.Pattern[str]) -> Named:
        first, *rest = pieces
        known = self._one(first)
        found = _as_named(first, known) if known else Named(unknown=(first,))
        for piece in rest if known else ():
            found += self._of(piece, between)
        return found

    def _one(self, said: str) -> tuple[int, ...]:
        wanted = {key(said), key(bare_name(said))} - {""}
        whole = [number for number, name, _ in self._known if name in wanted]
        parts = whole or [number for number, _, parts in self._known if parts & wanted]
        if parts:
            return tuple(parts)
        within = [each for each in wanted if len(each) >= _LEAST]
        return tuple(number for number, name, _ in self._known if any(each in name for each in within))


def _as_named(said: str, known: tuple[int, ...]) -> Named:
    return Named(known) if len(known) == 1 else Named(several=((said, known),))


def _halves(part: str, between: re.Pattern[str]) -> Iterator[list[str]]:
    """`part` cut in two at each word that may stand between names."""
    for found in between.finditer(part):
        halves = [part[: found.start()].strip(), part[found.end() :].strip()]
        if all(halves):
            yield halves
