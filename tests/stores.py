"""Stores to begin a test with, as copies: to make the tables takes a tenth of a second, on PostgreSQL half a second."""

from __future__ import annotations

import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bot.services.programme import keep
from storage.db import Database
from storage.models import Base


if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from storage.programme import Programme

_KEPT = 32

_filled: dict[str, bytes] = {}
_compiled: dict[str, Engine] = {}


def in_memory(*about: Programme) -> Database:
    """A store that is gone with the object, with its tables, and with these programmes and nothing else in it."""
    database = quick(Database("sqlite://"))
    # A programme has settings of any kind, and cannot be looked up by itself.
    remembered(database, repr(about), lambda: _fill(database, *about))
    return database


def remembered(database: Database, key: str, fill: Callable[[], object]) -> None:
    """Fill a store in memory, or give it what there was in another that was filled before under the same key."""
    connection = _connection(database)
    if key in _filled:
        connection.deserialize(_filled[key])
        return
    fill()
    while len(_filled) >= _KEPT:
        del _filled[next(iter(_filled))]
    _filled[key] = connection.serialize()


def in_file(path: Path) -> Database:
    """A new SQLite store at `path`, with its tables and nothing in them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_empty_file())
    return quick(Database(f"sqlite:///{path}"))


def quick(database: Database) -> Database:
    """What was compiled for one store is known to all of its kind: a quarter of a dialog's time went into that."""
    engine = database._engine  # noqa: SLF001 - the store shows nobody its engine, nor SQLAlchemy what it compiled
    if engine.dialect.name not in _compiled:
        with engine.connect():  # by which a dialect gets to know the server
            _compiled[engine.dialect.name] = engine
    known = _compiled[engine.dialect.name]
    engine.dialect = engine.pool._dialect = known.dialect  # noqa: SLF001 - as above
    engine._compiled_cache = known._compiled_cache  # noqa: SLF001 - as above
    return database


def empty_tables(url: str) -> None:
    """Leave a migrated PostgreSQL database as it was made: its own tables, and nothing in them; ids begin at 1."""
    ours = [table.name for table in reversed(Base.metadata.sorted_tables)]
    with psycopg.connect(url) as connection:
        there = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        others = {name for (name,) in there} - {*ours, "alembic_version"}
        drops = [f'DROP TABLE "{name}" CASCADE' for name in sorted(others)]
        deletes = [f'DELETE FROM "{name}"' for name in ours]  # noqa: S608 - names of our own; TRUNCATE takes 20 times as long
        connection.execute(";".join([*drops, *deletes, *deletes]).encode())  # twice: triggers count what is deleted
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences"
        )


def _fill(database: Database, *about: Programme) -> None:
    database.migrate()
    with database.write() as store:
        for each in about:
            keep(store, each)


@cache
def _empty_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        database = Database(f"sqlite:///{path}")
        database.migrate()
        database.close()
        return path.read_bytes()


def _connection(database: Database) -> sqlite3.Connection:
    """The one connection of a store in memory."""
    with database.read() as store:
        connection = store.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection
