"""How long it takes to read what a big programme has answered: its pages, the workbook, every answer as CSV.

Files are written in a process of their own, so that its memory is theirs alone.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.services.results import overview, raw, workbook
from bot.texts import texts
from storage.db import Database
from tests.benchmarks.feedback_filled import fill, programme
from tests.benchmarks.platforms import postgresql
from tests.web.console.office import Office


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.platforms import Row


PEOPLE, SESSIONS, FEW = 10_000, 60, 6
ROUNDS = 9
PAGES = {
    "the whole": "",
    "one session": "/session?code=s30",
    "speakers": "/speakers",
    "one speaker": "/speaker?code=p3",
    "comments": "/comments",
    "comments on a theme": "/comments?theme=food&tone=good",
    "comments, words sought": "/comments?text=หาไม่พบ",
}


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        rows = [row for name, url in urls.items() if url for row in _rows(name, url, folder)]
        return [*rows, *_flat(folder)]


def _rows(name: str, address: str, folder: Path) -> Iterator[Row]:
    database = Database(address)
    database.migrate()
    about = fill(database, PEOPLE, SESSIONS)
    _settled(database)
    here = Office([about], database, "")
    here.clock.set(about.sessions[-1].end + timedelta(days=2))
    client = here.client("otto", about.code)
    for page, path in PAGES.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            assert client.get(f"/console/{about.code}/feedback{path}").status_code == 200
            times.append(time.perf_counter() - begun)
        yield f"feedback of {PEOPLE * SESSIONS:,} answers, {page}, {name}", f"{1000 * median(times):.0f} ms"
    database.close()
    for kind in ("xlsx", "csv"):
        seconds, memory = _written(address, SESSIONS, folder / f"x.{kind}")
        yield f"feedback of {PEOPLE * SESSIONS:,} answers as {kind}, {name}", f"{seconds:.1f} s, {memory:.0f} MB"


def _flat(folder: Path) -> Iterator[Row]:
    """The same of a tenth of the sessions, for what it takes in memory."""
    address = f"sqlite:///{folder}/few.db"
    database = Database(address)
    database.migrate()
    fill(database, PEOPLE, FEW)
    database.close()
    for kind in ("xlsx", "csv"):
        seconds, memory = _written(address, FEW, folder / f"few.{kind}")
        yield f"feedback of {PEOPLE * FEW:,} answers as {kind}, SQLite", f"{seconds:.1f} s, {memory:.0f} MB"


def _written(address: str, sessions: int, file: Path) -> tuple[float, float]:
    """Seconds, and megabytes of the whole process at most."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.feedback", address, str(sessions), str(file)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    seconds, memory = map(float, told.split())
    return seconds, memory


def _settled(database: Database) -> None:
    """People came with ids of their own; and PostgreSQL has not looked yet at what is there."""
    with database.write() as store:
        if store.get_bind().dialect.name != "postgresql":
            return
        store.execute(text("SELECT setval(pg_get_serial_sequence('people', 'id'), (SELECT max(id) FROM people))"))
    with database.connect_alone() as connection:
        connection.execute(text("VACUUM ANALYZE"))


def main(address: str, sessions: str, file: str) -> None:
    """Write one file, and print how long that took and what memory."""
    database, about, say = Database(address), programme(int(sessions)), texts("th")
    begun = time.perf_counter()
    with database.read() as store, Path(file).open("wb") as written:
        found = overview(store, about)
        if file.endswith(".xlsx"):
            workbook.write(store, say, found, about.sessions[-1].end, written)
        else:
            raw.write(store, say, found, written)
    database.close()
    print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
