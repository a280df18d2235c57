"""Alembic by program: there is no alembic.ini, the connection is always ours.

A new migration is written by `python -m storage.migrations.run "what it does"`, against an empty database brought to
the newest revision; read it before it is committed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from storage.db import MIGRATIONS, head


if TYPE_CHECKING:
    from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str = "head") -> None:
    command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    command.downgrade(config(connection), revision)


def write(message: str) -> None:
    """Write the migration from the newest revision to today's models."""
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection)
        command.revision(config(connection), message, autogenerate=True, rev_id=f"{int(head()) + 1:04}")


if __name__ == "__main__":
    write(sys.argv[1])
