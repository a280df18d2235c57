"""Which session of the store a row is, so that a newer file updates it and nothing is there twice.

By the id in the file; without one by the title, and of several with one title by the time; else by the time, where the
title is much the same. What is new gets an id made from its title, and from its day where several have that title.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from storage.formats.report import shown
from storage.formats.words import Taken, slug
from storage.formats.xlsx.vocabulary import norm


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from storage.formats.xlsx.tables import Row
    from storage.formats.xlsx.teller import Teller
    from storage.programme import Programme, Session

_SIGNS = re.compile(r"[^\w\u0e00-\u0e7f]+")
_LIKE = 60  # per cent of two titles in common that, at one time, are one session's


class Wanted(NamedTuple):
    """A row that is a session; `code` is "" where the file gives it no id."""

    row: Row
    code: str
    titles: tuple[str, ...]
    start: datetime


def codes(wanted: Sequence[Wanted], kept: Programme | None, tell: Teller) -> list[str]:
    """The id of each."""
    found: dict[int, str] = {nr: each.code for nr, each in enumerate(wanted) if each.code}
    claimed = set(found.values())
    left = [session for session in (kept.sessions if kept else ()) if session.code not in claimed]
    titled, starting = _by_title(left), _by_start(left)

    def claim(fits: Callable[[Wanted, Session], bool], among: Callable[[Wanted], list[Session]]) -> Iterator[int]:
        for nr, each in enumerate(wanted):
            fitting = (one for one in among(each) if one.code not in claimed and fits(each, one))
            if nr not in found and (session := next(fitting, None)):
                found[nr] = session.code
                claimed.add(session.code)
                yield nr

    def of_title(row: Wanted) -> list[Session]:
        return [session for title in row.titles for session in titled.get(norm(title), ())]

    for fits in (
        lambda row, session: _starts(session) == row.start,
        lambda row, session: _starts(session).date() == row.start.date(),
        lambda _row, _session: True,
    ):
        deque(claim(fits, of_title), maxlen=0)
    titles = {session.code: session.title.th or session.title.en for session in left}
    for nr in claim(_alike, lambda row: starting.get(row.start, [])):
        row = wanted[nr].row
        where = (row.table.grid, row.number, row.column("title"))
        tell.warn("assumed-renamed", *where, found=shown(wanted[nr].titles[0]), meant=shown(titles[found[nr]]))
    return _new(wanted, found, {session.code for session in (kept.sessions if kept else ())})


def _by_title(sessions: Sequence[Session]) -> dict[str, list[Session]]:
    found: defaultdict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        for title in {norm(text) for text in (session.title.th, session.title.en) if text}:
            found[title].append(session)
    return found


def _by_start(sessions: Sequence[Session]) -> dict[datetime, list[Session]]:
    found: defaultdict[datetime, list[Session]] = defaultdict(list)
    for session in sessions:
        found[_starts(session)].append(session)
    return found


def _new(wanted: Sequence[Wanted], found: dict[int, str], held: set[str]) -> list[str]:
    taken = Taken()
    for code in sorted(held | set(found.values())):
        taken.unique(code)
    times = Counter(norm(each.titles[0]) for each in wanted)
    made = []
    for nr, each in enumerate(wanted):
        code = found.get(nr, "")
        if not code:
            stem = slug(_SIGNS.sub(" ", each.titles[0])) or "session"
            code = taken.unique(f"{stem}-{each.start.date()}" if times[norm(each.titles[0])] > 1 else stem)
        made.append(code)
    return made


def _alike(row: Wanted, session: Session) -> bool:
    titles = [title for title in (session.title.th, session.title.en) if title]
    return any(fuzz.ratio(norm(one), norm(other)) >= _LIKE for one in row.titles for other in titles)


def _starts(session: Session) -> datetime:
    return session.start.replace(tzinfo=None, second=0)
