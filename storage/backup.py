"""A copy of a SQLite store while it is used, and an old store put back into use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, update

from storage import reminders
from storage.feedback_answers import SECRETS
from storage.models import AnnouncementRow, InboxRow, OutboxRow, ThroughRow, table


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


_outbox, _inbox, _through = table(OutboxRow), table(InboxRow), table(ThroughRow)
_announcements = table(AnnouncementRow)


@dataclass(frozen=True, slots=True)
class LaidAside:
    """How many messages waited to be sent, events to be answered, and announcements to go."""

    messages: int
    events: int
    announcements: int


def copy(store: str, file: Path, link: Callable[[Path, Path], None] = os.link) -> None:
    """Copy the SQLite file `store` as it is at one moment, whoever writes to it meanwhile, into a new `file`.

    Left out are the secrets of forms that are open: by them anonymous answers could be joined with people.
    Nothing is at `file` before the copy is whole and on the disk. Raises OSError; sqlite3.Error where the store cannot
    be read or the copy is not sound; FileExistsError where there is a file already. `link` gives a file one more name.
    """
    if file.exists():
        raise FileExistsError(file)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # what people said is in it
        source = f"{Path(store).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(source, uri=True)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)  # in one step: to a writer it is one more reader
            _leave_out(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
            found = new.execute("PRAGMA quick_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        _settle(part)
        _name(part, file, link)
    finally:
        part.unlink(missing_ok=True)
    _settle(file.parent)


def _leave_out(copy: sqlite3.Connection) -> None:
    """What tells who has answered what without a name; and what was erased, but is on free pages still."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'secrets'").fetchone():
        with copy:
            copy.execute("DELETE FROM secrets WHERE substr(name, 1, ?) = ?", (len(SECRETS), SECRETS))
    copy.execute("VACUUM")


def _name(part: Path, file: Path, link: Callable[[Path, Path], None]) -> None:
    """Raises FileExistsError where somebody else has made `file` meanwhile."""
    try:
        link(part, file)
    except FileExistsError:
        raise
    except OSError:  # where files have one name only, as on memory sticks
        if file.exists():
            raise FileExistsError(file) from None
        part.rename(file)


def lay_aside(session: Session, stopped: datetime) -> LaidAside:
    """Do nothing of what a store that was put back has still to do: it was done after the copy was made, most likely.

    `stopped` is when the bot did that (by the clock, aware). Messages are dropped (reason `restored`), events are not
    answered, announcements that were going, or should have gone by then, are stopped. Reminders and notices of changes
    that were due by then are neither told nor counted as too late.
    """
    done = LaidAside(
        *(
            session.scalar(select(func.count()).select_from(kind).where(which)) or 0
            for kind, which in (
                (_outbox, _outbox.c.state.in_(["waiting", "sending"])),
                (_inbox, _inbox.c.state == "waiting"),
                (_announcements, _goes(stopped)),
            )
        )
    )
    unsent = update(_outbox).where(_outbox.c.state.in_(["waiting", "sending"]))
    session.execute(unsent.values(state="dropped", reason="restored", token=""))
    session.execute(update(_inbox).where(_inbox.c.state == "waiting").values(state="done", details={}))
    session.execute(update(_announcements).where(_goes(stopped)).values(state="stopped", ended_at=stopped))
    session.execute(update(_through).where(_through.c.at < stopped).values(at=stopped))
    reminders.advance(session, reminders.RESTORED, stopped)
    return done


def _goes(by: datetime) -> ColumnElement[bool]:
    late = (_announcements.c.state == "scheduled") & (_announcements.c.send_at <= by)
    return or_(_announcements.c.state == "sending", late)


def _settle(place: Path) -> None:
    """Until it is on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
