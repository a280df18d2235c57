"""A SQLite file is served by one process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import Refused
from storage.db import Database
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Nobody else serves the SQLite file at `url` meanwhile: each would deliver, and wait for the other to write.

    Taken before anything is changed there, and lost with the process, however that ends. A database in memory is this
    process's own, and a server's database is for any number.

    Raises Refused where somebody does.
    """
    try:
        database = Database(url)
        leader = Leader(database, "serve")
        free = not database.file or leader.leads()
    except OSError as error:
        raise Refused("cli.database", reason=error.strerror or str(error)) from error
    if not free:
        raise Refused("cli.served", file=database.file or "")
    try:
        yield
    finally:
        leader.resign()
