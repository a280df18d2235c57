"""One process at a time has the lead in something; when it dies, however it dies, another may take it at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import text

from storage.db import Unavailable


if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from storage.db import Database


# A process that dies closes its connection; of a machine that does, the server learns within so many seconds.
_ALIVE = ("SET tcp_keepalives_idle = 5", "SET tcp_keepalives_interval = 2", "SET tcp_keepalives_count = 3")

_HELD = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (classid::bigint << 32 | objid::bigint) = hashtext(:what)::bigint"
)


class Leader:
    """A candidate for the lead in `what`. Call from any thread, one call at a time.

    On PostgreSQL the lead is an advisory lock of one connection, on SQLite a lock on a file beside the database's;
    both end with the process. A database in memory has but one process.
    """

    def __init__(self, database: Database, what: str) -> None:
        self._database = database
        self._what = what
        self._lock = FileLock(_beside(database.file, what), thread_local=False) if database.file else None
        self._connection: Connection | None = None

    def leads(self) -> bool:
        """Whether this candidate has the lead now, taken just now if it was free."""
        if self._database.in_memory:
            return True
        return self._holds_file() if self._lock else self._holds_connection()

    @property
    def led(self) -> bool:
        """Whether this candidate had the lead when it last looked."""
        return self._database.in_memory or self._connection is not None or bool(self._lock and self._lock.is_locked)

    def resign(self) -> None:
        """Let another lead."""
        if self._lock and self._lock.is_locked:
            self._lock.release()
        if self._connection:
            with suppress(Unavailable):  # the server may learn a moment later that a connection was closed
                self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            self._connection.close()
            self._connection = None

    def _holds_file(self) -> bool:
        if self._lock is None or self._lock.is_locked:
            return self._lock is not None
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def _holds_connection(self) -> bool:
        try:
            if self._connection is None:
                self._connection = self._database.connect_alone()
                for setting in _ALIVE:
                    self._connection.execute(text(setting))
                asked = text("SELECT pg_try_advisory_lock(hashtext(:what))")
                if not self._connection.scalar(asked, {"what": f"nongnat.{self._what}"}):
                    self.resign()
            else:
                self._connection.execute(text("SELECT 1"))  # the lock ends with the connection
        except Unavailable:
            self._connection = None
        return self._connection is not None


def led_by_somebody(session: Session, what: str) -> bool:
    """Whether any process has the lead in `what`, as far as PostgreSQL knows: beside SQLite's one there is nobody."""
    if session.get_bind().dialect.name == "sqlite":
        return False
    return bool(session.scalar(_HELD, {"what": f"nongnat.{what}"}))


def _beside(file: str, what: str) -> str:
    """The lock's own file: one, by whatever way the database's is reached."""
    return f"{Path(file).resolve()}.{what}.lock"
