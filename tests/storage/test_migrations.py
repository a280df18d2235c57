"""The migrations make the tables of the models, on both databases, and take them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url

from storage.db import Database, head
from storage.migrations import run
from storage.models import Base


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    url = f"sqlite:///{tmp_path}/x.db" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg") if request.param == "postgresql" else url)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def test_an_empty_database_is_brought_to_the_models_and_back(connection: Connection) -> None:
    run.upgrade(connection)

    differences: list[Any] = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []

    run.downgrade(connection)
    assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_the_newest_migration_is_known_without_loading_alembic(connection: Connection) -> None:
    assert ScriptDirectory.from_config(run.config(connection)).get_heads() == [head()]


def test_a_store_is_brought_up_to_date_once(database_url: str) -> None:
    first, second = Database(database_url), Database(database_url)
    first.migrate()
    first.migrate()
    second.migrate()

    with second.read() as store:
        tables = set(inspect(store.connection()).get_table_names())
    assert tables - {"alembic_version"} == set(Base.metadata.tables)
    first.close()
    second.close()
