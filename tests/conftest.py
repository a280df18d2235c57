"""What any test may ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from storage.db import Database


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database of this run's own; skips, saying so, where there is no server."""
    name = f"nongnat_test_{uuid4().hex}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL at TEST_DATABASE_URL or on this machine: {str(error).splitlines()[0]}")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """The same, without any tables, and left so."""
    yield postgresql
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of each kind in turn."""
    if request.param == "memory":
        yield "sqlite://"
    elif request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/nongnat.db"
    else:
        yield request.getfixturevalue("empty_postgresql")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A store with its tables, of each kind in turn."""
    made = Database(database_url)
    made.migrate()
    yield made
    made.close()
