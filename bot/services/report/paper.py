"""What is typed back from a signed sheet: its number, and how it is with whom, by the numbers of the lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.report.reading import as_pattern, is_near, listed, named, polished


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storage.models import Status


_MOST = 2000  # lines of a sheet
_STATUSES: dict[str, Status] = {"present": "present", "late": "late", "absent": "absent", "excused": "excused"}


@dataclass(frozen=True, slots=True)
class Paper:
    """`said` are the lines of each status; None: it says nothing of anybody yet.

    With `every` it is said of all lines but these.
    """

    sheet: int
    said: tuple[tuple[Status, tuple[int, ...]], ...] | None = None
    every: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    status: str = ""
    lines: tuple[int, ...] = ()


def read(typed: str) -> Paper | None:
    """A sheet that is named by its number, with what follows; None where it is anything else.

    Raises Refused: `report.paper_unread` (what follows cannot be read), `.paper_twice` (a line is named twice).
    """
    found = _sheet().match(polished(typed)) if is_near(typed) else None
    if found is None:
        return None
    number, rest = int(found["number"]), found["rest"].strip(" :.,")
    if not _token().match(rest) and rest:  # the 12th of a month
        return None
    try:
        return _paper(number, list(_tokens(rest))) if rest or found["sheet"] else None
    except Refused as refused:
        if found["sheet"] or refused.code != "report.paper_unread":
            raise
        return None


def _paper(number: int, tokens: list[_Token]) -> Paper:
    if not tokens:
        return Paper(number)
    if any(token.kind == "every" for token in tokens):
        return Paper(number, _of_all(tokens), every=True)
    said = _groups(tokens)
    lines = [line for _, several in said for line in several]
    if twice := sorted({line for line in lines if lines.count(line) > 1}):
        raise Refused("report.paper_twice", lines=spelt(twice))
    return Paper(number, said)


def marks(paper: Paper, length: int) -> dict[int, Status]:
    """How it is with each line of a sheet of that length. Raises Refused: `report.paper_beyond`."""
    said = paper.said or ()
    if beyond := sorted(line for _, several in said for line in several if not 1 <= line <= length):
        raise Refused("report.paper_beyond", lines=spelt(beyond), length=str(length))
    if paper.every:
        ((status, but),) = said
        return {line: status for line in range(1, length + 1) if line not in but}
    return {line: status for status, several in said for line in several}


def spelt(lines: Sequence[int]) -> str:
    """Lines as they are written: 1–3, 7."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _groups(tokens: list[_Token]) -> tuple[tuple[Status, tuple[int, ...]], ...]:
    """The lines stand before what is said of them, or behind it; of lines alone, it is that they were signed."""
    ahead = tokens[0].kind == "lines"
    if all(token.kind == "lines" for token in tokens):
        tokens = [*tokens, _Token("status", "present")]
    groups: list[tuple[str, list[int]]] = []
    for token in reversed(tokens) if ahead else tokens:
        if token.kind == "status":
            groups.append((token.status, []))
        elif token.kind != "lines" or not groups:
            raise Refused("report.paper_unread")
        else:
            groups[-1][1].extend(token.lines)
    if not all(lines for _, lines in groups):
        raise Refused("report.paper_unread")
    found: dict[Status, list[int]] = {}
    for status, lines in groups:
        found.setdefault(_STATUSES[status], []).extend(lines)
    return tuple((status, tuple(sorted(found[status]))) for status in _STATUSES.values() if status in found)


def _of_all(tokens: list[_Token]) -> tuple[tuple[Status, tuple[int, ...]], ...]:
    """Of all lines one thing is said, of those behind "but" nothing."""
    statuses = {token.status for token in tokens if token.kind == "status"} or {"present"}
    kinds = [token.kind for token in tokens]
    but = kinds.index("but") if "but" in kinds else len(kinds)
    lines = tuple(line for token in tokens for line in token.lines)
    if len(statuses) > 1 or kinds.count("but") > 1 or "lines" in kinds[:but] or (but < len(kinds) and not lines):
        raise Refused("report.paper_unread")
    return ((_STATUSES[statuses.pop()], lines),)


def _tokens(text: str) -> Iterator[_Token]:
    """Raises Refused where something is none."""
    place = 0
    while place < len(text):
        found = _token().match(text, place)
        if found is None or found.end() == place:
            raise Refused("report.paper_unread")
        place = found.end()
        if found["first"]:
            yield _Token("lines", lines=_range(int(found["first"]), int(found["last"] or found["first"])))
        elif found["every"] or found["but"]:
            yield _Token("every" if found["every"] else "but")
        elif found["status"]:
            yield _Token("status", status=_status(found["status"]))


def _range(first: int, last: int) -> tuple[int, ...]:
    if last < first or last - first > _MOST:
        raise Refused("report.paper_unread")
    return tuple(range(first, last + 1))


def _status(said: str) -> str:
    return next(name for word, name in named("statuses") if re.fullmatch(as_pattern(word), said, re.IGNORECASE))


@cache
def _sheet() -> re.Pattern[str]:
    sheet = "|".join(as_pattern(word) for word, name in named("wishes") if name == "sheet")
    other = "|".join(map(as_pattern, listed("papers")))
    return re.compile(
        rf"(?:(?P<sheet>{sheet})|{other})\s*(?:เลขที่|หมายเลข|ที่|no\.?|number|#)?\s*(?P<number>\d{{1,9}})(?![\d/.\-–])(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _token() -> re.Pattern[str]:
    every, but, to, light = ("|".join(map(as_pattern, listed(name))) for name in ("every", "but", "to", "light"))
    statuses = "|".join(as_pattern(word) for word, _ in named("statuses"))
    return re.compile(
        rf"(?P<first>\d{{1,4}})(?!\d)(?:\s*(?:[-–—~]|{to})\s*(?P<last>\d{{1,4}})(?!\d))?"
        rf"|(?P<every>{every})|(?P<but>{but})|(?P<status>{statuses})|(?:{light})|[\s,;:.()/]+",
        re.IGNORECASE,
    )
