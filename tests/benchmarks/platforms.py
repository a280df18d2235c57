"""How fast LINE is served, side by side with a bare echo bot on the same kit, and whether memory stays flat.

All bots are up at the same time and are measured in turn, so that whatever else the machine does meets all of them;
figures are medians of the rounds. LINE's API is this process, and answers at once.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from tests.benchmarks.line import Line, percentile
from tests.benchmarks.servers import serving
from tests.conftest import SERVER


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.line import Times
    from tests.benchmarks.servers import Server


Row = tuple[str, str]

ECHO = "bare echo bot"
A_SECOND = 100  # events, in the paced rounds
PACED, CROWDED = 1000, 1500  # events of a round
AT_ONCE = 50  # unanswered events in the crowded rounds
ROUNDS = 3
REMEMBERED = 10_000  # events, unless more are asked for
READINGS = 10
A_CROWD = 1000  # events that are prepared at once: their reply tokens must still be young when they are brought


def table(events: int = REMEMBERED) -> list[Row]:
    """Rows of (measure, figure). `events`: over how many the memory is watched."""
    return asyncio.run(_table(events))


async def _table(events: int) -> list[Row]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/nongnat.db", "PostgreSQL": stack.enter_context(postgresql())}
        async with Line().open() as line:
            bots = {ECHO: stack.enter_context(serving(line.url, "tests.benchmarks.echo"))}
            for store, url in urls.items():
                if url:
                    bots[store] = stack.enter_context(serving(line.url, "bot", "serve", DATABASE_URL=url))
            return [*await _compared(line, bots), *await _memory(line, bots["SQLite"], events)]


async def _compared(line: Line, bots: dict[str, Server]) -> list[Row]:
    paced: dict[str, list[Times]] = {name: [] for name in bots}
    crowded: dict[str, list[Times]] = {name: [] for name in bots}
    for bot in bots.values():
        await line.crowded(bot.url, AT_ONCE, AT_ONCE)  # opens the connections
    for _ in range(ROUNDS):
        for name, bot in bots.items():
            paced[name].append(await line.paced(bot.url, PACED, A_SECOND))
            crowded[name].append(await line.crowded(bot.url, CROWDED, AT_ONCE))
    echoed = statistics.median(times.rate for times in crowded[ECHO])
    rows: list[Row] = []
    for name in bots:
        at_pace = f"{A_SECOND} events a second"
        rows.append((f"{at_pace} acknowledged, {name}", _milliseconds([times.acknowledged for times in paced[name]])))
        rows.append((f"{at_pace} answered, {name}", _milliseconds([times.answered for times in paced[name]])))
        rate = statistics.median(times.rate for times in crowded[name])
        share = "" if name == ECHO else f", {100 * rate / echoed:.0f} % of the echo bot's"
        rows.append((f"events a second, {AT_ONCE} always unanswered, {name}", f"{rate:.0f}{share}"))
    return rows


def _milliseconds(rounds: Sequence[Sequence[float]]) -> str:
    half, most = (1000 * statistics.median(percentile(times, share) for times in rounds) for share in (50, 99))
    return f"median {half:.1f} ms, 99th percentile {most:.1f} ms of {len(rounds)} × {len(rounds[0])}"


async def _memory(line: Line, bot: Server, events: int) -> list[Row]:
    rows = [("memory of the server before", f"{bot.memory:.0f} MB")]
    for reading in range(1, READINGS + 1):
        for _ in range(max(1, events // READINGS // A_CROWD)):
            await line.crowded(bot.url, A_CROWD, AT_ONCE)
        rows.append((f"after {reading * (events // READINGS):,} events more", f"{bot.memory:.0f} MB"))
    return rows


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database of this run's own; "" where there is no server."""
    name = f"nongnat_bench_{uuid4().hex}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield ""
        return
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
