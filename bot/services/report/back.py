"""What a signed sheet that is typed back in would change of what is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.report import paper, words
from bot.services.report.sheets import spot_of
from storage import checkins, members, sheets
from storage.attended import states


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.report.paper import Paper
    from bot.texts import Texts
    from storage.models import Status
    from storage.programme import Programme

    Get = Callable[[Store, str], Programme]


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody on a line of the sheet: how it was with them ("": nothing was noted), and how it is after that."""

    line: int
    person: int
    name: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Back:
    """Of which sheet that is; `said`: whether it says anything; how many are noted as the `same` already."""

    number: int
    programme: str
    session_code: str
    point: str
    session: str
    when: str
    said: bool
    changes: dict[Status, list[Change]]
    same: int


def back(store: Store, get: Get, said: Paper, say: Texts, now: datetime) -> Back | None:
    """None where there is no such sheet. Whoever has left the programme since is left out.

    Raises Refused: `report.paper_gone` (it is not held any more), `.paper_early`, `.paper_beyond`.
    """
    printed = sheets.get(store, said.sheet)
    if printed is None:
        return None
    spot = spot_of(store, get, printed)
    if spot is None:
        raise Refused("report.paper_gone", number=str(printed.id))
    programme, session, window = spot.programme, spot.session, spot.window
    if now < window.opens:
        raise Refused("report.paper_early", number=str(printed.id), when=say.period(window.opens, window.opens))
    names = {each.person: each.name for each in members.enrolled(store, programme.code)}
    known = states(checkins.counted(store, programme.code, [session.code]))
    changes: dict[Status, list[Change]] = {}
    same = 0
    for line, status in sorted(paper.marks(said, len(printed.people)).items()):
        person = printed.people[line - 1]
        state = known.get((session.code, window.code, person))
        before = state.status if state else ""
        if person not in names:
            continue
        if before == status:
            same += 1
        else:
            changes.setdefault(status, []).append(Change(line, person, names[person], before, status))
    title, when = words.point_title(say, session, window), words.when(say, session, window)
    told = said.said is not None
    return Back(printed.id, programme.code, session.code, window.code, title, when, told, changes, same)
