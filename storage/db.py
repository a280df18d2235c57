"""The database: SQLite or PostgreSQL behind the same two doors, `read()` and `write()`."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from bot.errors import BadSettings


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import URL, Connection, Executable, Table

    from storage.models import Base


_T = TypeVar("_T")

MIGRATIONS = Path(__file__).parent / "migrations"

Conflict = IntegrityError  # somebody else has just written what may be there but once
Unavailable = OperationalError  # the store is away, busy or broken off: the same work may succeed later

_BUSY_SECONDS = 10

# SQLite has one writer: a second thread only waits for the first, and both for Python's own lock. (Measured on two
# cores, in one run: 170 events a second and the 99th percentile of an answer at 46–90 ms with one thread, 113–136 and
# 160–2,000 ms with six.) With PostgreSQL a thread waits for the server, and others can go on.
_THREADS = {"sqlite": 1, "postgresql": 4}

# Measured on an ordinary virtual disk with SQLite 3.40: a commit costs 0.013 ms with synchronous=NORMAL and 0.20 ms
# (99th percentile 0.5 ms) with FULL. A question is four commits, so FULL costs it under 1 ms; NORMAL may lose the last
# commits when the power fails, which would forget an event already acknowledged or send a message twice.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}",
)


class Database:
    """A store at `url`: `sqlite:///file`, `sqlite://` (in memory, gone with the object) or `postgresql://…`.

    Raises BadSettings for what is no address. Safe to share between threads. Do not open one door inside the other.
    """

    def __init__(self, url: str) -> None:
        where = _normal(url)
        self.in_memory = where.get_backend_name() == "sqlite" and where.database in (None, "", ":memory:")
        self.file = where.database if where.get_backend_name() == "sqlite" and not self.in_memory else None
        self._engine = _sqlite(where, in_memory=self.in_memory) if where.drivername == "sqlite" else _postgresql(where)
        self._reading = self._engine.execution_options(**_READING[where.get_backend_name()])
        self._threads: ThreadPoolExecutor | None = None
        self._turn = _Turn() if self.file else nullcontext()

    async def aside(self, work: Callable[..., _T], *arguments: Any, **more: Any) -> _T:
        """What `work` returns, run in a thread that is there for work with the store, beside the event loop."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_THREADS[self._engine.dialect.name], thread_name_prefix="store")
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *arguments, **more))

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that may change things: committed at the end, rolled back by an exception.

        On SQLite it holds the one write lock from its start, so nothing that it read can change under it.
        """
        with self._turn, Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one state of the store throughout, and changes nothing."""
        with Session(self._reading) as session, session.begin():
            yield session

    def connect_alone(self) -> Connection:
        """A connection outside the doors and the pool, without transactions; whoever asks closes it."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        return connection

    def migrate(self) -> None:
        """Bring the tables to this version of the code. Safe while other processes do the same."""
        with self._engine.begin() as connection:
            if self.in_memory:
                made = _models().metadata
                if not connection.dialect.has_table(connection, next(iter(made.tables))):  # nobody else makes any
                    made.create_all(connection)
            elif _revision(connection) != head():
                from storage.migrations import run  # noqa: PLC0415 - Alembic takes 0.3 s to load, and is seldom needed

                _alone(connection)
                run.upgrade(connection)

    def close(self) -> None:
        if self._threads:
            self._threads.shutdown(wait=False)
            self._threads = None
        self._engine.dispose()


class _Turn:
    """SQLite's one writer, among the threads of a process.

    SQLite itself lets them sleep, up to a tenth of a second at a time, and whoever wakes at the right moment goes
    first. Here they queue; only other processes are waited for in SQLite's way.
    """

    def __init__(self) -> None:
        self._lock = Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=_BUSY_SECONDS):
            raise Unavailable("BEGIN IMMEDIATE", None, TimeoutError("database is locked"))

    def __exit__(self, *_error: object) -> None:
        self._lock.release()


def exists(url: str) -> bool:
    """Whether there is a store at `url` already: a SQLite file, or a server's database, which is taken for granted."""
    where = _normal(url)
    return where.drivername != "sqlite" or bool(where.database and Path(where.database).exists())


def head() -> str:
    """The newest revision: migration files are named by theirs, `0001_….py`."""
    names = [path.name for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py")]
    return max((name.split("_")[0] for name in names), default="0000")


def is_deadlock(error: Unavailable) -> bool:
    """Whether PostgreSQL has ended the transaction because it and another waited for each other."""
    return getattr(error.orig, "sqlstate", "") == "40P01"


def insert_new(session: Session, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row; False where a unique constraint says that it is there already."""
    return session.execute(_insert_new(session.get_bind().dialect.name, table), values).first() is not None


def put_all(session: Session, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]) -> None:
    """Insert rows; where one with the same `key`, which is unique, is there already it gets the other values."""
    made = import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}").insert(table)
    changed = {name: made.excluded[name] for name in rows[0] if name not in key}
    session.execute(made.on_conflict_do_update(index_elements=[*key], set_=changed), rows)


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    kit = import_module(f"sqlalchemy.dialects.{dialect}")  # only the one in use: they take a while to load
    statement: Executable = kit.insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return statement


_READING: dict[str, dict[str, Any]] = {
    "sqlite": {"nongnat_reads": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


def _normal(url: str) -> URL:
    try:
        where = make_url(url)
    except (ArgumentError, ValueError) as error:
        found = f"{url.partition('://')[0]}://…"  # the rest may hold a password
        raise BadSettings("cli.setting.database_url", name="DATABASE_URL", found=found) from error
    if where.drivername in ("postgres", "postgresql"):
        where = where.set(drivername="postgresql+psycopg")
    return where


def _postgresql(where: URL) -> Engine:
    return create_engine(where, pool_pre_ping=True, hide_parameters=True, json_serializer=_json)


def _sqlite(where: URL, *, in_memory: bool) -> Engine:
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False, "timeout": _BUSY_SECONDS}}
    options["hide_parameters"] = True  # they are what people said, and errors are logged
    options["json_serializer"] = _json
    if in_memory:
        # The data lives in its one connection: everybody waits for that one.
        options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    elif where.database:
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(where, **options)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `begun` does
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        reads = connection.get_execution_options().get("nongnat_reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _json(value: Any) -> str:
    """Thai as it is: escaped, it takes twice the room and twice the time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _models() -> type[Base]:
    from storage.models import Base  # noqa: PLC0415 - models need nothing of this file, nor it of them until here

    return Base


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _alone(connection: Connection) -> None:
    """Wait until nobody else migrates; SQLite's writing transaction is that already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('nongnat.migrations'))"))
