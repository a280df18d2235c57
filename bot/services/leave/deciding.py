"""Leave is approved, declined or taken back; what is approved is noted in the log of attendance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.leave.asking import LONGEST, ahead_of, begun_of, encoded, parts_of
from storage import checkins, leaves, members
from storage.attended import states
from storage.checkins import Entry


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.leave.asking import Part
    from storage.leaves import Leave
    from storage.models import LeaveState
    from storage.programme import Programme


def approve(store: Store, programme: Programme, leave: Leave, by: int, now: datetime, note: str = "") -> bool:
    """Whoever asked is excused, but where they were seen; False where somebody has decided before, or nobody asks.

    Raises Refused: `leave.own`.
    """
    members.lock(store, leave.person, programme.code)
    if not _decided(store, leave, "approved", by, now, note.strip()[:LONGEST]):
        return False
    parts = parts_of(programme, leave.sessions)
    known = states(checkins.counted(store, programme.code, [part.session.code for part in parts], [leave.person]))
    for part in parts:
        for window in part.windows:
            state = known.get((part.session.code, window.code, leave.person))
            if state is None or not state.came:
                line = Entry(programme.code, part.session.code, window.code, leave.person, "mark", "leave", now, now)
                nonce = f"{_mine(leave)}{part.session.code} {window.code}"
                checkins.add(store, replace(line, status="excused", by=by, reason=leave.reason, nonce=nonce))
    return True


def decline(store: Store, leave: Leave, by: int, now: datetime, note: str = "") -> bool:
    """False where somebody has decided before, or nobody asks any more. Raises Refused: `leave.own`."""
    return _decided(store, leave, "declined", by, now, note.strip()[:LONGEST])


def withdraw(store: Store, programme: Programme, leave: Leave, now: datetime) -> tuple[Part, ...]:
    """Whoever asked is to come after all, to what has not begun: says to what.

    Raises Refused: `leave.nothing_left` (it all has begun, was taken back or was declined).
    """
    members.lock(store, leave.person, programme.code)
    current = leaves.get(store, leave.id)
    sessions = current.sessions if current and current.state in ("asked", "approved") else ()
    parts = parts_of(programme, sessions)
    ahead = ahead_of(parts, now)
    if not ahead or not leaves.withdraw(store, leave.id, encoded(begun_of(parts, now))):
        raise Refused("leave.nothing_left")
    points = {(part.session.code, window.code) for part in ahead for window in part.windows}
    _take_back(store, leave, points, now)
    return ahead


def _take_back(store: Store, leave: Leave, points: set[tuple[str, str]], now: datetime) -> None:
    lines = checkins.counted(store, leave.programme, {session for session, _ in points}, [leave.person])
    undone = {line.about for line in lines if line.what == "undo"}
    for line in lines:
        mine = line.way == "leave" and (line.nonce or "").startswith(_mine(leave))
        if mine and line.what == "mark" and line.id not in undone and (line.session, line.point) in points:
            new = replace(line, what="undo", status="", at=now, noted_at=now, about=line.id, by=leave.person, id=0)
            checkins.add(store, replace(new, reason="", nonce=None))


def _decided(store: Store, leave: Leave, state: LeaveState, by: int, now: datetime, note: str = "") -> bool:
    if by == leave.person:
        raise Refused("leave.own")
    return leaves.decide(store, leave.id, state, by, now, note)


def _mine(leave: Leave) -> str:
    """How the nonces of its lines in the log begin."""
    return f"leave {leave.id} "
