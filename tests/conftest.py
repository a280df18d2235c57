"""What any test may ask for."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from bot.app import loading
from bot.thai.lexicon import lexicon
from storage.db import Database
from tests import stores


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(scope="session", autouse=True)
def _loaded() -> None:
    """The words, as a bot loads them when it starts: otherwise a fifth of all time goes into looking for garbage."""
    with loading():
        lexicon()


@contextmanager
def _on_server() -> Iterator[str]:
    name = f"nongnat_test_{uuid4().hex}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL at TEST_DATABASE_URL or on this machine: {str(error).splitlines()[0]}")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # no test cuts the machine's power
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database of this run's own; skips, saying so, where there is no server."""
    with _on_server() as url:
        yield url


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """The same, without any tables, and left so."""
    yield postgresql
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


@pytest.fixture(scope="session")
def _migrated_postgresql() -> Iterator[str]:
    with _on_server() as url:
        database = Database(url)
        database.migrate()
        database.close()
        yield url


@pytest.fixture
def postgresql_store(_migrated_postgresql: str) -> Iterator[str]:
    """The address of another, with the tables and nothing in them, and left so. For what is done in this process."""
    yield _migrated_postgresql
    stores.empty_tables(_migrated_postgresql)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, without tables, of each kind in turn."""
    if request.param == "memory":
        yield "sqlite://"
    elif request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/nongnat.db"
    else:
        yield request.getfixturevalue("empty_postgresql")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each kind in turn; that in memory gets its tables when it is opened and migrated."""
    if request.param == "memory":
        return "sqlite://"
    if request.param == "sqlite":
        stores.in_file(tmp_path / "data" / "nongnat.db").close()
        return f"sqlite:///{tmp_path}/data/nongnat.db"
    url: str = request.getfixturevalue("postgresql_store")
    return url


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    """A store with its tables, of each kind in turn."""
    made = stores.in_memory() if store_url == "sqlite://" else stores.quick(Database(store_url))
    yield made
    made.close()
