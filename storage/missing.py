"""Who has not checked in: at which points that is asked of now, and the statement that gives their ids."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from storage.checkpoints import counts, settings_of, windows
from storage.models import BoardRow, CheckinRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme


_boards, _log = table(BoardRow), table(CheckinRow)

Point = tuple[str, str]
"""A point of a session: the codes of both."""


def points(store: Store, programme: Programme, now: datetime) -> tuple[Point, ...]:
    """Where people check in now: at the boards of today that are open; else where it is time to; else at the last one.

    None where no board was opened today, and nothing is on.
    """
    local = now.astimezone(ZoneInfo(programme.timezone))
    today = datetime.combine(local.date(), time(), local.tzinfo)
    here = (_boards.c.programme == programme.code, _boards.c.what == "in", _boards.c.opened_at >= today)
    shown = select(_boards.c.session, _boards.c.point, _boards.c.closed_at).where(*here)
    rows = store.execute(shown.order_by(_boards.c.opened_at, _boards.c.id)).all()
    return (
        tuple((row.session, row.point) for row in rows if row.closed_at is None)
        or _on(programme, now)
        or tuple((row.session, row.point) for row in rows[-1:])
    )


def _on(programme: Programme, now: datetime) -> tuple[Point, ...]:
    settings = settings_of(programme)
    return tuple(
        (session.code, window.code)
        for session in programme.sessions
        if counts(session)
        for window in windows(session, settings)
        if window.is_open(now)
    )


def noted(programme: str, asked: Sequence[Point]) -> Select[int | None]:
    """The ids of those who came to any of these points, or are excused from it: what was noted last says so."""
    undone = select(_log.c.about).where(_log.c.what == "undo", _log.c.about.is_not(None), _log.c.programme == programme)
    counting = (_log.c.outcome == "", _log.c.what.in_(["in", "mark"]), _log.c.id.not_in(undone))
    last = [
        select(func.max(_log.c.id))
        .where(_log.c.programme == programme, _log.c.session == session, _log.c.point == point, *counting)
        .where(_log.c.person_id.is_not(None))
        .group_by(_log.c.person_id)
        for session, point in asked
    ]
    newest = last[0].union_all(*last[1:])
    return select(_log.c.person_id).where(_log.c.id.in_(newest), _log.c.status.in_(["present", "late", "excused"]))
